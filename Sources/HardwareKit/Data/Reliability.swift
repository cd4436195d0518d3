import Diagnostics
import Documents
public import Figures
public import Units

/// How often accelerators fail, and what a failure and a checkpoint cost a run.
public struct Reliability: Sendable {
  /// Accelerator-time between unexpected interruptions of one synchronous job.
  public var interval: Fact<Seconds>
  /// Time that a checkpoint stops the run, and the time until it is safely written.
  public var checkpointStall: Fact<Seconds>
  public var checkpointWrite: Fact<Seconds>
  /// Time to load a checkpoint, and to notice a failure and find its cause.
  public var checkpointLoad: Fact<Seconds>
  public var detection: Fact<Seconds>
  /// Accelerators held ready for those that fail, over those that compute; nil: none. They are paid for
  /// and do no work: restarting on one of them is what keeps ``detection`` short.
  public var spares: Fact<Ratio>?

  init(_ root: Node, into diagnostics: inout DiagnosticList) {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    let failures = ConstantTable(map["failures"], fallback: root, sources: sources)
    let profile = ConstantTable(
      root.value(at: ["profiles", "production"]), fallback: root, sources: sources)
    interval = failures.fact("accelerator-hours-between", Seconds.self, into: &diagnostics)
    checkpointStall = profile.fact("checkpoint-stall", Seconds.self, into: &diagnostics)
    checkpointWrite = profile.fact("checkpoint-write", Seconds.self, into: &diagnostics)
    checkpointLoad = profile.fact("checkpoint-load", Seconds.self, into: &diagnostics)
    detection = profile.fact("detection", Seconds.self, into: &diagnostics)
  }
}

/// What rooms, power and money cost where a plan does not say.
public struct Facility: Sendable {
  public let ownership: Ownership
  public let serverRatio: Fact<Ratio>
  /// Power of a node in training over its maximum.
  public let trainingLoad: Fact<Ratio>
  /// The rate at which better hardware takes value from old hardware.
  public let progress: Fact<PerSecond>

  init(_ root: Node, into diagnostics: inout DiagnosticList) {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    func fact<U: Unit>(
      _ section: String, _ key: String, _ unit: U.Type, _ diagnostics: inout DiagnosticList
    ) -> Fact<U> {
      ConstantTable(map[section], fallback: root, sources: sources)
        .fact(key, unit, into: &diagnostics)
    }
    var ownership = Ownership(
      life: fact("life", "default", Seconds.self, &diagnostics),
      networkShare: fact("capex", "network-share", Ratio.self, &diagnostics),
      electricity: fact("electricity", "default", DollarsPerJoule.self, &diagnostics),
      colocation: fact("colocation", "default", DollarsPerJoule.self, &diagnostics),
      pue: fact("pue", "default", Ratio.self, &diagnostics),
      idlePower: fact("power", "idle-share", Ratio.self, &diagnostics),
      operations: fact("operations", "share-of-capex", PerSecond.self, &diagnostics),
      capitalCharge: fact("capital", "default", PerSecond.self, &diagnostics))
    ownership.fabric = NetworkPrices(
      switchPrice: fact("network", "switch", Dollars.self, &diagnostics),
      switchPorts: fact("network", "switch-ports", Count.self, &diagnostics),
      portBandwidth: fact("network", "port", BytesPerSecond.self, &diagnostics),
      nodeLink: fact("network", "node-link", Dollars.self, &diagnostics),
      layerLink: fact("network", "layer-link", Dollars.self, &diagnostics),
      pairLink: fact("network", "pair-link", Dollars.self, &diagnostics))
    for entry in map["residual"]?.mapping?.entries ?? [] where entry.value.mapping != nil {
      let table = ConstantTable(entry.value, fallback: root, sources: sources)
      let points = (entry.value.mapping?.entries ?? []).compactMap { point -> ResidualPoint? in
        let words = point.key.split(separator: "-")
        guard words.first == "after", words.count == 3, let months = Double(words[1]) else {
          return nil
        }
        let share = table.fact(point.key, Ratio.self, into: &diagnostics)
        return ResidualPoint(age: Fact(months * TimeSpan.month, share.provenance), share: share)
      }
      if !points.isEmpty {
        ownership.valueCurves[entry.key] = points.sorted { $0.age.value < $1.age.value }
      }
    }
    self.ownership = ownership
    serverRatio = fact("capex", "server-to-accelerator", Ratio.self, &diagnostics)
    trainingLoad = fact("power", "training-share", Ratio.self, &diagnostics)
    progress = fact("progress", "default", PerSecond.self, &diagnostics)
  }
}
