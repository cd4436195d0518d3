import Figures

/// What the fits of a set say: its constants, and how far rows are from them in and out of sample.
public struct CalibrationReport: Sendable {
  /// Errors of samples of one kind.
  public struct Errors: Sendable, Hashable {
    public var kind: MeasuredKind
    public var rows: Int
    public var median: Double?
    public var ninetieth: Double?
    public var bias: Double?

    init(kind: MeasuredKind, residuals: [Double]) {
      let errors = residuals.map { Double.exponential($0) - 1 }
      self.kind = kind
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

  /// Fits on all rows, on each side of splits by cell, and by folds.
  ///
  /// - Parameters:
  ///   - seeds: of the splits and folds; the first is the one whose residuals are kept.
  ///   - progress: told what begins.
  public init(
    _ set: any CalibrationSet, folds: Int = 5,
    seeds: [UInt64] = [CellSplit.standardSeed] + CellSplit.otherSeeds,
    solver: LeastSquares = LeastSquares(), progress: (String) -> Void = { _ in }
  ) {
    let samples = set.samples
    let all = Array(samples.indices)
    func view(_ title: String, _ rows: [Int], _ residuals: [Double]) -> View {
      var kinds: [MeasuredKind: [Double]] = [:]
      for (row, residual) in zip(rows, residuals) where residual != 0 {
        kinds[samples[row].measure.kind, default: []].append(residual)
      }
      return View(
        title: title,
        errors: MeasuredKind.allCases.compactMap { kind in
          kinds[kind].map { Errors(kind: kind, residuals: $0) }
        })
    }
    name = set.name
    parameters = set.parameters
    let current = set.parameters.map(\.start)
    views = [view("today's constants", all, set.residuals(current, all))]
    progress("\(set.name): fit on all \(samples.count) values")
    fitted = set.fit(solver: solver)
    views.append(view("fitted on all, in sample", all, set.residuals(fitted.values, all)))
    heldOut = []
    for (index, seed) in seeds.enumerated() {
      let split = CellSplit(samples.map(\.cell), seed: seed)
      let cells = split.fitting(share: set.fittingShare)
      progress("\(set.name): split of seed \(seed)")
      let fit = set.fit(cells: cells, solver: solver)
      let inside = all.filter { cells.contains(samples[$0].cell) }
      let outside = all.filter { !cells.contains(samples[$0].cell) }
      views.append(view("split \(seed), fitted side", inside, set.residuals(fit.values, inside)))
      views.append(view("split \(seed), other side", outside, set.residuals(fit.values, outside)))
      guard index == 0, folds > 1 else { continue }
      var residuals = [Double](repeating: 0, count: samples.count)
      for (number, held) in split.folds(folds).enumerated() {
        progress("\(set.name): fold \(number + 1) of \(folds)")
        let fit = set.fit(cells: Set(samples.map(\.cell)).subtracting(held), solver: solver)
        let rows = all.filter { held.contains(samples[$0].cell) }
        for (row, value) in zip(rows, set.residuals(fit.values, rows)) { residuals[row] = value }
      }
      views.append(view("\(folds) folds by cell, held out", all, residuals))
      heldOut = all.filter { residuals[$0] != 0 }.map { (samples[$0], residuals[$0]) }
    }
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
