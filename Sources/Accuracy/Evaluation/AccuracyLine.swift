import Units

/// How far the predictions of one product and kind are from what was measured.
public struct AccuracyLine: Sendable, Hashable {
  /// Nil for all products together.
  public var product: String?
  public var kind: MeasuredKind
  /// Measured values, those left out by the table not counted.
  public var rows: Int
  public var answered: Int
  public var leftOut: Int
  /// Of absolute errors, predicted over measured less one.
  public var median: Double?
  public var ninetieth: Double?
  /// The median error with its sign.
  public var bias: Double?
  /// Share of answered values that lie in their band.
  public var coverage: Double?

  /// The name under which rows without a plugin are summed.
  public static let noPlugin = "no plugin"

  public init(product: String?, kind: MeasuredKind, values: [EvaluatedValue]) {
    self.product = product
    self.kind = kind
    let counted = values.filter { $0.row.leftOut(kind) == nil }
    let errors = counted.compactMap(\.error)
    let banded = counted.compactMap(\.isInBand)
    rows = counted.count
    answered = errors.count
    leftOut = values.count - counted.count
    median = quantile(errors.map(abs), 0.5)
    ninetieth = quantile(errors.map(abs), 0.9)
    bias = quantile(errors, 0.5)
    coverage = banded.isEmpty ? nil : Double(banded.count { $0 }) / Double(banded.count)
  }

  /// A line for each product and kind, by product, then one for each kind over all products.
  public static func lines(of values: [EvaluatedValue]) -> [AccuracyLine] {
    var groups: [String: [MeasuredKind: [EvaluatedValue]]] = [:]
    var kinds: [MeasuredKind: [EvaluatedValue]] = [:]
    for value in values {
      guard let kind = value.kind else { continue }
      groups[value.product ?? noPlugin, default: [:]][kind, default: []].append(value)
      kinds[kind, default: []].append(value)
    }
    func lines(_ product: String?, _ group: [MeasuredKind: [EvaluatedValue]]) -> [AccuracyLine] {
      MeasuredKind.allCases.compactMap { kind in
        group[kind].map { AccuracyLine(product: product, kind: kind, values: $0) }
      }
    }
    return groups.sorted { $0.key < $1.key }.flatMap { lines($0.key, $0.value) }
      + lines(nil, kinds)
  }
}

/// The value below which a share of the values lies, interpolated between neighbours; nil of none.
///
/// The place is `(n - 1) · share` counted from 0: R. Hyndman and Y. Fan, "Sample Quantiles in Statistical
/// Packages", The American Statistician 50 (1996), type 7.
public func quantile(_ values: [Double], _ share: Double) -> Double? {
  let sorted = values.sorted()
  guard let last = sorted.indices.last else { return nil }
  let place = Double(last) * min(max(share, 0), 1)
  let below = Int(saturating: place.rounded(.down))
  let above = min(last, below + 1)
  return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}
