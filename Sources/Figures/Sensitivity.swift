public import Units

/// How a figure moves when one input goes from its P10 to its P90, the others at their medians.
public struct Swing: Sendable, Hashable {
  public let input: String
  public let inputLow: Double
  public let inputHigh: Double
  /// The figure at the low and at the high end of the input.
  public let atLow: Double
  public let atHigh: Double

  public var width: Double { abs(atHigh - atLow) }
}

extension Tape {
  /// The swings of one output, widest first.
  ///
  /// - Parameter estimates: what is believed of each of ``inputs``.
  public func swings(_ estimates: [Estimate], output: Int = 0) -> [Swing] {
    let columns = Columns(count: inputs.count, rows: 2 * inputs.count)
    for (column, estimate) in estimates.enumerated() {
      columns.fill(column) { row in
        row / 2 != column
          ? estimate.central : estimate.quantile(row % 2 == 0 ? Self.lowEnd : 1 - Self.lowEnd)
      }
    }
    let results = run(columns)
    let swings = inputs.indices.map { column in
      Swing(
        input: inputs[column], inputLow: columns[column, 2 * column],
        inputHigh: columns[column, 2 * column + 1], atLow: results[output, 2 * column],
        atHigh: results[output, 2 * column + 1])
    }
    return swings.sorted { ($1.width, $0.input) < ($0.width, $1.input) }
  }

  private static let lowEnd = 0.10
}

/// How much of a figure's variance each input brings.
///
/// The first-order index of an input is the share of the variance that would go if the input were
/// known; the total index is the share that would stay if all others were known. Their difference is
/// what the input does together with others.
///
///     S(i) = ⟨f(B) (f(A with column i of B) − f(A))⟩ / V        T(i) = ⟨(f(A) − f(A with i of B))²⟩ / 2V
///
/// A and B are two independent hypercubes.
///
/// Source: A. Saltelli et al., "Variance based sensitivity analysis of model output. Design and
/// estimator for the total sensitivity index", Computer Physics Communications 181 (2010), 259–270,
/// table 2, (b) and (f).
public struct SobolIndices: Sendable {
  public let first: [Double]
  public let total: [Double]
  public let variance: Double

  /// - Parameters:
  ///   - names: of the inputs; their random streams hang on them.
  ///   - evaluate: the figure for each row of shares, one column an input.
  public init(
    _ names: [String], seed: UInt64, rows: Int, evaluate: ([[Double]]) -> [Double]
  ) {
    let streams = names.map { RandomStream(seed: seed, name: $0) }
    let a = streams.map { $0.shares(rows, cube: 0) }
    let b = streams.map { $0.shares(rows, cube: 1) }
    let atA = evaluate(a)
    let atB = evaluate(b)
    let size = Double(rows)
    let mean = (atA.reduce(0, +) + atB.reduce(0, +)) / (2 * size)
    func square(_ x: Double) -> Double { x * x }
    let variance =
      (atA.reduce(0) { $0 + square($1 - mean) } + atB.reduce(0) { $0 + square($1 - mean) })
      / (2 * size - 1)
    self.variance = variance
    var first: [Double] = []
    var total: [Double] = []
    for index in names.indices {
      var mixed = a
      mixed[index] = b[index]
      let atMixed = evaluate(mixed)
      var (own, all) = (0.0, 0.0)
      for row in 0..<rows {
        // Centred, so that a large mean does not drown the products.
        own += (atB[row] - mean) * (atMixed[row] - atA[row])
        all += square(atA[row] - atMixed[row])
      }
      first.append(variance > 0 ? own / size / variance : 0)
      total.append(variance > 0 ? all / (2 * size) / variance : 0)
    }
    self.first = first
    self.total = total
  }
}

/// Where a difference changes its sign, found by bracketing.
public enum Bracketing {
  /// The crossing nearest to a start, or `nil` where the difference keeps its sign.
  ///
  /// The range is cut into as many parts as one run of a tape takes at a time, and the part that
  /// changes sign is cut again until a double has no room left. A jump counts as a crossing.
  ///
  /// - Parameters:
  ///   - difference: for each of a list of places.
  public static func crossing(
    from low: Double, to high: Double, nearest start: Double,
    _ difference: ([Double]) -> [Double]
  ) -> Double? {
    guard low < high else { return nil }
    var (left, right) = (low, high)
    var isFirst = true
    while true {
      let inLogarithms = left > 0 && right / left > 2
      let places = (0...parts).map { part in
        let share = Double(part) / Double(parts)
        if part == 0 { return left }
        if part == parts { return right }
        return inLogarithms
          ? left * .power(right / left, share) : left + (right - left) * share
      }
      let values = difference(places)
      let changes = (0..<parts).filter { (values[$0] <= 0) != (values[$0 + 1] <= 0) }
      func distance(_ part: Int) -> Double {
        max(0, max(places[part] - start, start - places[part + 1]))
      }
      guard let part = isFirst ? changes.min(by: { distance($0) < distance($1) }) : changes.first
      else { return isFirst ? nil : left }
      let isDone = places[part + 1] - places[part] <= 1e-12 * abs(places[part + 1])
      if isDone || (places[part] == left && places[part + 1] == right) { return places[part + 1] }
      (left, right) = (places[part], places[part + 1])
      isFirst = false
    }
  }

  private static let parts = 64
}
