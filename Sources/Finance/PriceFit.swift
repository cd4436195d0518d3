import Figures
import Units

/// A steady change of price fitted to dated prices of one kind.
///
///     ln(price) = level + slope · years          by least squares
///     change a year = e^slope - 1
///
/// The interval is that of the slope, 90 % by the normal distribution. Prices of a market do not move
/// steadily: ``leftOut`` says how far a fit of all but the last year is from that year.
public struct PriceFit: Sendable {
  /// Change of the price in a year, with its 90 % interval.
  public let change: Double
  public let low: Double
  public let high: Double
  /// Mean ratio of what a fit without the last year says of that year to its prices, less one.
  public let leftOut: Double

  /// So many points a series must have.
  public static let fewest = 12
  /// So many of them must lie before its last year: two make a line, the third says whether.
  public static let fewestBefore = 3

  /// Why a series is not fitted.
  public enum Refusal: Error, Sendable, Hashable {
    case points(Int)
    /// How many points lie before the last year.
    case before(Int)
  }

  /// - Parameter points: Years from any day on, and prices above zero.
  public init(_ points: [(years: Double, price: Double)]) throws(Refusal) {
    guard points.count >= Self.fewest else { throw .points(points.count) }
    let last = points.map(\.years).max() ?? 0
    let before = points.filter { $0.years < last - 1 }
    let after = points.filter { $0.years >= last - 1 }
    guard before.count >= Self.fewestBefore, let known = Line(before), let line = Line(points)
    else { throw .before(before.count) }
    let misses = after.map { known.value($0.years) - Double.logarithm($0.price) }
    leftOut = Double.exponential(misses.reduce(0, +) / Double(misses.count)) - 1
    let reach = line.error * normalQuantile(0.95)
    change = Double.exponential(line.slope) - 1
    low = Double.exponential(line.slope - reach) - 1
    high = Double.exponential(line.slope + reach) - 1
  }

  /// A straight line through the logarithms.
  private struct Line {
    let slope: Double
    let level: Double
    /// Standard error of the slope.
    let error: Double

    /// `nil` where all points are of one day.
    init?(_ points: [(years: Double, price: Double)]) {
      let count = Double(points.count)
      let times = points.map(\.years)
      let logs = points.map { Double.logarithm($0.price) }
      let time = times.reduce(0, +) / count
      let log = logs.reduce(0, +) / count
      let spread = times.reduce(0) { $0 + ($1 - time) * ($1 - time) }
      guard spread > 0, count > 2 else { return nil }
      let slope = zip(times, logs).reduce(0) { $0 + ($1.0 - time) * ($1.1 - log) } / spread
      let level = log - slope * time
      let misses = zip(times, logs).map { $1 - level - slope * $0 }
      error = (misses.reduce(0) { $0 + $1 * $1 } / (count - 2) / spread).squareRoot()
      self.slope = slope
      self.level = level
    }

    func value(_ years: Double) -> Double { level + slope * years }
  }
}
