import Diagnostics
import Figures
import HardwareKit

/// The constants of serving and the rows that they are fitted on.
///
/// Which constants there are follows from the rows: those of every engine on every family that is
/// measured, of every family, of every product, and a few that all share. Priors stand in
/// `serving-priors.yaml`. A row depends on the constants of its own engine, family and product alone.
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

  /// - Throws: what is wrong with the file of priors.
  init(_ questions: [Question], reader: ServingRowReader) throws(DiagnosticList) {
    self.reader = reader
    for question in questions { add(question) }
    collect(try ServingPriors.embedded())
  }

  /// Adds a row, with the values that the fit may use: those that its table does not leave out.
  private mutating func add(_ question: Question) {
    guard question.product.throughput is Roofline || question.product.throughput is MeasuredModel,
      case .success(let setup) = reader.setup(question)
    else { return }
    let values = question.row.values.filter { value in
      value.value ?? 0 > 0 && question.row.leftOut(value.measure.kind) == nil
        && setup.quantity(value.measure) != nil
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
          group: setup.group, quantity: setup.quantity(value.measure),
          subject: FitSubject(question),
          weight: Self.weight(of: value.measure, setup)))
    }
  }

  private static func weight(of measure: Measure, _ setup: ServingSetup) -> Double {
    switch (measure, setup.mode) {
    case (.tpot, .closed): 1
    case (.tpot, .disaggregated): 1
    case (.ttft, .closed): 0.6
    case (.ttft, .batch): 0.5
    case (.ttft, .disaggregated): 0.1
    case (.ttft, _): 0
    case (.outputTokens, .benchmark(let run)), (.samples, .benchmark(let run)): run.isBest ? 0.5 : 0
    // A derived rate says nothing that its latencies do not.
    case (.outputTokens, .closed) where setup.isRateDerived: 0
    case (.outputTokens, .disaggregated): 0.2
    case (.outputTokens, _): 1
    // Energy is power over a rate, which other rows teach.
    case (.power, _): 1
    default: 0
    }
  }

  // MARK: Constants

  private static let ofEngine = [
    "layer-time", "step-time", "sequence-time", "collective-latency", "cache-efficiency",
    "request-time", "stream-interval", "product-factor",
  ]
  private static let ofLatent = ["latent-layer-time", "mla-cache-efficiency", "attention-dp-wait"]
  private static let shared = [
    "norm", "expert-skew", "expert-padding", "expert-bandwidth", "mtp-accepted", "handover",
    "network-latency",
  ]

  /// Of rows that carry watts, and of nothing else.
  private static let ofPower = ["power-idle", "power-decode", "power-prefill"]

  /// Names the constants that the rows bear on.
  private mutating func collect(_ believed: ServingPriors) {
    var priors: [String: FitParameter] = [:]
    var users: [String: Set<Int>] = [:]
    /// - Parameter today: what the data files hold; nil or zero where they hold none.
    func use(_ place: String, _ name: String, _ today: Double?, by setup: Int) {
      guard let today, today > 0, let prior = believed.prior(place, name) else { return }
      let full = "\(place)/\(name)"
      priors[full] = FitParameter(full, prior: prior.value, spread: prior.spread, start: today)
      users[full, default: []].insert(setup)
    }
    let watts = Set(items.filter { $0.measure.kind == .energy }.map(\.setup))
    for (index, setup) in setups.enumerated() {
      let family = setup.product.family
      let engine = setup.engine.constants(on: family)
      let isMixture = setup.model.hasExperts
      var named = Self.ofEngine
      if isMixture { named.append("moe-layer-time") }
      if setup.model.isLatent { named += Self.ofLatent }
      for name in named {
        use("engine/\(setup.engine.id)/\(family)", name, engine.value(name), by: index)
      }
      for name in Self.shared { use("shared", name, engine.value(name), by: index) }
      if watts.contains(index) {
        for name in Self.ofPower { use("shared", name, engine.value(name), by: index) }
      }
      if case .benchmark(let run) = setup.mode {
        for name in [family, run.scenario.lowercased()] where name != "offline" {
          use("mlperf", name, reader.lengths.tuning[name] ?? 1, by: index)
        }
      }
      guard let calibration = setup.product.servingCalibration else { continue }
      var ofFamily = ["prefill-attention", "link-efficiency"]
      let group = ServingCalibration.Group(setup.precision)
      let format = setup.precision.widerFormats.first { setup.product.facts.peaks[$0] != nil }
      // An engine whose first port is far from what its family reaches says nothing of the family.
      if engine.productFactor.value <= 2 {
        ofFamily.append("mfu-\(ServingCalibration.Group(format ?? setup.precision))")
      }
      if group != .bf16 { ofFamily.append("bandwidth-\(group)") }
      if isMixture { ofFamily.append("mfu-moe") }
      for name in ofFamily { use("family/\(family)", name, calibration.value(name), by: index) }
      for name in ["mbu", "mfu-correction"] {
        use("product/\(setup.product.id)", name, calibration.value(name), by: index)
      }
    }
    let names = priors.keys.sorted()
    parameters = names.compactMap { priors[$0] }
    let bySetup = Dictionary(grouping: items.indices) { items[$0].setup }
    touches = names.map { name in
      let isOfPower = Self.ofPower.contains { name == "shared/\($0)" }
      return (users[name] ?? []).sorted().flatMap { bySetup[$0] ?? [] }
        .filter { (items[$0].measure == .power) == isOfPower }
    }
  }

  /// Simulations make derivatives dear, and events that jump make small steps useless.
  var solver: LeastSquares {
    var solver = LeastSquares()
    solver.keepsDerivatives = true
    solver.difference = 0.01
    solver.beginsAtPriors = true
    solver.maximumDerivatives = 6
    solver.maximumIterations = 40
    solver.tolerance = 1e-4
    return solver
  }

  /// `ln(predicted / measured)` of items; 0 where there is no prediction.
  func residuals(_ values: [Double], _ samples: [Int]) -> [Double] {
    residuals(values, samples, rounds: nil)
  }

  /// With runs of a few requests for each user.
  func roughResiduals(_ values: [Double], _ samples: [Int]) -> [Double] {
    residuals(values, samples, rounds: 3)
  }

  private func residuals(_ values: [Double], _ samples: [Int], rounds: Double?) -> [Double] {
    let named = zip(parameters, values).map { (name: $0.name, value: $1) }
    var predictor = ServingPredictor(reader: reader, overlay: ConstantOverlay(named))
    predictor.mostRounds = rounds
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
