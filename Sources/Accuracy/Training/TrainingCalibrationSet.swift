import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Units

/// The constants of the training step, and the throughput of the rows of training runs.
///
/// A row whose layout is searched keeps the fastest layouts that today's constants find; a residual
/// takes the best of those. Step times, and minutes of benchmarks whose samples to converge are known, follow
/// from the rate: they are compared and not fitted. Memory rests on no constant.
struct TrainingCalibrationSet: CalibrationSet {
  let name = "training"
  let parameters: [FitParameter]
  let samples: [FitSample]
  let touches: [[Int]]
  let fittingShare = 0.6

  private let base: TrainingValues
  private let predictor: TrainingPredictor
  private let runs: [Run]
  private let items: [Item]
  private let products: [String: ModelledProduct]

  private struct Run {
    let run: TrainingRun
    let product: String
    let layouts: [Layout]
  }

  /// A value of a run that was measured: its rate, the time of a step, or the minutes of a benchmark.
  private struct Item {
    let run: Int
    let measure: Measure
    let measured: Double
    var benchmark: (run: TrainingBenchmarkRun, samples: Double)?
  }

  /// Layouts that a searched row keeps.
  private static let kept = 12

  init(
    questions: [Question], shared: SharedData, rules: BenchmarkRules
  ) throws(DiagnosticList) {
    let predictor = TrainingPredictor(shared: shared, rules: rules)
    var products: [String: ModelledProduct] = [:]
    var runs: [Run] = []
    var samples: [FitSample] = []
    var items: [Item] = []
    for question in questions {
      let row = question.row
      guard case .training(let asked) = row.subject, let run = try? predictor.run(question).get()
      else { continue }
      let layouts = predictor.fastest(run, on: question.product, most: Self.kept)
      guard !layouts.isEmpty else { continue }
      let id = question.product.product.id
      products[id] = question.product
      func add(_ measured: MeasuredValue, weight: Double) -> Item? {
        guard row.leftOut(measured.measure.kind) == nil, measured.problem == nil,
          let value = measured.value, value > 0
        else { return nil }
        samples.append(
          FitSample(
            file: row.file, id: row.id, measure: measured.measure,
            cell: Cell(of: row, product: id).key, group: run.group, subject: FitSubject(question),
            weight: weight))
        return Item(run: runs.count, measure: measured.measure, measured: value)
      }
      if let rate = row.values.first(where: { $0.measure == .tokensPerAccelerator }),
        let item = add(rate, weight: 1)
      {
        items.append(item)
      }
      if let step = row.values.first(where: { $0.measure == .stepTime }),
        let item = add(step, weight: 0)
      {
        items.append(item)
      }
      if let benchmark = asked.benchmark, let needed = benchmark.samplesToConverge,
        let minutes = row.values.first(where: { $0.measure == .minutesToTrain }),
        var item = add(minutes, weight: 0)
      {
        item.benchmark = (benchmark, needed)
        items.append(item)
      }
      if items.last?.run == runs.count {
        runs.append(Run(run: run, product: id, layouts: layouts))
      }
    }
    let base = TrainingValues(shared: shared, products: products.values.map(\.product))
    self.products = products
    self.runs = runs
    self.items = items
    self.predictor = predictor
    self.samples = samples
    self.base = base
    parameters = try TrainingPriors.embedded().filter { base.value($0.name) != nil }
      .map { prior in
        var prior = prior
        prior.start = base.value(prior.name) ?? prior.prior
        return prior
      }
    touches = parameters.map { parameter in
      let scope = TrainingValues.scope(of: parameter.name)
      return items.indices.filter { index in
        let run = runs[items[index].run]
        return switch scope {
        case .every: true
        case .experts: run.run.model.hasExperts
        case .stacks(let ids): ids.contains(run.run.stack)
        case .families(let names):
          products[run.product].map { names.contains($0.product.family) } ?? false
        }
      }
    }
  }

  func residuals(_ values: [Double], _ samples: [Int]) -> [Double] {
    var current = base
    for (parameter, value) in zip(parameters, values) { current.set(parameter.name, value) }
    var remade: [String: ModelledProduct] = [:]
    return samples.map { index in
      let item = items[index]
      let run = runs[item.run]
      guard let product = remade[run.product] ?? made(run.product, current) else { return 0 }
      remade[run.product] = product
      guard let workload = run.run.workload(current.constants, current.stacks) else { return 0 }
      var best = 0.0
      for layout in run.layouts {
        var scratch = Scratch()
        let asked = Workload.train(workload, accelerators: layout.accelerators)
        if let found = try? product.throughput.estimate(asked, layout: layout, in: &scratch) {
          best = max(best, found.tokensPerSecond / found.accelerators)
        } else if run.layouts.count == 1 {
          var probe = FigureProbe(isStrict: false)
          let found = try? product.throughput.estimate(asked, layout: layout, in: &probe)
          best = found.map { $0.tokensPerSecond / $0.accelerators } ?? 0
        }
      }
      guard best > 0 else { return 0 }
      let rate = best * Double(run.run.accelerators)
      let predicted: Double? =
        if let (benchmark, samples) = item.benchmark {
          predictor.minutes(of: benchmark, samples: samples, workload, rate: rate)
        } else if item.measure == .stepTime {
          workload.batch.value / rate
        } else {
          best
        }
      return predicted.map { .logarithm($0 / item.measured) } ?? 0
    }
  }

  private func made(_ id: String, _ values: TrainingValues) -> ModelledProduct? {
    guard let product = products[id] else { return nil }
    guard let calibration = values.calibrations[product.product.family] else { return product }
    return product.with(training: calibration)
  }
}

/// What is believed of the training constants before any row of a training run is seen.
enum TrainingPriors {
  /// In the order of `training-priors.yaml`, in base units.
  static func embedded() throws(DiagnosticList) -> [FitParameter] {
    let name = "training-priors.yaml"
    let root = try parseDocument(EmbeddedFile.bytes(name) ?? [], name: name)
    var found = DiagnosticList()
    var result: [FitParameter] = []
    for entry in root.mapping?["constants"]?.mapping?.entries ?? [] {
      var reader = MappingReader(entry.value, what: "constant '\(entry.key)'", into: &found)
      let prior = reader.required("prior", into: &found)
      let spread = reader.required("spread", into: &found)?
        .estimate(Ratio.self, "'spread'", into: &found)
      let value: Double? =
        switch TrainingValues.kind(of: entry.key) {
        case .ratio: prior?.estimate(Ratio.self, "'prior'", into: &found)?.central
        case .time: prior?.estimate(Seconds.self, "'prior'", into: &found)?.central
        case .yearly: prior?.estimate(PerSecond.self, "'prior'", into: &found)?.central
        case .tokens: prior?.estimate(Tokens.self, "'prior'", into: &found)?.central
        }
      if let value, let spread {
        result.append(FitParameter(entry.key, prior: value, spread: spread.central))
      }
    }
    try found.throwIfErrors()
    return result
  }
}
