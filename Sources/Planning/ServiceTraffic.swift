import Figures
import HardwareKit
import Units

/// What a service is asked for at its peaks, month by month: output tokens a second, or users in flight
/// where the plan counts users. Search, bill and simulation read the same.
struct ServiceTraffic<Number: Algebra>: Sendable {
  /// At the peak of the first month, as the plan believes it.
  let first: Number
  /// Traffic of a month over the month before.
  let growth: Number
  /// At the peak of the busiest month, as the plan believes it.
  let busiestPeak: Number
  /// What the fleet of each month is sized for.
  let sized: [Number]

  /// What the fleet of the busiest month is sized for. Growth is steady, so that this is the last month or,
  /// where traffic shrinks, the first.
  var busiest: Number { .larger(sized.first ?? first, sized.last ?? first) }

  /// - Parameter months: Of the horizon, at least 1.
  init<L: Ledger>(
    _ demand: ServingDemand, months: Int, in ledger: inout L
  ) where L.Number == Number {
    if let users = demand.users {
      first = ledger.input(.users, users)
    } else {
      first = ledger.input(.peakTraffic, demand.peak)
    }
    growth = ledger.define(
      .monthlyGrowth,
      .power(
        1 + ledger.input(.growth, demand.growth),
        ledger.input(.month, .month) / ledger.input(.growthPeriod, demand.growthPeriod)))
    let peaks = Self.grown(first, by: growth, months)
    busiestPeak = .larger(first, peaks.last ?? first)
    if let share = demand.sizeFor, demand.users == nil {
      sized = Self.grown(
        ledger.input(.sizedPeak, demand.peak.quantile(share)), by: growth, months)
    } else {
      sized = peaks
    }
  }

  private static func grown(_ first: Number, by growth: Number, _ months: Int) -> [Number] {
    var traffic = first
    var all: [Number] = []
    for _ in 1...max(1, months) {
      all.append(traffic)
      traffic = traffic * growth
    }
    return all
  }
}

extension ServiceTraffic where Number == Double {
  init(_ demand: ServingDemand, months: Int) {
    var scratch = Scratch()
    self.init(demand, months: months, in: &scratch)
  }

  private init(first: Double, growth: Double, busiestPeak: Double, sized: [Double]) {
    self.first = first
    self.growth = growth
    self.busiestPeak = busiestPeak
    self.sized = sized
  }

  /// The same growth from a peak so many times as high, believed as firmly.
  func scaled(by factor: Double) -> ServiceTraffic {
    ServiceTraffic(
      first: first * factor, growth: growth, busiestPeak: busiestPeak * factor,
      sized: sized.map { $0 * factor })
  }
}

extension Fact where U == TokensPerSecond {
  /// The traffic that a share of cases does not exceed.
  fileprivate func quantile(_ share: Double) -> Fact {
    Fact(
      estimate.quantile(share),
      Provenance(
        .definition("the percentile of the peak that the fleet is sized for"), evidence: nil))
  }
}
