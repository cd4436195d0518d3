import Figures
import HardwareKit

/// What the fits of a set say: its constants, and how far rows are from them in and out of sample.
public struct CalibrationReport: Sendable {
  /// Errors of samples that are judged together.
  public struct Errors: Sendable, Hashable {
    public var quantity: String
    public var rows: Int
    public var median: Double?
    public var ninetieth: Double?
    public var bias: Double?

    init(quantity: String, residuals: [Double]) {
      let errors = residuals.map { Double.exponential($0) - 1 }
      self.quantity = quantity
      rows = errors.count
      median = quantile(errors.map(abs), 0.5)
      ninetieth = quantile(errors.map(abs), 0.9)
      bias = quantile(errors, 0.5)
    }
  }

  /// One way to look at the rows.
  public struct View: Sendable {
    public var title: String
    public var errors: [Errors]
  }

  public var name: String
  public var parameters: [FitParameter]
  public var fitted: FitResult
  public var views: [View]
  /// Residuals of samples that were held out, from the folds of the standard seed.
  public var heldOut: [(sample: FitSample, residual: Double)]
  /// Shares of held-out rows inside bands that were learnt on other cells.
  public var coverage: [Coverage]

  /// Fits on all rows, on one side of splits by cell, and by folds, side by side.
  ///
  /// - Parameters:
  ///   - seeds: of the splits; folds are of the first, and their residuals are kept.
  ///   - progress: told what begins.
  public init(
    _ set: any CalibrationSet, folds: Int = 5,
    seeds: [UInt64] = [CellSplit.standardSeed] + CellSplit.otherSeeds,
    progress: @Sendable (String) -> Void = { _ in }
  ) {
    let samples = set.samples
    let all = Array(samples.indices)
    let cells = samples.map(\.cell)
    var parts: [(title: String, cells: Set<String>?)] = [("all \(all.count) values", nil)]
    for seed in seeds {
      let split = CellSplit(cells, seed: seed)
      parts.append(("split \(seed)", split.fitting(share: set.fittingShare)))
    }
    let held = folds > 1 ? CellSplit(cells, seed: seeds.first ?? 0).folds(folds) : []
    for (index, fold) in held.enumerated() {
      parts.append(("fold \(index + 1) of \(folds)", Set(cells).subtracting(fold)))
    }
    let jobs = parts
    progress("\(set.name): \(set.parameters.count) constants, \(samples.count) values")
    let slopes = set.slopes()
    let fits = concurrently(jobs.count) { index in
      progress("\(set.name): \(jobs[index].title)")
      let fit = set.fit(cells: jobs[index].cells, slopes: slopes)
      return (fit: fit, residuals: set.residuals(fit.values, all))
    }

    func view(_ title: String, _ residuals: [Double], _ rows: [Int]) -> View {
      var quantities: [String: [Double]] = [:]
      for row in rows where residuals[row] != 0 {
        quantities[samples[row].quantity, default: []].append(residuals[row])
      }
      return View(
        title: title,
        errors: quantities.sorted { $0.key < $1.key }
          .map { Errors(quantity: $0.key, residuals: $0.value) })
    }
    name = set.name
    parameters = set.parameters
    fitted = fits[0].fit
    views = [
      view("today's constants", set.residuals(set.parameters.map(\.start), all), all),
      view("fitted on all, in sample", fits[0].residuals, all),
    ]
    for (index, seed) in seeds.enumerated() {
      let (_, inside) = jobs[index + 1]
      let residuals = fits[index + 1].residuals
      views.append(
        view("split \(seed), fitted side", residuals, all.filter { inside?.contains(cells[$0]) == true }))
      views.append(
        view("split \(seed), other side", residuals, all.filter { inside?.contains(cells[$0]) == false }))
    }
    heldOut = []
    coverage = []
    guard !held.isEmpty else { return }
    var residuals = [Double](repeating: 0, count: samples.count)
    for (index, fold) in held.enumerated() {
      for row in all where fold.contains(cells[row]) {
        residuals[row] = fits[seeds.count + 1 + index].residuals[row]
      }
    }
    views.append(view("\(folds) folds by cell, held out", residuals, all))
    heldOut = all.filter { residuals[$0] != 0 }.map { (samples[$0], residuals[$0]) }
    coverage = Self.coverage(heldOut, seeds: seeds)
  }

  /// How many held-out rows of a quantity lie in bands that other cells taught.
  public struct Coverage: Sendable, Hashable {
    public var quantity: String
    public var rows: Int
    public var inside: Double
  }

  private static func coverage(
    _ heldOut: [(sample: FitSample, residual: Double)], seeds: [UInt64]
  ) -> [Coverage] {
    let rows = heldOut.map { (quantity: $0.sample.quantity, sample: BandSample($0)) }
    var seen: [String: (inside: Int, rows: Int)] = [:]
    for seed in seeds {
      let half = CellSplit(rows.map(\.sample.cell), seed: seed &+ 100).fitting(share: 0.5)
      for isFirst in [true, false] {
        let learning = rows.filter { half.contains($0.sample.cell) == isFirst }.map(\.sample)
        let bands = ErrorBands().relearnt(BandLearning().widths(learning), covered: [:])
        for (quantity, sample) in rows where half.contains(sample.cell) != isFirst {
          guard
            let width = bands.halfWidth(
              kind: sample.kind.rawValue, group: sample.group, product: "", vendor: "", model: "")
          else { continue }
          for key in [quantity, "every quantity"] {
            seen[key, default: (0, 0)].rows += 1
            seen[key, default: (0, 0)].inside += abs(sample.residual) <= width ? 1 : 0
          }
        }
      }
    }
    return seen.sorted { $0.key < $1.key }.map { key, value in
      Coverage(
        quantity: key, rows: value.rows / max(1, seeds.count),
        inside: Double(value.inside) / Double(max(1, value.rows)))
    }
  }

  /// The held-out residuals for learning bands.
  public var bandSamples: [BandSample] {
    heldOut.map(BandSample.init)
  }
}

extension BandSample {
  fileprivate init(_ held: (sample: FitSample, residual: Double)) {
    self.init(
      kind: held.sample.measure.kind, group: held.sample.group, cell: held.sample.cell,
      residual: held.residual)
  }
}
