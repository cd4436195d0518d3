import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing
import Units

/// Plans over many samples.
@Suite struct UncertaintyTests {
  private static let service = """
    headroom: 1
    model: llama-3.1-8b
    workloads:
      chat:
        kind: serve
        traffic:
          peak: {p10: 20 k output tokens/s, p50: 40 k output tokens/s, p90: 80 k output tokens/s}
          prompt: 1000 tokens
          answer: 100 to 400 tokens
        service-level: {tpot: 80 ms at p95}
    hardware: [nvidia-h100-sxm5, nvidia-h200-sxm]
    acquire: [rent: {}, rent: {term: 12 months, commitment: reserved}]
    assumptions:
      - set: nvidia-h100-sxm5.rent.neocloud.on-demand
        to: $2.00/h to $3.00/h
        source: {title: a quote, date: 2026-10-01}
    finance: {as-of: 2026-11-01, horizon: 12 months}
    checks: [total.cost <= $300 k]
    """

  private static func sampled(
    _ text: String = service, _ terms: SamplingTerms = SamplingTerms(samples: 400, seed: 3)
  ) throws -> (Outcome, UncertainCase) {
    let outcome = try Samples.plan(text: text).outcome
    let all = try Uncertainty.sample([outcome], terms, withOptions: true)
    return (outcome, try #require(all.first?.cases.first))
  }

  @Test func coresAndRepetitionChangeNoBit() throws {
    let first = try Self.sampled().1
    let again = try Self.sampled(
      Self.service, SamplingTerms(samples: 400, seed: 3, cores: 2)
    ).1
    #expect(first.totals.map(\.bitPattern) == again.totals.map(\.bitPattern))
    let other = try Self.sampled(Self.service, SamplingTerms(samples: 400, seed: 4)).1
    #expect(first.totals != other.totals)
  }

  @Test func sharesAddUp() throws {
    let (outcome, sampled) = try Self.sampled()
    let workload = try #require(sampled.workloads.first)
    #expect(workload.costs.count >= 3)
    #expect(abs(workload.wins.values.reduce(0, +) - 1) < 1e-12)
    #expect(try #require(workload.regret) >= 0)
    let check = try #require(sampled.checks.first ?? nil)
    let holding = sampled.totals.count { $0 <= 300e3 }
    #expect(check.share == Double(holding) / 400)
    #expect(outcome.cases.first?.checks.count == 1)
  }

  /// One price in two plans is one fortune, whatever the workloads are called.
  @Test func plansShareTheFortuneOfAPrice() throws {
    let one = try Samples.plan(text: Self.service).outcome
    let two = try Samples.plan(text: Self.service.replacing("chat:", with: "other:")).outcome
    let both = try Uncertainty.sample(
      [one, two], SamplingTerms(samples: 200), withOptions: false)
    let columns = both.map { all in
      Dictionary(
        (all.cases.first?.inputs ?? []).map { ($0.name, $0.values) },
        uniquingKeysWith: { a, _ in a })
    }
    let shared = Set(columns[0].keys).intersection(columns[1].keys)
    #expect(shared.contains { $0.hasPrefix("nvidia-") && $0.contains("price") })
    for name in shared { #expect(columns[0][name] == columns[1][name]) }
    #expect(columns[0].keys.contains { $0.hasPrefix("chat.") })
    #expect(!columns[1].keys.contains { $0.hasPrefix("chat.") })
  }

  /// A fleet that is committed to keeps its size; what follows the demand costs what it costs.
  @Test func heldFleetsStayAsTheyAre() throws {
    let text = Self.service.replacing(
      "acquire: [rent: {}, rent: {term: 12 months, commitment: reserved}]",
      with: "acquire: [rent: {term: 12 months, commitment: reserved}]")
    let held = try Self.sampled(text).1
    let sized = try Self.sampled(
      text, SamplingTerms(samples: 400, seed: 3, resizes: true)
    ).1
    let fleet = try #require(held.workloads.first)
    #expect(try #require(fleet.shortfall) > 0.1)
    #expect(sized.workloads.first?.shortfall == nil)
    let narrow = try #require(held.total)
    let wide = try #require(sized.total)
    #expect(narrow.deviation < wide.deviation / 2)
    // Sized for nine cases of ten, the fleet is short in about one.
    let safe = try Self.sampled(
      text.replacing("kind: serve", with: "kind: serve\n    size-for: p90")
    ).1
    let shortfall = try #require(safe.workloads.first?.shortfall)
    #expect(shortfall < 0.3, "\(shortfall)")
  }

  @Test func whatMovesTheTotal() throws {
    let (outcome, _) = try Self.sampled()
    let item = try #require(outcome.cases.first)
    let moves = try #require(Sensitivities(item, SamplingTerms(samples: 400)))
    #expect(moves.swings.first?.input == "chat.traffic.peak")
    #expect(moves.swings.map(\.width) == moves.swings.map(\.width).sorted(by: >))
    #expect(try #require(moves.first.first) > 0.3)
    #expect(!moves.flips.isEmpty)
    // At its flip point the option costs what the other does: put back, the choice is the other's.
    for flip in moves.flips where flip.value != nil {
      #expect(flip.low <= flip.high)
      #expect(flip.product.hasPrefix("nvidia-"))
    }
  }

  @Test func correlationsNameInputs() throws {
    let text =
      Self.service
      + "\ncorrelations:\n  - {between: [chat.traffic.peak, chat.traffic.answer], correlation: 1}"
    let inputs = try Self.sampled(text).1.inputs
    let peak = try #require(inputs.first { $0.name == "chat.traffic.peak" }).values
    let answer = try #require(inputs.first { $0.name.hasSuffix("answer") }).values
    let order = peak.indices.sorted { peak[$0] < peak[$1] }
    #expect(order == answer.indices.sorted { answer[$0] < answer[$1] })
  }
}
