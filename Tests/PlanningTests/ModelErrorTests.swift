import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing
import Units

/// What the throughput models do not know, as inputs of a plan.
@Suite struct ModelErrorTests {
  /// A factor of 1 changes no bit of any figure.
  @Test(arguments: Samples.names)
  func centralCaseStays(name: String) throws {
    let sample = try Samples.planned(name)
    let bare = Planner(
      products: try Samples.products(), facility: try Samples.context().shared.facility
    ).outcome(of: sample.plan)
    for (known, plain) in zip(sample.outcome.cases, bare.cases) {
      #expect(known.sheet.figures.contains { $0.id.localName.hasPrefix("model-error.") })
      for figure in plain.sheet.figures {
        #expect(known.sheet[figure.name]?.value.bitPattern == figure.value.bitPattern)
      }
    }
  }

  @Test func bandsAreTheIntervals() throws {
    let sheet = try #require(Samples.planned("inference-only").outcome.cases.first).sheet
    let bands = try Samples.context().shared.bands
    let half = try #require(
      bands.halfWidth(
        kind: "throughput", group: "serving concurrency dense", product: "amd-mi300x",
        vendor: "AMD", model: "llama-3.1-70b"))
    let factor = try #require(sheet["assistant.model-error.throughput"])
    let estimate = try #require(factor.estimate)
    #expect(factor.value == 1)
    #expect(abs(.logarithm(estimate.high) - half) < 1e-12)
    #expect(abs(.logarithm(estimate.low) + half) < 1e-12)
    #expect(factor.evidence == .modelled && factor.provenance?.citations.isEmpty == false)
  }

  /// A plan that knows better says so; the total follows its factor.
  @Test func plansOverrideTheFactor() throws {
    let settings = ["amd-mi300x.model-error.throughput=0.5"]
    let path = Repository.path("Plans/inference-only.yaml")
    let slower = try Samples.plan(path, settings: settings).outcome
    let option = { (outcome: Outcome) in
      outcome.cases.first?.workloads.first?.options.first {
        $0.product.id == "amd-mi300x" && $0.way.label == "on-demand"
      }?.answer
    }
    let before = try #require(option(Samples.planned("inference-only").outcome))
    let after = try #require(option(slower))
    #expect(after.cost > 1.5 * before.cost)
    #expect(after.capacity == before.capacity.map { $0 / 2 })
  }

  /// Products of one family share a part of the error, others none.
  @Test func familiesShareAPart() throws {
    let outcome = try Samples.planned("inference-only").outcome
    let all = try Uncertainty.sample(
      [outcome], SamplingTerms(samples: 2000), withOptions: true)
    #expect(try #require(all.first?.cases.first?.total).deviation > 0)
    let pairs = outcome.errorPairs(withOptions: true)
    let names = pairs.map { Set([$0.a, $0.b]) }
    #expect(
      names.contains([
        "nvidia-h100-sxm5.model-error.throughput", "nvidia-h200-sxm.model-error.throughput",
      ]))
    #expect(!pairs.contains { $0.a.hasPrefix("amd-mi300x") && $0.b.hasPrefix("nvidia") })
    let copula = try Copula(pairs)
    let sampler = Sampler(seed: 1, rows: 4000, copula: copula)
    let a = sampler.shares(of: "nvidia-h100-sxm5.model-error.throughput")
    let b = sampler.shares(of: "nvidia-h200-sxm.model-error.throughput")
    // Of uniform shares, which is that of ranks.
    let rank = zip(a, b).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / 4000 * 12
    #expect(abs(rank - 0.27) < 0.05, "\(rank)")
  }
}

/// Fleets over samples.
@Suite struct FleetUncertaintyTests {
  private static func sampled(_ name: String, cores: Int = 1) throws -> UncertainFleet {
    let outcome = try Samples.planned(name).outcome
    let all = try Uncertainty.sample(
      [outcome], SamplingTerms(samples: 300, seed: 5, cores: cores), withOptions: true)
    return try #require(all.first?.fleet)
  }

  /// Prices and use that fall together make a fleet's value more uncertain, by the names that products
  /// share; that they do not move the inputs themselves is the sampler's.
  @Test func pricesAndUseMayMoveTogether() throws {
    func deviation(_ correlation: String) throws -> Double {
      let plan = FleetTests.cluster(price: "change: -40% to 0% per year")
        .replacing("steady: 70%", with: "steady: 50% to 90%")
      let outcome = try Samples.plan(text: plan + correlation).outcome
      let all = try Uncertainty.sample(
        [outcome], SamplingTerms(samples: 2000, seed: 5), withOptions: false)
      return try #require(all.first?.fleet).objective.deviation
    }
    let names = "[market.price.change, market.utilisation.steady]"
    let apart = try deviation("")
    let together = try deviation(
      "\ncorrelations: [{between: \(names), correlation: 0.8}]\n")
    let against = try deviation(
      "\ncorrelations: [{between: \(names), correlation: -0.8}]\n")
    #expect(together > apart * 1.05)
    #expect(against < apart * 0.95)
  }

  @Test(arguments: Samples.fleets)
  func sharesAddUp(name: String) throws {
    let outcome = try #require(Samples.planned(name).outcome.fleet)
    let fleet = try Self.sampled(name)
    let chosen = try #require(outcome.chosen)
    let product = outcome.options[chosen].product.id
    let rivals = fleet.options.filter {
      outcome.options[chosen].cluster != nil || outcome.options[$0.key].product.id == product
    }
    #expect(abs(rivals.values.map(\.wins).reduce(0, +) - 1) < 1e-12)
    if let pays = fleet.options[chosen]?.pays {
      #expect(pays == Double(fleet.values.count { $0 >= 0 }) / 300)
    }
    #expect(fleet.regret >= 0)
    #expect(fleet.objective.percentile(0.05) < fleet.objective.percentile(0.95))
    #expect(fleet.checks.count == outcome.checks.count)
  }

  @Test(arguments: Samples.fleets)
  func coresChangeNoBit(name: String) throws {
    let one = try Self.sampled(name).values.map(\.bitPattern)
    let two = try Self.sampled(name, cores: 2).values.map(\.bitPattern)
    #expect(one == two)
  }

  /// The market is one for all products: its inputs have one name.
  @Test func marketsAreShared() throws {
    let inputs = try Self.sampled("neocloud-sizing").inputs.map(\.name)
    #expect(inputs.contains("market.utilisation.steady"))
    #expect(inputs.contains { $0.hasPrefix("nvidia-") && $0.hasSuffix("price.purchase") })
  }

  /// At its flip point a fleet is worth nothing.
  @Test func flipsAreWhereItPays() throws {
    let sample = try Samples.planned("neocloud-sizing")
    let fleet = try #require(sample.outcome.fleet)
    let moves = try #require(Sensitivities(fleet, SamplingTerms(samples: 200)))
    let flip = try #require(
      moves.flips.first { $0.change == .pays && $0.input.name.hasSuffix("utilisation.steady") })
    let value = try #require(flip.value)
    let there = try Samples.plan(
      Repository.path("Plans/neocloud-sizing.yaml"),
      settings: ["market.utilisation.steady=\(value)"]
    ).outcome.fleet
    let worth = try #require(
      there?.options.first { $0.product.id == flip.product }?.cluster)
    #expect(abs(worth.npvOfCapital) < 1e-6)
  }
}
