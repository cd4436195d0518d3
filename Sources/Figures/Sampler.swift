public import Units

/// Draws the inputs of sheets: one column of shares for each name, whatever sheet asks for it.
public final class Sampler {
  public let seed: UInt64
  public let rows: Int
  private let copula: Copula?
  /// Which hypercube of the run this is.
  private let cube: Int
  private var shares: [String: [Double]] = [:]
  private var values: [Key: [Double]] = [:]

  private struct Key: Hashable {
    var name: String
    var estimate: Estimate
  }

  public init(seed: UInt64, rows: Int, copula: Copula? = nil, cube: Int = 0) {
    self.seed = seed
    self.rows = rows
    self.copula = copula
    self.cube = cube
  }

  /// The share below each sample of an input.
  public func shares(of name: String) -> [Double] {
    if let known = shares[name] { return known }
    if let copula, copula.names.contains(name) {
      let independent = copula.names.map(independent)
      for (name, column) in zip(copula.names, copula.correlate(independent)) {
        shares[name] = column
      }
    } else {
      shares[name] = independent(name)
    }
    return shares[name] ?? []
  }

  private func independent(_ name: String) -> [Double] {
    RandomStream(seed: seed, name: name).shares(rows, cube: cube)
  }

  /// The samples of an input, in base units.
  public func values(of name: String, _ estimate: Estimate) -> [Double] {
    let key = Key(name: name, estimate: estimate)
    if let known = values[key] { return known }
    let result = shares(of: name).map(estimate.quantile)
    values[key] = result
    return result
  }

  /// A column for each of these inputs of a sheet.
  public func columns(_ inputs: [Figure]) -> Columns {
    let columns = Columns(count: inputs.count, rows: rows)
    for (column, input) in inputs.enumerated() {
      let values = values(of: input.sharedName, input.estimate ?? Estimate(input.value))
      columns.fill(column) { values[$0] }
    }
    return columns
  }
}

extension Sheet {
  /// Inputs that are not known exactly.
  public var uncertainInputs: [Figure] {
    figures.filter { $0.estimate.map { !$0.isExact } ?? false }
  }
}
