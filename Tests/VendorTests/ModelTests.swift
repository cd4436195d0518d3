import BuiltInPlugins
import Cerebras
import Endpoints
import Figures
import Groq
import HardwareKit
import SambaNova
import Testing
import Units

@Suite("Models of their own")
struct ModelTests {
  static let served: [(any HardwarePlugin, String)] = [
    (Groq(), "groq-lpu-v1"), (Cerebras(), "cerebras-cs3"), (SambaNova(), "sambanova-sn40l"),
  ]

  func model(_ index: Int) throws -> (product: Product, model: any ThroughputModel) {
    let (plugin, id) = Self.served[index]
    let product = try Vendor.product(id, of: plugin)
    return (product, plugin.throughputModel(for: product))
  }

  @Test(
    "a sheet and plain doubles agree to the last bit, and no formula is at fault", arguments: 0..<3)
  func readersAgree(_ index: Int) throws {
    let (_, model) = try model(index)
    for name in ["llama-3.1-70b", "mixtral-8x7b"] {
      let serving = try Vendor.serving(name, percentile: 0.95)
      let best = try #require(Vendor.best(model, serving))
      var sheet = Sheet()
      let written = try model.estimate(.serve(serving), layout: best.layout, in: &sheet)
      #expect(sheet.faults.isEmpty, "\(sheet.faults)")
      #expect(written.tokensPerSecond.value == best.throughput.tokensPerSecond)
      #expect(written.tpot?.value == best.throughput.tpot)
      #expect(written.ttft?.value == best.throughput.ttft)
      #expect(written.accelerators.value == best.throughput.accelerators)
      // The result is a formula over constants of ours.
      let grade = try #require(sheet["replica.tokens-per-second"]?.evidence)
      #expect(grade >= .modelled)
    }
  }

  @Test("a larger model needs more accelerators and is slower", arguments: 0..<3)
  func size(_ index: Int) throws {
    let (_, model) = try model(index)
    let small = try #require(Vendor.best(model, try Vendor.serving("llama-3.1-8b")))
    let large = try #require(Vendor.best(model, try Vendor.serving("llama-3.1-70b")))
    #expect(large.throughput.accelerators >= small.throughput.accelerators)
    #expect(try #require(large.throughput.tpot) > (try #require(small.throughput.tpot)))
    let (a, b) = (small.throughput, large.throughput)
    #expect(b.tokensPerSecond / b.accelerators < a.tokensPerSecond / a.accelerators)
  }

  @Test("weights and cache fit the replica's memory", arguments: 0..<3)
  func fits(_ index: Int) throws {
    let (product, model) = try model(index)
    let serving = try Vendor.serving("llama-3.1-70b", precision: .fp8, percentile: 0.95)
    let best = try #require(Vendor.best(model, serving))
    var sheet = Sheet()
    _ = try model.estimate(.serve(serving), layout: best.layout, in: &sheet)
    let held = try #require(sheet["memory.replica-weights"]).value
    let cache = try #require(sheet["memory.replica-cache"]).value
    let memory = try #require(product.facts.memory).value
    #expect(held + cache <= best.throughput.accelerators * memory)
    // No figure above the physical peak.
    let operations = 2 * serving.model.activeParameters.value * best.throughput.tokensPerSecond
    let peak = try #require(product.facts.peaks[.bf16]).value
    #expect(operations <= best.throughput.accelerators * peak)
  }

