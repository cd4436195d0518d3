import Figures
import Reporting
import Testing
import Units

@testable import HardwareKit
@testable import Planning

/// The traffic at which buying, renting and paying by the token overtake each other.
@Suite struct CrossingTests {
  /// The sample plan with one model, at a traffic of its own.
  static func plan(_ model: String, peak: Double? = nil) throws -> WorkloadOutcome {
    var settings = ["model=\(model)"]
    if let peak { settings.append("assistant.traffic.peak=\(peak) output tokens/s") }
    let sample = try Samples.plan(
      Repository.path("Plans/inference-only.yaml"), settings: settings)
    return try #require(sample.outcome.cases.first?.workloads.first)
  }

  /// The lowest cost of each way, as the whole plan has it.
  static func costs(_ workload: WorkloadOutcome) -> [Payer: Double] {
    var costs: [Payer: Double] = [:]
    for option in workload.options {
      guard let payer = Payer(option.way), let cost = option.answer?.cost else { continue }
      costs[payer] = min(cost, costs[payer] ?? .infinity)
    }
    return costs
  }

  /// Planned anew a little below and above each crossing, layouts searched too, the ways have changed
  /// places; at the crossing the costs are those that the plan gives. Steps of a large fleet are fine, so
  /// that the distance is little more than the precision of a crossing.
  @Test(arguments: ["llama-3.1-70b", "llama-3.1-405b"])
  func crossingsPutBackChangeTheCheaperWay(_ model: String) throws {
    let workload = try Self.plan(model)
    #expect(workload.crossings.count == 3)
    var checked = 0
    for crossing in workload.crossings {
      let (a, b) = (crossing.below.payer, crossing.above.payer)
      for (traffic, isFirst) in [(crossing.first, true), (crossing.traffic, false)]
      where traffic.isFinite {
        let below = Self.costs(try Self.plan(model, peak: traffic * (1 - 2e-6)))
        let above = Self.costs(try Self.plan(model, peak: traffic * (1 + 2e-6)))
        let (cheap, dear) = (try #require(below[a]), try #require(below[b]))
        #expect(cheap <= dear, "\(a) to \(b) at \(traffic)")
        #expect(try #require(above[b]) <= #require(above[a]), "\(a) to \(b) at \(traffic)")
        if !isFirst {
          #expect(abs(crossing.below.cost / (try #require(above[a])) - 1) < 1e-3)
          #expect(abs(crossing.above.cost / (try #require(above[b])) - 1) < 1e-3)
        }
        checked += 1
      }
      #expect(crossing.first <= crossing.traffic)
    }
    #expect(checked >= 4)
  }

  /// At the plan's own traffic the search over traffic is the plan's.
  @Test func atThePlansTrafficCostsAreThePlans() throws {
    for item in try Samples.planned("inference-only").outcome.cases {
      let workload = try #require(item.workloads.first)
      let costs = Self.costs(workload)
      var found = try #require(workload.trafficCosts)
      guard case .serve(let demand) = workload.planned.kind else { throw Samples.Unexpected() }
      for (payer, cost) in costs {
        #expect(found.cheapest(payer, demand.peak.value)?.cost == cost, "\(payer)")
      }
    }
  }

  /// Renting costs less at any traffic where owning costs more even in full use.
  @Test func neverIsAnAnswer() throws {
    let sample = try Samples.plan(
      Repository.path("Plans/inference-only.yaml"),
      settings: ["model=llama-3.1-70b", "hardware.assistant=[amd-mi300x]"])
    let workload = try #require(sample.outcome.cases.first?.workloads.first)
    let crossing = try #require(workload.crossings.first)
    #expect(workload.crossings.count == 1)
    #expect(crossing.below.payer == .rent && crossing.traffic == .infinity)
    let figure = try #require(sample.outcome.cases[0].sheet["assistant.crossing.buy-rent"])
    #expect(FigureText.value(figure.value, figure.id) == "never")
  }

  /// A crossing is a figure with the weakest evidence of both sides, and both explain themselves.
  @Test func crossingsAreFigures() throws {
    let item = try #require(try Samples.planned("inference-only").outcome.cases.first)
    #expect(item.sheet.faults.isEmpty)
    for crossing in try #require(item.workloads.first).crossings {
      let figure = try #require(item.sheet[crossing.figure])
      #expect(figure.value == crossing.traffic)
      let grades = try [crossing.below, crossing.above].map {
        let sheet = $0.sheet()
        let cost = try #require(sheet["assistant.cost"])
        #expect(cost.value == $0.cost)
        return cost.evidence
      }
      #expect(figure.evidence == grades.compactMap(\.self).max())
    }
  }

  /// What is asked of users who follow the layout has no traffic of its own.
  @Test func usersHaveNone() throws {
    let sample = try Samples.plan(
      text: """
        headroom: 1
        model: llama-3.1-8b
        workloads:
          chat:
            kind: serve
            traffic: {concurrency: 40, prompt: 1000 tokens, answer: 200 tokens}
        hardware: [nvidia-h100-sxm5]
        acquire: [rent: {}, buy: {}]
        """)
    #expect(try #require(sample.outcome.cases.first?.workloads.first).crossings.isEmpty)
  }
}
