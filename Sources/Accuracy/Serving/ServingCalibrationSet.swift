import Figures
import HardwareKit

/// The constants of serving and the rows that they are fitted on.
///
/// Which constants there are follows from the rows: those of every engine on every family that is
/// measured, of every family, of every product, and a few that all share. Priors are the values of the
/// data files. A row depends on the constants of its own engine, family and product alone.
struct ServingCalibrationSet: CalibrationSet {
  /// Where a sample's prediction and measured value are.
  private struct Item {
    let setup: Int
    let measure: Measure
    let measured: Double
  }

  let name = "serving"
  let fittingShare = 0.65

  let reader: ServingRowReader
  private(set) var setups: [ServingSetup] = []
  private var items: [Item] = []
  private(set) var samples: [FitSample] = []
  private(set) var parameters: [FitParameter] = []
  private(set) var touches: [[Int]] = []

  init(_ questions: [Question], reader: ServingRowReader) {
    self.reader = reader
    for question in questions { add(question) }
    collect()
  }

  /// Adds a row, with the values that the fit may use: those that its table does not leave out.
  private mutating func add(_ question: Question) {
    guard question.product.throughput is Roofline || question.product.throughput is MeasuredModel,
      case .success(let setup) = reader.setup(question)
    else { return }
    let values = question.row.values.filter { value in
      guard value.value ?? 0 > 0, question.row.leftOut(value.measure.kind) == nil else {
        return false
      }
      // A derived rate says nothing that its latencies do not.
      if value.measure == .outputTokens, setup.isRateDerived, case .closed = setup.mode {
        return false
      }
      return Self.weight(of: value.measure, setup) > 0
    }
    guard !values.isEmpty else { return }
    let cell = Cell(of: question.row, product: question.product.product.id).key
    setups.append(setup)
    for value in values {
      items.append(
        Item(setup: setups.count - 1, measure: value.measure, measured: value.value ?? 1))
      samples.append(
        FitSample(
          file: question.row.file, id: question.row.id, measure: value.measure, cell: cell,
          group: setup.group, subject: FitSubject(question),
          weight: Self.weight(of: value.measure, setup)))
    }
  }

  private static func weight(of measure: Measure, _ setup: ServingSetup) -> Double {
    switch (measure, setup.mode) {
    case (.tpot, .closed): 1
    case (.tpot, .disaggregated): 1
    case (.ttft, .closed): 0.6
    case (.ttft, .batch): 0.5
    case (.ttft, _): 0
    case (.outputTokens, .benchmark(let run)): run.isBest ? 0.5 : 0
    case (.outputTokens, .disaggregated): 0.2
    case (.outputTokens, _): 1
    default: 0
    }
  }

  // MARK: Constants

  /// Constants by where they stand, with the spread of what is believed of each in log.
  private static let ofEngine: [(name: String, spread: Double)] = [
    ("layer-time", 0.5), ("step-time", 0.7), ("sequence-time", 0.6), ("collective-latency", 0.5),
    ("cache-efficiency", 0.25), ("request-time", 0.5), ("stream-interval", 0.7),
    ("product-factor", 0.15),
  ]
  private static let ofMixtures: [(name: String, spread: Double)] = [("moe-layer-time", 0.7)]
  private static let ofLatent: [(name: String, spread: Double)] = [
    ("latent-layer-time", 0.7), ("mla-cache-efficiency", 0.4), ("attention-dp-wait", 1),
  ]
  private static let ofFamily: [(name: String, spread: Double)] = [
    ("prefill-attention", 0.15), ("link-efficiency", 0.3),
  ]
  private static let ofProduct: [(name: String, spread: Double)] = [
    ("mbu", 0.08), ("mfu-correction", 0.12),
  ]
  private static let shared: [(name: String, spread: Double)] = [
    ("norm", 0.05), ("expert-skew", 0.2), ("expert-padding", 0.3), ("expert-bandwidth", 0.1),
    ("mtp-accepted", 0.1), ("handover", 0.5),
  ]

  /// Names the constants that the rows bear on.
  private mutating func collect() {
    var spreads: [String: Double] = [:]
    var priors: [String: Double] = [:]
    var users: [String: Set<Int>] = [:]
    func use(_ name: String, _ prior: Double?, _ spread: Double, by setup: Int) {
      guard let prior, prior > 0 else { return }
      priors[name] = prior
      spreads[name] = spread
      users[name, default: []].insert(setup)
    }
    for (index, setup) in setups.enumerated() {
      let family = setup.product.family
      let engine = setup.engine.constants(on: family)
      let isMixture = setup.model.hasExperts
      let place = "engine/\(setup.engine.id)/\(family)"
      var named = Self.ofEngine
      if isMixture { named += Self.ofMixtures }
      if setup.model.isLatent { named += Self.ofLatent }
      // An engine whose first port is far from what its family reaches says nothing of the family.
      let isFirstPort = engine.productFactor.value > 2
      for (name, spread) in named {
        let spread = isFirstPort ? max(spread, 0.5) : spread
        use("\(place)/\(name)", engine.value(name), spread, by: index)
      }
      for (name, spread) in Self.shared {
        use("shared/\(name)", engine.value(name), spread, by: index)
      }
      if case .benchmark(let run) = setup.mode {
        for name in [family, run.scenario.lowercased()] where name != "offline" {
          use("mlperf/\(name)", reader.lengths.tuning[name] ?? 1, 0.25, by: index)
        }
      }
      guard let calibration = setup.product.servingCalibration else { continue }
      var ofFamily = Self.ofFamily
      let group = ServingCalibration.Group(setup.precision)
      let format = setup.precision.widerFormats.first { setup.product.facts.peaks[$0] != nil }
      if !isFirstPort {
        ofFamily.append(("mfu-\(ServingCalibration.Group(format ?? setup.precision))", 0.25))
      }
      if group != .bf16 { ofFamily.append(("bandwidth-\(group)", 0.12)) }
      if isMixture { ofFamily.append(("mfu-moe", 0.4)) }
      for (name, spread) in ofFamily {
        use("family/\(family)/\(name)", calibration.value(name), spread, by: index)
      }
      for (name, spread) in Self.ofProduct {
        use("product/\(setup.product.id)/\(name)", calibration.value(name), spread, by: index)
      }
    }
    let names = priors.keys.sorted()
    parameters = names.map {
      FitParameter($0, prior: priors[$0] ?? 1, spread: spreads[$0] ?? 0)
    }
    let bySetup = Dictionary(grouping: items.indices) { items[$0].setup }
    touches = names.map { name in
      (users[name] ?? []).sorted().flatMap { bySetup[$0] ?? [] }
    }
  }

  /// `ln(predicted / measured)` of items; 0 where there is no prediction.
  func residuals(_ values: [Double], _ samples: [Int]) -> [Double] {
    let named = zip(parameters, values).map { (name: $0.name, value: $1) }
    let predictor = ServingPredictor(reader: reader, overlay: ConstantOverlay(named))
    var known: (setup: Int, values: [Measure: Double]) = (-1, [:])
    return samples.map { sample in
      let item = items[sample]
      if known.setup != item.setup {
        known = (item.setup, (try? predictor.predict(setups[item.setup]).get()) ?? [:])
      }
      guard let predicted = known.values[item.measure], predicted > 0, predicted.isFinite else {
        return 0
      }
      return Double.logarithm(predicted / item.measured)
    }
  }
}
