import Figures
import HardwareKit
import Testing
import Units

@testable import Planning

/// Published cases of owning as whole plans, to the digits that were printed.
@Suite struct PublishedFleetTests {
  static func figures(_ plan: String, settings: [String] = []) throws -> FleetOutcome {
    try #require(try Samples.plan(text: plan, settings: settings).outcome.fleet)
  }

  @Test func owningSixtyFourComesOutAsPublished() throws {
    let fleet = try Self.figures(Published.ownAgainstRent)
    let cluster = try #require(fleet.choice?.cluster)
    func monthly(_ name: String) throws -> Double {
      try #require(fleet.sheet["nvidia-h100-sxm5.\(name)"], "\(name)").value / 60
    }
    let rows: [(String, Double, Double)] = [
      ("depreciation_monthly", try monthly("cost.depreciation"), 33_333.33),
      ("capital_monthly", try monthly("cost.capital-charge"), 6_666.67),
      ("colocation_monthly", try monthly("cost.colocation"), 12_240),
      ("operations_monthly", try monthly("cost.support"), 13_333.33),
      ("energy_monthly", try monthly("cost.electricity"), 4_987.03),
      ("own_monthly_usd", try monthly("cost.ownership"), 70_560.37),
      ("rent_monthly_usd", try monthly("revenue.lifetime"), 124_929.28),
      ("horizon_savings_usd", cluster.npv, 3_262_134.82),
    ]
    for (name, found, published) in rows {
      #expect(abs(found - published) <= 0.005, "\(name): \(found), published \(published)")
    }
    let hour = try #require(fleet.sheet["cost-per-sold-hour"]).value * TimeSpan.hour
    #expect(abs(hour - 2.1575) <= 0.00005, "own_usd_per_gpu_hour: \(hour)")
    // The price that pays is what a sold hour costs, as nothing is sold below it.
    #expect(abs(cluster.breakEvenPrice * TimeSpan.hour - 2.1575) <= 0.00005)
    #expect(
      abs(cluster.breakEvenUtilisation - 0.3883) <= 0.00005,
      "breakeven_utilization: \(cluster.breakEvenUtilisation)")
    #expect((cluster.payback / TimeSpan.month).rounded() == 23, "payback_month")
    print(
      "oracle: own \(hour) $/h, break-even \(cluster.breakEvenUtilisation), published 2.1575, 0.3883"
    )
  }

  @Test func aClusterOfCountedPartsComesOutAsPublished() throws {
    let fleet = try Self.figures(Published.cluster)
    let cluster = try #require(fleet.choice?.cluster)
    #expect(cluster.nodes == 128)
    #expect(abs(cluster.capital - 50_429_440) <= 1, "total_usd: \(cluster.capital)")
    #expect(abs(cluster.capital / 128 - 393_980) <= 1, "usd_per_node")
    #expect(abs(cluster.capitalPerAccelerator - 49_248) <= 1, "usd_per_gpu")
    #expect(cluster.operation == 0)
    print("oracle: cluster \(cluster.capital), published 50429440")
  }
}
