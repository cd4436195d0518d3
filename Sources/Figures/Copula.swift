internal import Units

/// Correlations between named inputs, as a Gaussian copula: the normal scores of the inputs have
/// these correlations, whatever their own distributions.
public struct Copula: Sendable {
  public struct Pair: Sendable, Hashable {
    public var a: String
    public var b: String
    public var correlation: Double

    public init(_ a: String, _ b: String, _ correlation: Double) {
      self.a = a
      self.b = b
      self.correlation = correlation
    }
  }

  /// The pairs cannot all hold at once: what correlates with two inputs ties these together too.
  public struct Contradiction: Error, Sendable, Hashable {
    /// The input at which the others leave no room.
    public let name: String
  }

  public let names: [String]
  /// The lower triangle L with L Lᵀ = the matrix of correlations, row by row.
  private let rows: [[Double]]

  /// - Throws: ``Contradiction`` where no joint distribution has these correlations.
  public init(_ pairs: [Pair]) throws(Contradiction) {
    var names: [String] = []
    for pair in pairs {
      for name in [pair.a, pair.b] where !names.contains(name) { names.append(name) }
    }
    var matrix = names.indices.map { row in names.indices.map { $0 == row ? 1.0 : 0 } }
    for pair in pairs {
      guard let a = names.firstIndex(of: pair.a), let b = names.firstIndex(of: pair.b), a != b,
        abs(pair.correlation) <= 1
      else { throw Contradiction(name: pair.a) }
      matrix[a][b] = pair.correlation
      matrix[b][a] = pair.correlation
    }
    // Cholesky; a correlation of one leaves a zero on the diagonal, which is allowed.
    var rows = names.indices.map { _ in [Double](repeating: 0, count: names.count) }
    for row in names.indices {
      for column in 0...row {
        var rest = matrix[row][column]
        for k in 0..<column { rest -= rows[row][k] * rows[column][k] }
        if row == column {
          guard rest > -1e-12 else { throw Contradiction(name: names[row]) }
          rows[row][row] = max(0, rest).squareRoot()
        } else if rows[column][column] > 1e-7 {
          rows[row][column] = rest / rows[column][column]
        } else if abs(rest) > 1e-7 {
          throw Contradiction(name: names[row])
        }
      }
    }
    self.names = names
    self.rows = rows
  }

  /// Puts independent shares into the order that the correlations ask for.
  ///
  /// Each input keeps its own shares, so that its hypercube stays one; they are handed out in the
  /// order of the correlated scores.
  ///
  /// - Parameter shares: one list for each of ``names``.
  /// Source: R. L. Iman, W. J. Conover, "A distribution-free approach to inducing rank correlation
  /// among input variables", Communications in Statistics B 11 (1982), 311–334.
  public func correlate(_ shares: [[Double]]) -> [[Double]] {
    let scores = shares.map { $0.map(normalQuantile) }
    return rows.enumerated().map { row, weights in
      let count = scores[row].count
      let mixed = (0..<count).map { sample in
        (0...row).reduce(0.0) { $0 + weights[$1] * scores[$1][sample] }
      }
      let order = (0..<count).sorted { (mixed[$0], $0) < (mixed[$1], $1) }
      let sorted = shares[row].sorted()
      var result = [Double](repeating: 0, count: count)
      for (rank, sample) in order.enumerated() { result[sample] = sorted[rank] }
      return result
    }
  }
}
