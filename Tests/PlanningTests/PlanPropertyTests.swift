import Diagnostics
import Figures
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// What must hold of whole plans, whatever their numbers.
@Suite struct PlanPropertyTests {
  static func service(
    peak: Double = 3000, growth: String = "4% per month", acquire: String = "rent: {}",
    products: String = "nvidia-h100-sxm5", asOf: String = "2026-11-01",
    horizon: String = "12 months"
  ) -> String {
    """
    headroom: 1
    model: llama-3.1-70b
    workloads:
      assistant:
        kind: serve
        traffic:
          peak: \(peak) output tokens/s
          mean: 40% of peak
          prompt: 1500 tokens
          answer: 300 tokens
          growth: \(growth)
        service-level: {ttft: 2 s at p95, tpot: 80 ms at p95}
        redundancy: n+1 replicas
        precision: fp8
    hardware: [\(products)]
    acquire: [\(acquire)]
    finance: {as-of: \(asOf), horizon: \(horizon)}
    """
  }

  static func answer(_ text: String, settings: [String] = []) throws -> (Answer, Sheet) {
    let solved = try Samples.plan(text: text, settings: settings).outcome.cases[0]
    return (try #require(solved.workloads[0].choice?.answer), solved.sheet)
  }

  static let rent = "nvidia-h100-sxm5.rent.neocloud.on-demand"

  @Test func onDemandCostIsProportionalToTheRent() throws {
    var random = SplitMix64(state: 11)
    let (base, _) = try Self.answer(Self.service(), settings: ["\(Self.rent)=$1/h"])
    for _ in 0..<20 {
      let price = random.double(0.1...20)
      let (other, _) = try Self.answer(Self.service(), settings: ["\(Self.rent)=$\(price)/h"])
      #expect(abs(other.cost / (base.cost * price) - 1) < 1e-12)
      #expect(other.layout == base.layout)
    }
  }

  @Test(arguments: ["rent: {}", "rent: {term: 1 year}", "buy: {}"])
  func costNeverFallsWhenTrafficRises(_ way: String) throws {
    var last = (peak: 0.0, cost: 0.0, replicas: 0.0, layout: "")
    var peak = 20.0
    while peak < 60_000 {
      let (answer, _) = try Self.answer(Self.service(peak: peak, acquire: way))
      let layout = answer.layout.map { "\($0.text) batch \($0.batch)" } ?? ""
      // Within 1 % of the lowest total the layout with the lower TPOT is taken.
      #expect(
        answer.cost >= last.cost * 0.99,
        "peak \(last.peak) on \(last.layout) cost \(last.cost), \(peak) on \(layout) \(answer.cost)"
      )
      if layout == last.layout {
        #expect((answer.replicas ?? 0) >= last.replicas, "peak \(peak)")
      }
      last = (peak, answer.cost, answer.replicas ?? 0, layout)
      peak *= 1.13
    }
  }

  /// What is reserved is paid used or not; what is owned draws power as it is used.
  @Test func aCommittedHourCostsTheSameUsedOrIdle() throws {
    func cost(_ way: String, mean: String) throws -> Double {
      try Self.answer(
        Self.service(acquire: way), settings: ["assistant.traffic.mean=\(mean) of peak"]
      ).0.cost
    }
    for term in ["{term: 1 year}", "{term: 3 years}"] {
      let idle = try cost("rent: \(term)", mean: "1%")
      #expect(try cost("rent: \(term)", mean: "95%") == idle, "\(term)")
    }
    #expect(try cost("buy: {}", mean: "95%") > cost("buy: {}", mean: "1%"))
  }

  @Test func replicasNeverFallAndCoverTheTraffic() {
    var random = SplitMix64(state: 12)
    for _ in 0..<300 {
      let rate = random.double(1...5000)
      let traffic = random.double(0...1e6)
      let spares = random.double(0...3).rounded()
      let more = traffic * random.double(1...2)
      let some = ServiceModel.replicas(traffic: traffic, capacity: rate, spares: spares)
      #expect(ServiceModel.replicas(traffic: more, capacity: rate, spares: spares) >= some)
      #expect((some - spares) * rate >= traffic * (1 - 1e-12))
      #expect((some - spares - 1) * rate < traffic * (1 + 1e-12) + rate * 1e-9)
    }
  }

  /// A fleet that is held must carry the busiest month, also where traffic shrinks.
  @Test(arguments: ["4% per month", "-4% per month", "0% per month"])
  func aHeldFleetCarriesTheBusiestMonth(_ growth: String) throws {
    for way in ["rent: {term: 1 year}", "buy: {}"] {
      let (answer, sheet) = try Self.answer(Self.service(growth: growth, acquire: way))
      let months = sheet.figures.filter { $0.name.hasPrefix("assistant.replicas.month-") }
      #expect(months.count == 12)
      let most = try #require(months.map(\.value).max())
      let perReplica = try #require(answer.layout).accelerators
      #expect(try #require(answer.accelerators) >= most * Double(perReplica), "\(way), \(growth)")
    }
  }

