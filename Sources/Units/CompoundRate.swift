/// A rate of growth, decay, interest or discount: a share for a period, compounding.
public struct CompoundRate: Sendable, Hashable {
  /// What is added for each period, 0.04 for `4% per month`. Never below −1.
  public var share: Double
  public var period: Period
  /// What the share is of, as in `3.5% of servers per year`.
  public var basis: String?

  public init(share: Double, per period: Period, basis: String? = nil) {
    self.share = share
    self.period = period
    self.basis = basis
  }

  /// What something grows to after a time, as a multiple of its start.
  ///
  ///     growth = (1 + share) ^ (time / period)
  ///
  /// - Parameter seconds: The time that passes, in seconds.
  public func growth(over seconds: Double) -> Double {
    seconds == period.seconds ? 1 + share : Elementary.pow(1 + share, seconds / period.seconds)
  }

  /// The rate for another period that compounds to the same: 12.68% per year for 1% per month.
  public func converted(per other: Period) -> CompoundRate {
    CompoundRate(share: growth(over: other.seconds) - 1, per: other, basis: basis)
  }
}

/// A rate whose share is a range: `-20% to 15% per year`.
public struct EstimatedRate: Sendable, Hashable {
  public var share: Estimate
  public var period: Period
  public var basis: String?

  public init(share: Estimate, period: Period, basis: String? = nil) {
    self.share = share
    self.period = period
    self.basis = basis
  }

  /// The rate at the median.
  public var central: CompoundRate {
    CompoundRate(share: share.central, per: period, basis: basis)
  }
}

/// Reads a rate: `4% per month`, `-20% per year`, `3.5% of servers per year`.
public func parseRate(_ text: String) throws(QuantityError) -> CompoundRate {
  var parser = QuantityParser(text, dimension: PerSecond.dimension, expecting: "a rate")
  let rate = try parser.single()
  try rate.refusePercentile(in: text)
  let (share, period) = try rate.shareAndPeriod()
  return CompoundRate(share: share, per: period, basis: rate.basis)
}

/// Reads a rate or a range of rates; the period may stand at the second end alone.
public func parseRateEstimate(_ text: String) throws(QuantityError) -> EstimatedRate {
  var parser = QuantityParser(text, dimension: PerSecond.dimension, expecting: "a rate")
  let (first, second) = try parser.ends("to")
  try first.refusePercentile(in: text)
  let (low, period) = try first.shareAndPeriod()
  guard let second else {
    return EstimatedRate(share: Estimate(low), period: period, basis: first.basis)
  }
  try second.refusePercentile(in: text)
  let (high, other) = try second.shareAndPeriod()
  guard period == other else {
    throw .wrongDimension(
      "one period", example: "per \(other.rawValue)", found: first.written,
      isA: "per \(period.rawValue)", first.range)
  }
  let share = try Estimate.interval(low, high, first, second)
  return EstimatedRate(share: share, period: period, basis: first.basis)
}

extension ParsedQuantity {
  /// The share of a rate as it was written, undivided by the length of its period.
  fileprivate func shareAndPeriod() throws(QuantityError) -> (Double, Period) {
    if dimension == .none, qualifier == nil, per.isEmpty {
      let number = isBare ? written + "%" : written
      throw .periodMissing(written, example: "\(number) per year", range)
    }
    guard dimension == PerSecond.dimension, qualifier == nil, per.isEmpty, let period else {
      throw .wrongDimension(
        "a rate", example: "4% per month", found: written, isA: dimension.name, range)
    }
    let share = writtenShare
    guard share >= -1 else {
      throw .outOfRange("a rate of -100% or more", found: written, range)
    }
    return (share, period)
  }
}
