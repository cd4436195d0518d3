import Diagnostics
import Figures
@testable import HardwareKit
import Testing
import Units

@Test func trial() throws {
  do {
  let data = try SharedData.embedded()
  let catalog = try Catalog(embedded: "H100")
  let llama = ModelArchitecture(
    id: "llama-3.1-405b", name: "Llama", layers: 126, hidden: 16384,
    attention: .grouped(GroupedAttention(heads: 128, keyValueHeads: 8, headDimension: 128)),
    feedForward: FeedForward(width: 53248), vocabulary: 128256, context: 131072)
  let p = Provenance(.assumed("x"), evidence: .assumed)
  let facts = ModelFacts(llama, provenance: p)
  print(facts.parameters.value, data.stacks.map(\.id))
  let stack = data.stacks.first { $0.id == "megatron-2024" }!
  var request = LayoutRequest()
  for given in [true, false] {
    if given { request.tp = 8; request.pp = 16; request.cp = 1 } else { request = LayoutRequest() }
    for n in given ? [16384, 8192] : [16384, 8192] {
      let w = TrainingWorkload(model: facts, method: .pretrain, sequence: Fact(8192, p), batch: Fact(16_777_216, p), precision: .bf16, stack: stack, layout: request, constants: data.constants)
      let model = Roofline(catalog.products[0])
      print(model.unknowns(for: .train(w, accelerators: n)))
      let layouts = model.layouts(for: .train(w, accelerators: n))
      var best: (Double, Layout)?
      for l in layouts {
        var s = Scratch()
        do { let t = try model.estimate(.train(w, accelerators: n), layout: l, in: &s)
          if t.tokensPerSecond > best?.0 ?? 0 { best = (t.tokensPerSecond, l) }
        } catch { if given { print(l, error) } }
      }
      print(layouts.count, best.map { "\($0.1.text) v\($0.1.interleave) b\($0.1.microBatch) \($0.0 / Double(n)) hours \(15.6e12 / $0.0 * Double(n) / 3600 / 1e6)" } ?? "none")
      if let best {
        var sheet = Sheet()
        _ = try model.estimate(.train(w, accelerators: n), layout: best.1, in: &sheet)
        
        print(sheet.faults)
      }
    }
  }
  let v = data.engines[0]
  let llama70 = ModelArchitecture(
    id: "llama-3.1-70b", name: "Llama", layers: 80, hidden: 8192,
    attention: .grouped(GroupedAttention(heads: 64, keyValueHeads: 8, headDimension: 128)),
    feedForward: FeedForward(width: 28672), vocabulary: 128256, context: 131072)
  for (name, arch) in [("70", llama70), ("405", llama)] {
  let sw = ServingWorkload(model: ModelFacts(arch, provenance: p), prompt: Fact(1500, p), answer: Fact(300, p), prefixCache: Fact(0.3, p), ttft: Fact(1, p), ttftPercentile: Fact(0.95, p), tpot: Fact(0.08, p), tpotPercentile: Fact(0.95, p), precision: .fp8, cachePrecision: .fp8, engine: v, layout: LayoutRequest())
  for product in catalog.products {
    let model = Roofline(product)
    print(name, product.id, model.unknowns(for: .serve(sw)))
    var best: [Int: (Double, Layout, Throughput<Double>)] = [:]
    var worst: Infeasible?
    for l in model.layouts(for: .serve(sw)) {
      var s = Scratch()
      do { let t = try model.estimate(.serve(sw), layout: l, in: &s)
        if t.tokensPerSecond > best[l.tp]?.0 ?? 0 { best[l.tp] = (t.tokensPerSecond, l, t) } } catch { worst = error as? Infeasible }
    }
    for (k, b) in best.sorted(by: { $0.key < $1.key }) { print("  tp\(k) batch \(b.1.batch) tok/s \(b.0) per gpu \(b.0/Double(k)) tpot \(b.2.tpot!) ttft \(b.2.ttft!)") }
    if best.isEmpty { print(worst as Any) }
  }
  }
  } catch let e as DiagnosticList { print(DiagnosticRenderer().text(e)); throw e }
}