  @Test func goodputFallsWithTheSizeOfTheRun() throws {
    let demand = try Samples.training()
    var last = 1.0
    var accelerators = 8.0
    while accelerators < 1e6 {
      var scratch = Scratch()
      guard let share = try? goodput(demand, accelerators: accelerators, in: &scratch) else {
        break
      }
      #expect(share < last && share > 0, "\(accelerators)")
      last = share
      accelerators *= 1.5
    }
    // The published floor of the 405B run: more than 90 % of its time made progress.
    var scratch = Scratch()
    let published = try goodput(demand, accelerators: 16384, in: &scratch)
    print("oracle: goodput at 16384 accelerators \(published), published above 0.90")
    #expect(published > 0.90)
  }

  @Test func failuresThatOutrunRecoveryAreInfeasible() throws {
    let demand = try Samples.training()
    var scratch = Scratch()
    let error = #expect(throws: Infeasible.self) {
      _ = try goodput(demand, accelerators: 1e6, in: &scratch)
    }
    #expect(error?.limit == .failures)
  }

  @Test(arguments: [20.0, 3000, 50_000])
  func rentingAtTheBreakEvenPriceCostsWhatOwningCosts(_ peak: Double) throws {
    let (owned, sheet) = try Self.answer(Self.service(peak: peak, acquire: "buy: {}"))
    let price = try #require(sheet["assistant.break-even.price"]).value * TimeSpan.hour
    let (rented, _) = try Self.answer(
      Self.service(peak: peak), settings: ["\(Self.rent)=$\(price)/h"])
    // Renting by the hour may choose another layout, and does so only where that is no dearer.
    if rented.layout == owned.layout {
      #expect(abs(rented.cost / owned.cost - 1) < 1e-9)
    } else {
      #expect(rented.cost <= owned.cost)
    }

    // And at the going rent, so much use of the fleet that is held costs the same.
    let share = try #require(sheet["assistant.break-even.utilisation"]).value
    let going = try #require(sheet["assistant.break-even.rent"]).value
    let held = try #require(owned.accelerators) * 12 * TimeSpan.month
    #expect(abs(share * held * going / owned.cost - 1) < 1e-9)
  }

  @Test func aProductIsNotThereBeforeItsRelease() throws {
    let text = Self.service(products: "nvidia-h100-sxm5, nvidia-h200-sxm", asOf: "2024-11-17")
    let options = try Samples.plan(text: text).outcome.cases[0].workloads[0].options
    #expect(options.count == 2)
    #expect(options[0].answer != nil)
    guard case .notReleased(let date) = options[1].status else {
      Issue.record("\(options[1].status)")
      return
    }
    #expect("\(date)" == "2024-11-18")
    let next = Self.service(products: "nvidia-h200-sxm", asOf: "2024-11-18")
    let later = try Samples.plan(text: next).outcome.cases[0].workloads[0].options[0].status
    if case .notReleased = later { Issue.record("not there on the day of its release") }
  }

  @Test func whatTheDatasheetLacksIsUnknownByName() throws {
    let text = """
      headroom: 1
      model: llama-3.1-8b
      workloads:
        tune: {kind: fine-tune, tokens: 1 G tokens, accelerators: 64}
      hardware: [nvidia-h100-nvl]
      finance: {as-of: 2026-11-01, horizon: 12 months}
      """
    let option = try Samples.plan(text: text).outcome.cases[0].workloads[0].options[0]
    guard case .unknown(let keys) = option.status else {
      Issue.record("\(option.status)")
      return
    }
    #expect(keys == ["scale-out-bandwidth"])
    let buying = Self.service(acquire: "buy: {}", products: "nvidia-h100-nvl")
    let owned = try Samples.plan(text: buying).outcome.cases[0].workloads[0].options[0]
    guard case .unknown(let missing) = owned.status else {
      Issue.record("\(owned.status)")
      return
    }
    #expect(missing == ["node-power", "node-accelerators"])
  }

  /// What a plan sets of a datasheet stands beside the facts that it does not name.
  @Test func aGivenFactLeavesTheOthersStanding() throws {
    let (before, _) = try Self.answer(Self.service())
    let (after, sheet) = try Self.answer(
      Self.service(), settings: ["nvidia-h100-sxm5.memory-bandwidth=6700 GB/s"])
    #expect(sheet["assistant.product.memory-bandwidth"]?.value == 6.7e12)
    #expect(
      try #require(after.costPerOutputToken) < (try #require(before.costPerOutputToken)))
  }

  @Test(arguments: Samples.names)
  func noOptionOfASampleExceedsItsHardware(_ name: String) throws {
    for solved in try Samples.planned(name).outcome.cases {
      for option in solved.workloads.flatMap(\.options) {
        guard let answer = option.answer else { continue }
        #expect(answer.cost > 0 && answer.cost.isFinite)
        if let mfu = answer.mfu { #expect(mfu > 0 && mfu < 1) }
      }
    }
  }
}
