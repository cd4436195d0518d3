import Figures
import Units

/// A span of numbers laid over a span of a picture, with round values to mark.
struct PlotAxis {
  let low: Double
  let high: Double
  let isLogarithmic: Bool
  let ticks: [Double]
  /// Where the ends stand in the picture.
  let start: Double
  let end: Double

  /// An even axis that holds all values and ends in round ones; `zero` keeps zero on it.
  init(even values: [Double], zero: Bool, from start: Double, to end: Double) {
    let known = values.filter(\.isFinite)
    var low = known.min() ?? 0
    var high = known.max() ?? 1
    if zero { (low, high) = (min(low, 0), max(high, 0)) }
    if low == high { high = low + max(1, abs(low)) }
    let step = Self.step((high - low) / 5)
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    self.low = first * step
    self.high = last * step
    isLogarithmic = false
    ticks = (0...Int(saturating: last - first)).map { (first + Double($0)) * step }
    self.start = start
    self.end = end
  }

  /// Months from the start to the last, a mark each quarter, half year or year.
  init(months last: Double, from start: Double, to end: Double) {
    low = 0
    // A saved result may say any month; as many marks as these are never drawn.
    let last = last >= 1 ? min(last, Self.mostMonths) : 1
    high = last
    isLogarithmic = false
    let step = [1.0, 3, 6, 12, 24, 60].first { last / $0 <= 9 } ?? 120
    ticks = (0...Int(saturating: high / step)).map { Double($0) * step }
    self.start = start
    self.end = end
  }

  /// An axis on which the same ratio takes the same room; for values above zero.
  init(ratios values: [Double], from start: Double, to end: Double) {
    let known = values.filter { $0.isFinite && $0 > 0 }
    let low = (known.min() ?? 1) / 1.25
    let high = (known.max() ?? 10) * 1.25
    self.low = Double.logarithm(low)
    self.high = Double.logarithm(high)
    isLogarithmic = true
    var ticks: [Double] = []
    var decade = Double.exponential(
      ((Double.logarithm(low) / Double.logarithm(10)).rounded(.down)) * Double.logarithm(10))
    // At the ends of what a number can be, ten times as much is the same again.
    while decade > 0, decade <= high, decade.isFinite {
      for factor in [1.0, 2, 5] where factor * decade >= low && factor * decade <= high {
        ticks.append(factor * decade)
      }
      decade *= 10
    }
    if ticks.count > 7 { ticks = ticks.enumerated().filter { $0.offset % 3 == 0 }.map(\.element) }
    self.ticks = ticks
    self.start = start
    self.end = end
  }

  private static let mostMonths = 12_000.0

  /// The place of a value in the picture.
  func place(_ value: Double) -> Double {
    let value = isLogarithmic ? Double.logarithm(value) : value
    return start + (value - low) / (high - low) * (end - start)
  }

  func holds(_ value: Double) -> Bool {
    let value = isLogarithmic ? Double.logarithm(value) : value
    return value >= low && value <= high
  }

  /// 1, 2 or 5 times a power of ten, at least as much as is asked for.
  private static func step(_ least: Double) -> Double {
    var power = 1.0
    while power < least { power *= 10 }
    while power / 10 >= least { power /= 10 }
    for part in [5.0, 2] where power / part >= least { return power / part }
    return power
  }
}
