import Units

/// What is said of a figure over its samples.
public struct Summary: Sendable, Hashable {
  public let count: Int
  public let mean: Double
  public let deviation: Double
  private let sorted: [Double]
  /// Whether the samples are not to be told.
  public let isHidden: Bool

  /// Samples that are not a number are counted apart, and left out of the rest.
  public let undefined: Int

  public init(_ samples: [Double]) {
    var known = samples.filter { !$0.isNaN }
    known.sort()
    isHidden = samples.contains(where: \.isHidden)
    undefined = isHidden ? 0 : samples.count - known.count
    sorted = known
    count = known.count
    let size = Double(known.count)
    let mean = isHidden ? .hidden : known.reduce(0, +) / size
    self.mean = mean
    deviation =
      isHidden
      ? .hidden
      : known.count < 2
        ? 0 : (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (size - 1)).squareRoot()
  }

  /// The value below which a share of the samples lies, between neighbours in proportion.
  public func percentile(_ share: Double) -> Double {
    if isHidden { return .hidden }
    guard let first = sorted.first else { return .nan }
    guard sorted.count > 1 else { return first }
    let place = max(0, min(1, share)) * Double(sorted.count - 1)
    let index = min(sorted.count - 2, Int(saturating: place))
    let part = place - Double(index)
    // Equal neighbours give themselves, to the last bit.
    if part == 0 || sorted[index] == sorted[index + 1] { return sorted[index] }
    return sorted[index] * (1 - part) + sorted[index + 1] * part
  }

  /// How far a percentile may be off by chance: half of what lies between the ranks one standard
  /// deviation below and above its own.
  ///
  ///     rank ± √(n p (1−p))
  ///
  /// This holds for independent samples. Those of a Latin hypercube do better, so that it is a bound.
  ///
  /// Source: H. A. David, H. N. Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
  public func standardError(_ share: Double) -> Double {
    if isHidden { return .hidden }
    guard count > 1 else { return .nan }
    let size = Double(count)
    let reach = (size * share * (1 - share)).squareRoot() / size
    return (percentile(share + reach) - percentile(share - reach)) / 2
  }

  /// Standard error of the mean.
  public var standardErrorOfMean: Double { deviation / Double(max(1, count)).squareRoot() }

  public static let shares = [0.05, 0.10, 0.50, 0.90, 0.95]
}
