import BuiltInPlugins
import Figures
import HardwareKit
import Testing
import Units

@Suite struct CatalogTests {
  /// The chips of the shared roofline; those with models of their own stand in `VendorTests`.
  static let ids = builtInPlugins.map { type(of: $0).manifest }
    .filter { !["Groq", "Cerebras", "SambaNova", "Endpoints"].contains($0.id) }
    .flatMap(\.products)

  static func product(_ id: String) throws -> ModelledProduct {
    try #require(try ProductRegistry(builtInPlugins).products([id])[id])
  }

  @Test("the catalog loads and holds the products of the manifest", arguments: ids)
  func loads(id: String) throws {
    let product = try Self.product(id).product
    #expect(product.id == id)
    #expect(product.facts.memory != nil)
    #expect(product.facts.memoryBandwidth != nil)
    #expect(product.facts.peaks[.bf16] != nil)
  }

  @Test("facts of a product fit each other", arguments: ids)
  func plausible(id: String) throws {
    let facts = try Self.product(id).product.facts
    func within(_ value: Double?, _ range: ClosedRange<Double>, _ name: Comment) {
      if let value { #expect(range.contains(value), name) }
    }
    // Facts are held against each other and not against today's largest chip: a link both ways, GB for
    // Gbit or GB/s for TB/s falls out of these, whatever the next chip is.
    let memory = try #require(facts.memory).value
    let bandwidth = try #require(facts.memoryBandwidth).value
    let bf16 = try #require(facts.peaks[.bf16]).value
    // A token reads the weights once, so that a memory is built to be read in hundredths of a second.
    within(memory / bandwidth, 0.001...0.5, "seconds to read the memory once")
    within(bf16 / bandwidth, 20...2000, "operations a byte at the ridge")
    within(facts.scaleUpBandwidth.map { $0.value / bandwidth }, 0.005...1, "scale-up over memory")
    within(
      facts.scaleOutBandwidth.map { $0.value / bandwidth }, 0.001...0.2, "scale-out over memory")
    if let up = facts.scaleUpBandwidth?.value, let out = facts.scaleOutBandwidth?.value {
      #expect(out <= 2 * up, "scale-out over scale-up")
    }
    if let fp8 = facts.peaks[.fp8]?.value {
      within(fp8 / bf16, 0.99...2.1, "fp8 over bf16")
    }
    if let power = facts.power?.value, let node = facts.nodePower?.value,
      let count = facts.nodeAccelerators?.value
    {
      within(node / (count * power), 1.1...2.1, "node over its accelerators")
    }
  }

  @Test("a family has no share above one", arguments: ids)
  func shares(id: String) throws {
    let product = try Self.product(id).product
    let training = try #require(product.trainingCalibration)
    let serving = try #require(product.servingCalibration)
    let single = [
      training.attentionCore, training.memoryShare, training.scaleUp,
      training.scaleOut, serving.expertProducts, serving.prefillAttention, serving.link,
    ]
    let shares = [
      Array(training.gemm.values), single, [serving.bandwidth],
      Array(serving.bandwidthFactors.values),
      Array(serving.products.values),
    ].joined()
    for share in shares {
      #expect(share.value > 0 && share.value <= 1)
      #expect(share.low <= share.value && share.value <= share.high && share.high <= 1)
    }
  }

  @Test("every peak has the share that both models ask for", arguments: ids)
  func calibrated(id: String) throws {
    let product = try Self.product(id).product
    for format in product.facts.peaks.keys where format != .int8 {
      #expect(product.trainingCalibration?.gemm[format] != nil, "training in \(format)")
      let group = ServingCalibration.Group(format)
      #expect(product.servingCalibration?.products[group] != nil, "serving in \(format)")
      #expect(product.servingCalibration?.bandwidthFactors[group] != nil, "weights in \(format)")
    }
  }

  @Test("a small model is served, or what is unknown has a name", arguments: ids)
  func serves(id: String) throws {
    let modelled = try Self.product(id)
    let serving = try llama8B()
    let workload = Workload.serve(serving)
    if modelled.throughput.refusal(of: workload) != nil { return }
    let unknowns = modelled.throughput.unknowns(for: workload)
    let layouts = modelled.throughput.layouts(for: workload)
    #expect(!unknowns.isEmpty || !layouts.isEmpty)
    guard unknowns.isEmpty else { return }
    var best = 0.0
    for layout in layouts {
      var ledger = Scratch()
      let rate: Throughput<Double>
      do throws(Infeasible) {
        rate = try modelled.throughput.estimate(workload, layout: layout, in: &ledger)
      } catch {
        continue
      }
      best = max(best, rate.tokensPerSecond / rate.accelerators)
    }
    // Two operations a parameter for each of three tokens computed, at no more than dense peak.
    let peak = try #require(modelled.product.facts.peaks[.bf16]).value
    #expect(best > 0, "no layout is feasible")
    #expect(best * 3 * 2 * 8e9 < peak, "faster than the chip")
  }
}
