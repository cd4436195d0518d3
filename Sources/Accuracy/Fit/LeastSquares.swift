import Figures

/// A constant to fit: positive, with what is believed of it before any row is seen.
public struct FitParameter: Sendable, Hashable {
  public var name: String
  /// The median of the log-normal prior, and its standard deviation in log. Zero holds it fixed.
  public var prior: Double
  public var spread: Double
  /// Where the fit begins; the prior unless it is given.
  public var start: Double

  public init(_ name: String, prior: Double, spread: Double, start: Double? = nil) {
    self.name = name
    self.prior = prior
    self.spread = spread
    self.start = start ?? prior
  }
}

/// What a fit found.
public struct FitResult: Sendable {
  /// In the order of the parameters.
  public var values: [Double]
  /// The objective at the start and at the end.
  public var initialCost: Double
  public var cost: Double
  public var iterations: Int
  /// Standard deviation of each in log, from the curvature at the end: the prior's where no row tells.
  public var deviations: [Double]
}

/// Robust least squares on logarithms of ratios, by Levenberg and Marquardt's method.
///
///     minimise  Σ w · s² · ρ((r/s)²)  +  κ · Σ ((ln θ - ln prior) / spread)²
///
/// with `r = ln(predicted / measured)`, `ρ(z) = 2·(√(1 + z) - 1)` (soft-L1) and `s` the size beyond which
/// a residual counts by its size and no longer by its square. `κ = s²`, so that a prior missed by one
/// spread weighs as much as one row missed by `s`. The unknowns are logarithms, so that constants stay
/// positive, and steps are limited. Nothing is drawn at random: the same rows give the same values.
///
/// Sources: D. Marquardt, SIAM J. Appl. Math. 11 (1963); B. Triggs et al., "Bundle Adjustment — A Modern
/// Synthesis" (2000), section 4.3, for the weights of a robust cost.
public struct LeastSquares: Sendable {
  /// Where soft-L1 turns from squares to sizes, in log.
  public var scale = 0.06
  public var maximumIterations = 60
  /// Stops when an iteration lowers the objective by less than this share.
  public var tolerance = 1e-7
  /// The step of numerical derivatives, in log.
  public var difference = 1e-4
  /// The longest step of one parameter in one iteration, in log.
  public var longestStep = 0.5

  /// Whether fits begin at the priors and not at `start`. Where `start` was fitted on all rows, a fit on some
  /// that ends before it has settled would else know of the others.
  public var beginsAtPriors = false

  /// Where a parameter begins.
  func beginning(_ parameter: FitParameter) -> Double {
    beginsAtPriors && parameter.spread > 0 ? parameter.prior : parameter.start
  }

  /// Whether derivatives are kept while steps with them gain at least ``keptGain`` of the objective. For
  /// sets whose derivatives cost far more than their residuals.
  public var keepsDerivatives = false
  public var keptGain = 2e-3
  /// Times that derivatives are taken anew before the fit ends.
  public var maximumDerivatives = 60

  public init() {}

  /// A slope of a residual, by a parameter's logarithm.
  public typealias Slope = (row: Int, slope: Double)

  /// Fits constants to residuals.
  ///
  /// - Parameters:
  ///   - weights: one for each residual, such as one over the root of the rows in its cell.
  ///   - given: derivatives at the start, for each parameter.
  ///   - rough: cheaper residuals whose derivatives are nearly the same.
  ///   - touches: for each parameter the residuals that depend on it, all where nil. With it a
  ///     derivative evaluates only those.
  ///   - residuals: `ln(predicted / measured)` of the rows with these indices at these values. A row
  ///     without a prediction gives 0.
  public func fit(
    _ parameters: [FitParameter], weights: [Double], touches: [[Int]]? = nil,
    slopes given: [[Slope]]? = nil,
    rough: ((_ values: [Double], _ rows: [Int]) -> [Double])? = nil,
    residuals: (_ values: [Double], _ rows: [Int]) -> [Double]
  ) -> FitResult {
    let free = parameters.indices.filter { parameters[$0].spread > 0 }
    let all = Array(weights.indices)
    var x = parameters.map { Double.logarithm(beginning($0)) }
    func values(_ x: [Double]) -> [Double] {
      zip(x, parameters).map { $1.spread > 0 ? .exponential($0) : $1.start }
    }
    func evaluate(_ x: [Double], _ rows: [Int]) -> [Double] { residuals(values(x), rows) }
    var current = evaluate(x, all)
    var cost = objective(current, weights, x, parameters)
    let initialCost = cost
    var damping = 1e-3
    var iterations = 0
    var normal: [[Double]] = []

    // Columns of the Jacobian, of free parameters only.
    var jacobian = given.map { given in free.map { given[$0] } }
    var isFresh = false
    var taken = 0
    while iterations < maximumIterations {
      iterations += 1
      if jacobian == nil {
        taken += 1
        isFresh = true
        let here = rough.map { $0(values(x), all) } ?? current
        jacobian = free.map { index in
          let rows = touches?[index] ?? all
          var moved = x
          moved[index] += difference
          let there = rough.map { $0(values(moved), rows) } ?? evaluate(moved, rows)
          return slopes(there, here, rows)
        }
      }
      guard let columns = jacobian else { break }
      let robust = zip(current, weights).map { residual, weight in
        weight / (1 + (residual / scale) * (residual / scale)).squareRoot()
      }
      let gradient: [Double]
      (normal, gradient) = equations(columns, robust, current, x, parameters, free)
      var isBetter = false
      var gain = 0.0
      for _ in 0..<12 {
        var damped = normal
        for i in free.indices { damped[i][i] *= 1 + damping }
        guard let step = solve(damped, gradient) else {
          damping *= 10
          continue
        }
        var moved = x
        for (column, index) in free.enumerated() {
          moved[index] -= min(max(step[column], -longestStep), longestStep)
        }
        let there = evaluate(moved, all)
        let newCost = objective(there, weights, moved, parameters)
        if newCost < cost {
          gain = (cost - newCost) / cost
          x = moved
          current = there
          cost = newCost
          damping = max(1e-9, damping / 5)
          isBetter = gain > tolerance
          break
        }
        damping *= 4
      }
      let isKept = keepsDerivatives && gain > keptGain
      if isKept {
        isFresh = false
      } else if isBetter || (keepsDerivatives && !isFresh) {
        guard taken < maximumDerivatives else { break }
        jacobian = nil
      } else {
        break
      }
    }
    return FitResult(
      values: values(x), initialCost: initialCost, cost: cost,
      iterations: iterations,
      deviations: deviations(normal, parameters: parameters, free: free))
  }