  @Test("a time per output token that the hardware cannot reach is refused", arguments: 0..<3)
  func limits(_ index: Int) throws {
    let (_, model) = try model(index)
    let serving = try Vendor.serving("llama-3.1-70b", tpot: 1e-6)
    let layout = try #require(model.layouts(for: .serve(serving)).first)
    var scratch = Scratch()
    #expect {
      _ = try model.estimate(.serve(serving), layout: layout, in: &scratch)
    } throws: {
      ($0 as? Infeasible)?.limit == .timePerOutputToken
    }
  }

  @Test("Groq: a plan sets the stages, and the rate of the system follows")
  func stages() throws {
    let (_, model) = try model(0)
    var few = LayoutRequest()
    few.pp = 10
    let narrow = try #require(
      Vendor.best(model, try Vendor.serving("llama-3.1-70b", layout: few)))
    let wide = try #require(Vendor.best(model, try Vendor.serving("llama-3.1-70b")))
    #expect(narrow.layout.pp == 10)
    #expect(wide.layout.pp > 50)
    #expect(wide.throughput.tokensPerSecond > 4 * narrow.throughput.tokensPerSecond)
  }

  @Test("Groq: more requests than the pipeline has places are refused")
  func places() throws {
    let (_, model) = try model(0)
    let serving = try Vendor.serving("llama-3.1-8b")
    var scratch = Scratch()
    #expect {
      _ = try model.estimate(.serve(serving), layout: Layout(batch: 500), in: &scratch)
    } throws: {
      ($0 as? Infeasible)?.limit == .requestsInFlight
    }
  }

  @Test(
    "Cerebras: wafers for the 16-bit weights",
    arguments: [("llama-3.1-8b", 1), ("llama-3.1-70b", 4), ("llama-3.1-405b", 19)])
  func wafers(_ name: String, _ wafers: Int) throws {
    let (_, model) = try model(1)
    let layout = try #require(model.layouts(for: .serve(try Vendor.serving(name))).first)
    #expect(layout.batch == 1)
    #expect(layout.pp == wafers)
  }

  @Test("SN40L: sixteen sockets hold what eight do not")
  func sockets() throws {
    let (_, model) = try model(2)
    let best = try #require(Vendor.best(model, try Vendor.serving("llama-3.1-405b")))
    #expect(best.layout.tp == 16)
  }

  @Test(
    "training is refused with its reason",
    arguments: zip(0..<3, ["no training software", "no published", "no published"]))
  func training(_ index: Int, _ reason: String) throws {
    let (_, model) = try model(index)
    let training = try Vendor.training()
    #expect(try #require(model.refusal(of: training)).hasPrefix(reason))
    #expect(model.layouts(for: training).isEmpty)
  }

  @Test("a system whose rate nobody publishes is refused; the roofline says what it lacks")
  func unknown() throws {
    let product = try Vendor.product("cerebras-cs2", of: Cerebras())
    let serving = try Vendor.serving("llama-3.1-8b")
    let reason = Cerebras().throughputModel(for: product).refusal(of: .serve(serving))
    #expect(reason == "no published rate of this system in serving")
    #expect(Roofline(product).unknowns(for: .serve(serving)) == ["calibration"])
  }

  @Test("hardware that nobody names is refused with its reason")
  func endpoints() throws {
    let product = try Vendor.product("hosted-endpoint", of: Endpoints())
    let model = Endpoints().throughputModel(for: product)
    let serving = try Vendor.serving("llama-3.1-8b")
    #expect(model.refusal(of: .serve(serving)) == "hardware unknown: sold by the token only")
    #expect(model.layouts(for: .serve(serving)).isEmpty)
    #expect(product.facts.memory == nil)
  }

  @Test("every product of a manifest is in its catalog, and the other way round")
  func manifests() throws {
    for plugin in builtInPlugins {
      let manifest = type(of: plugin).manifest
      #expect(try plugin.catalog().products.map(\.id).sorted() == manifest.products.sorted())
    }
  }
}

/// What a plan knows better reaches the models that plugins bring.
@Suite struct OverrideTests {
  @Test func aFactOfThePlanChangesThePluginsModel() throws {
    let registry = ProductRegistry(builtInPlugins)
    for (id, model) in [
      ("groq-lpu-v1", "llama-3.1-8b"), ("cerebras-cs3", "llama-3.1-8b"),
      ("sambanova-sn40l", "llama-3.1-8b"),
    ] {
      let entry = try #require(try registry.products([id])[id])
      let memory = try #require(entry.product.facts.memory)
      var facts = ProductFacts()
      facts.memory = Fact(
        memory.value / 1e6, Provenance(.commandLine("a test"), evidence: .assumed))
      let serving = try Vendor.serving(model)
      #expect(Vendor.best(entry.throughput, serving) != nil, "\(id)")
      let starved = Vendor.best(entry.with(facts).throughput, serving)
      let before = try #require(Vendor.best(entry.throughput, serving)).throughput.accelerators
      // Less memory takes more chips, or does not fit at all.
      #expect(starved.map { $0.throughput.accelerators > before } ?? true, "\(id)")
    }
  }
}
