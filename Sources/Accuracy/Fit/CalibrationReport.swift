import Figures
public import HardwareKit

/// What the fits of a set say: its constants, and how far rows are from them in and out of sample.
public struct CalibrationReport: Sendable {
  /// Errors of samples that are judged together.
  public struct Errors: Sendable, Hashable {
    public var quantity: String
    /// The rows that these are of: a group of them or a product; nil for all of the view.
    public var group: String?
    public var rows: Int
    public var median: Double?
    public var ninetieth: Double?
    public var bias: Double?
    /// The share inside 90 % bands that were learnt from other rows; nil where the rows were fitted.
    public var coverage: Double?

    init(
      quantity: String, residuals: [Double], group: String? = nil, coverage: Double? = nil
    ) {
      let errors = residuals.map { Double.exponential($0) - 1 }
      self.quantity = quantity
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
    leaving: [LeftOut] = [], progress: @Sendable (String) -> Void = { _ in }
  ) {
    let samples = set.samples
    let all = Array(samples.indices)
    let cells = Set(samples.map(\.cell))
    let splits = seeds.map { CellSplit(samples.map(\.cell), seed: $0) }
    let fittedSides = splits.map { $0.fitting(share: set.fittingShare) }
    let folded = folds > 1 ? splits.map { $0.folds(folds) } : []
    let leftGroups = leaving.flatMap { $0.groups(samples) }

    // Every fit, then what it says of all samples.
    var asked = [("all values", set.fittedRows())]
    for (seed, side) in zip(seeds, fittedSides) {
      asked.append(("split of seed \(seed)", set.fittedRows(cells: side)))
    }
    for (seed, parts) in zip(seeds, folded) {
      for (number, fold) in parts.enumerated() {
        asked.append(
          (
            "seed \(seed), fold \(number + 1) of \(folds)",
            set.fittedRows(cells: cells.subtracting(fold))
          ))
      }
    }
    for (name, rows) in leftGroups {
      asked.append(("without \(name)", set.fittedRows().filter { !rows.contains($0) }))
    }
    progress("\(set.name): \(set.parameters.count) constants, \(samples.count) values")
    let slopes = set.slopes()
    let jobs = asked
    let fits = concurrently(jobs.count) { index in
      progress("\(set.name): \(jobs[index].0)")
      let fit = set.fit(rows: jobs[index].1, slopes: slopes)
      return Fit(result: fit, residuals: set.residuals(fit.values, all))
    }

    func view(_ title: String, _ residuals: [Double], _ rows: [Int]) -> View {
      var held = HeldOut(samples, bands: bands)
      for row in rows { held.residuals[row] = residuals[row] }
      return View(title: title, errors: held.errors(rows, group: nil))
    }
    name = set.name
    parameters = set.parameters
    fitted = fits[0].result
    views = [
      view("today's constants", set.residuals(set.parameters.map(\.start), all), all),
      view("fitted on all, in sample", fits[0].residuals, all),
    ]
    var standard = HeldOut(samples, bands: bands)
    for (index, seed) in seeds.enumerated() {
      let side = fittedSides[index]
      let residuals = fits[1 + index].residuals
      views.append(
        view(
          "split \(seed), fitted side", residuals, all.filter { side.contains(samples[$0].cell) }))
      views.append(
        view(
          "split \(seed), other side", residuals, all.filter { !side.contains(samples[$0].cell) }))
      guard folds > 1 else { continue }
      let first = 1 + seeds.count + index * folds
      let held = Self.held(
        samples, folded[index], fits[first..<(first + folds)].map(\.residuals), bands: bands)
      views.append(
        View(
          title: "\(folds) folds by cell, seed \(seed), held out",
          errors: held.errors(byProduct: index == 0)))
      if index == 0 { standard = held }
    }
    heldOut = all.filter { standard.residuals[$0] != 0 }
      .map { (samples[$0], standard.residuals[$0]) }
    for ((name, rows), fit) in zip(leftGroups, fits.suffix(leftGroups.count)) {
      var held = HeldOut(samples, bands: bands)
      for row in rows { held.residuals[row] = fit.residuals[row] }
      held.band(rows, by: standard)
      leftOut.append(View(title: name, errors: held.errors(rows.sorted(), group: nil)))
    }
  }

  private struct Fit: Sendable {
    let result: FitResult
    let residuals: [Double]
  }

  /// Residuals of every sample by the fit of the folds that do not hold its cell, with bands that were learnt
  /// from the residuals of those folds.
  private static func held(
    _ samples: [FitSample], _ folds: [Set<String>], _ residuals: [[Double]], bands: ErrorBands
  ) -> HeldOut {
    var held = HeldOut(samples, bands: bands)
    let rows = folds.map { fold in samples.indices.filter { fold.contains(samples[$0].cell) } }
    for (fold, values) in zip(rows, residuals) {
      for row in fold { held.residuals[row] = values[row] }
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
