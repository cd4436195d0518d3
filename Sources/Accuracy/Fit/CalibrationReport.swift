import Figures
public import HardwareKit

/// What the fits of a set say: its constants, and how far rows are from them in and out of sample.
public struct CalibrationReport: Sendable {
  /// Errors of samples of one kind.
  public struct Errors: Sendable, Hashable {
    public var kind: MeasuredKind
    /// The rows that these are of: a group of them or a product; nil for all of the view.
    public var group: String?
    public var rows: Int
    public var median: Double?
    public var ninetieth: Double?
    public var bias: Double?
    /// The share inside 90 % bands that were learnt from other rows; nil where the rows were fitted.
    public var coverage: Double?

    init(
      kind: MeasuredKind, residuals: [Double], group: String? = nil, coverage: Double? = nil
    ) {
      let errors = residuals.map { Double.exponential($0) - 1 }
      self.kind = kind
      self.group = group
      self.coverage = coverage
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
  /// Rows of a chip, a vendor or a model that were left out of a fit whole.
  public var leftOut: [View] = []
  /// Residuals of samples that were held out, from the folds of the standard seed.
  public var heldOut: [(sample: FitSample, residual: Double)]

  /// Fits on all rows, on each side of splits by cell, by folds, and without what is to be left out.
  ///
  /// - Parameters:
  ///   - bands: for the multiples of what no row covers.
  ///   - seeds: of the splits and folds; the first is the one whose residuals are kept.
  ///   - leaving: what is left out whole, each in a fit of its own.
  ///   - progress: told what begins.
  public init(
    _ set: any CalibrationSet, bands: ErrorBands = ErrorBands(), folds: Int = 5,
    seeds: [UInt64] = [CellSplit.standardSeed] + CellSplit.otherSeeds,
    leaving: [LeftOut] = [], solver: LeastSquares = LeastSquares(),
    progress: (String) -> Void = { _ in }
  ) {
    let samples = set.samples
    let all = Array(samples.indices)
    func view(_ title: String, _ values: [Double], _ rows: [Int]) -> View {
      var held = HeldOut(samples, bands: bands)
      for (row, value) in zip(rows, set.residuals(values, rows)) { held.residuals[row] = value }
      return View(title: title, errors: held.errors(rows, group: nil))
    }
    name = set.name
    parameters = set.parameters
    views = [view("today's constants", set.parameters.map(\.start), all)]
    progress("\(set.name): fit on all \(samples.count) values")
    fitted = set.fit(solver: solver)
    views.append(view("fitted on all, in sample", fitted.values, all))
    var standard = HeldOut(samples, bands: bands)
    for (index, seed) in seeds.enumerated() {
      let split = CellSplit(samples.map(\.cell), seed: seed)
      let cells = split.fitting(share: set.fittingShare)
      progress("\(set.name): split of seed \(seed)")
      let fit = set.fit(cells: cells, solver: solver)
      let inside = all.filter { cells.contains(samples[$0].cell) }
      let outside = all.filter { !cells.contains(samples[$0].cell) }
      views.append(view("split \(seed), fitted side", fit.values, inside))
      views.append(view("split \(seed), other side", fit.values, outside))
      guard folds > 1 else { continue }
      let held = Self.held(
        set, split.folds(folds), bands: bands, solver: solver,
        progress: { progress("\(set.name): seed \(seed), fold \($0) of \(folds)") })
      views.append(
        View(
          title: "\(folds) folds by cell, seed \(seed), held out",
          errors: held.errors(byProduct: index == 0)))
      if index == 0 { standard = held }
    }
    heldOut = all.filter { standard.residuals[$0] != 0 }
      .map { (samples[$0], standard.residuals[$0]) }
    for (name, rows) in leaving.flatMap({ $0.groups(samples) }) {
      progress("\(set.name): without \(name)")
      let fit = set.fit(
        rows: all.filter { !rows.contains($0) && samples[$0].weight > 0 }, solver: solver)
      var held = HeldOut(samples, bands: bands)
      let chosen = rows.sorted()
      for (row, value) in zip(chosen, set.residuals(fit.values, chosen)) {
        held.residuals[row] = value
      }
      held.band(rows, by: standard)
      leftOut.append(View(title: name, errors: held.errors(chosen, group: nil)))
    }
  }

  /// Residuals of every sample by the fit of the folds that do not hold its cell, with bands that were learnt
  /// from the residuals of those folds.
  private static func held(
    _ set: any CalibrationSet, _ folds: [Set<String>], bands: ErrorBands, solver: LeastSquares,
    progress: (Int) -> Void
  ) -> HeldOut {
    let samples = set.samples
    let cells = Set(samples.map(\.cell))
    var held = HeldOut(samples, bands: bands)
    let rows = folds.map { fold in samples.indices.filter { fold.contains(samples[$0].cell) } }
    for (number, fold) in folds.enumerated() {
      progress(number + 1)
      let fit = set.fit(cells: cells.subtracting(fold), solver: solver)
      for (row, value) in zip(rows[number], set.residuals(fit.values, rows[number])) {
        held.residuals[row] = value
      }
    }
    for fold in rows { held.band(Set(fold)) }
    return held
  }

  /// The held-out residuals for learning bands.
  public var bandSamples: [BandSample] {
    heldOut.map {
      BandSample(
        kind: $0.sample.measure.kind, group: $0.sample.group, cell: $0.sample.cell,
        residual: $0.residual)
    }
  }
}