  /// What residuals change by, over the step; those that do not change are left out.
  func slopes(_ there: [Double], _ here: [Double], _ rows: [Int]) -> [Slope] {
    zip(rows, there).compactMap { row, value in
      value == here[row] ? nil : (row, (value - here[row]) / difference)
    }
  }

  private func objective(
    _ residuals: [Double], _ weights: [Double], _ x: [Double], _ parameters: [FitParameter]
  ) -> Double {
    var sum = 0.0
    for (residual, weight) in zip(residuals, weights) {
      let z = (residual / scale) * (residual / scale)
      sum += weight * scale * scale * 2 * ((1 + z).squareRoot() - 1)
    }
    for (value, parameter) in zip(x, parameters) where parameter.spread > 0 {
      let miss = (value - .logarithm(parameter.prior)) / parameter.spread
      sum += scale * scale * miss * miss
    }
    return sum.isFinite ? sum : .infinity
  }

  /// The matrix and the gradient of the Gauss–Newton step.
  private func equations(
    _ jacobian: [[Slope]], _ robust: [Double], _ residuals: [Double],
    _ x: [Double], _ parameters: [FitParameter], _ free: [Int]
  ) -> ([[Double]], [Double]) {
    let count = free.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var gradient = [Double](repeating: 0, count: count)
    var dense = [Double](repeating: 0, count: residuals.count)
    for i in 0..<count {
      for entry in jacobian[i] { dense[entry.row] = entry.slope * robust[entry.row] }
      for j in i..<count {
        var sum = 0.0
        for entry in jacobian[j] { sum += dense[entry.row] * entry.slope }
        matrix[i][j] = sum
        matrix[j][i] = sum
      }
      for entry in jacobian[i] {
        gradient[i] += dense[entry.row] * residuals[entry.row]
        dense[entry.row] = 0
      }
      let parameter = parameters[free[i]]
      let pull = scale * scale / (parameter.spread * parameter.spread)
      matrix[i][i] += pull
      gradient[i] += pull * (x[free[i]] - .logarithm(parameter.prior))
    }
    return (matrix, gradient)
  }

  /// Square roots of the diagonal of the inverse matrix, in units of ``scale``.
  private func deviations(
    _ matrix: [[Double]], parameters: [FitParameter], free: [Int]
  ) -> [Double] {
    var result = parameters.map(\.spread)
    for (column, index) in free.enumerated() {
      var unit = [Double](repeating: 0, count: free.count)
      unit[column] = 1
      guard matrix.count == free.count, let inverse = solve(matrix, unit) else { continue }
      result[index] = scale * max(0, inverse[column]).squareRoot()
    }
    return result
  }

  /// Cholesky's method; nil where the matrix is not positive definite.
  private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    let count = right.count
    var lower = matrix
    for j in 0..<count {
      for k in 0..<j { lower[j][j] -= lower[j][k] * lower[j][k] }
      guard lower[j][j] > 0, lower[j][j].isFinite else { return nil }
      lower[j][j] = lower[j][j].squareRoot()
      for i in (j + 1)..<max(count, j + 1) {
        for k in 0..<j { lower[i][j] -= lower[i][k] * lower[j][k] }
        lower[i][j] /= lower[j][j]
      }
    }
    var y = right
    for i in 0..<count {
      for k in 0..<i { y[i] -= lower[i][k] * y[k] }
      y[i] /= lower[i][i]
    }
    for i in stride(from: count - 1, through: 0, by: -1) {
      for k in (i + 1)..<max(count, i + 1) { y[i] -= lower[k][i] * y[k] }
      y[i] /= lower[i][i]
    }
    return y
  }
}

extension LeastSquares {
  /// One over the root of the rows in each row's cell: a cell of a hundred rows counts ten times, not a
  /// hundred times, as much as a cell of one.
  public static func weights(cells: [String]) -> [Double] {
    var rows: [String: Int] = [:]
    for cell in cells { rows[cell, default: 0] += 1 }
    return cells.map { 1 / Double(rows[$0] ?? 1).squareRoot() }
  }
}
