import Figures
import Units

extension Roofline {
  /// Layouts of a replica, or of a unit of pools: sizes and mean batches on a grid that grows by about a
  /// tenth.
  ///
  /// Tensor groups are powers of two that divide the heads, attention data parallelism multiplies them
  /// where there are experts, and both stay inside the scale-up domain; pipeline stages reach as far as
  /// weights need. Experts are split over all accelerators of a stage, whatever `ep` is called: see the
  /// documentation of serving.
  func servingLayouts(_ serving: ServingWorkload, on device: ServingDevice?) -> [Layout] {
    // Without a limit on the time per token a batch may be as large as the engine's.
    let batches = Layout.batches(upTo: serving.tpot.value < TimeSpan.year ? 1024 : 4096)
    let sizes = replicaSizes(serving, serving.layout)
    guard serving.technique.disaggregated else {
      return sizes.flatMap { size in
        Self.fractions(serving, size) + batches.map { Self.layout(serving, size, batch: $0) }
      }
    }
    guard let device else { return [] }
    return pooledLayouts(serving, on: device, sizes: sizes, batches: batches)
  }

  /// Less than one request on average, where requests arrive.
  private static func fractions(_ serving: ServingWorkload, _ size: ReplicaSizes) -> [Layout] {
    guard !serving.variation.isClosed else { return [] }
    return Layout.partsOfOne.map { parts in
      var layout = layout(serving, size, batch: 1)
      layout.batchParts = parts
      return layout
    }
  }

  private static func layout(
    _ serving: ServingWorkload, _ size: ReplicaSizes, batch: Int
  ) -> Layout {
    let request = serving.layout
    let experts = !serving.model.hasExperts ? 1 : request.ep > 0 ? request.ep : size.dp
    return Layout(
      tp: size.tp, pp: size.pp, dp: size.dp, ep: experts, batch: batch, isGiven: request.tp > 0)
  }

  private func replicaSizes(
    _ serving: ServingWorkload, _ request: LayoutRequest
  ) -> [ReplicaSizes] {
    let model = serving.model.architecture
    let domain =
      product.facts.scaleUpBandwidth == nil
      ? 1 : Int(saturating: product.facts.scaleUpDomain?.value ?? 1)
    let tensor = request.candidates(
      request.tp, Self.tensorSizes(domain: domain, heads: model.attention.heads))
    let pipeline = request.candidates(request.pp, [1, 2, 4, 8].filter { $0 <= model.layers })
    let data = request.candidates(
      request.dp, model.experts == nil ? [1] : [1, 2, 4, 8, 16, 32, 64])
    let largest = largestReplica(serving, domain: domain)
    var result: [ReplicaSizes] = []
    for tp in tensor {
      for dp in data where dp == 1 || request.dp > 0 || tp.times(dp) <= domain {
        for pp in pipeline where pp == 1 || request.pp > 0 || tp.times(dp).times(pp) <= largest {
          result.append(ReplicaSizes(tp: tp, pp: pp, dp: dp))
        }
      }
    }
    return result
  }

  /// Accelerators up to which stages are added: those of a server, and twice as many as often as their
  /// memory would not hold the weights.
  private func largestReplica(_ serving: ServingWorkload, domain: Int) -> Int {
    let weights = serving.model.parameters.value * serving.precision.bytes.value
    let memory = product.facts.memory?.value ?? 0
    guard memory > 0 else { return max(8, domain) }
    var largest = max(8, domain)
    while weights > Double(largest) * memory, largest < Self.largestPipeline { largest *= 2 }
    return largest
  }

  private static let largestPipeline = 64

  // MARK: Pools

  /// Units of two pools. Of the sizes for prompts those that another beats in accelerators, time and
  /// hand-over at once are left out; of the ratios those whose prompts would queue without end.
  private func pooledLayouts(
    _ serving: ServingWorkload, on device: ServingDevice, sizes: [ReplicaSizes], batches: [Int]
  ) -> [Layout] {
    let request = serving.technique.prefillLayout ?? serving.layout
    let own = serving.technique.prefillLayout != nil || serving.layout.isFree
    let ratios = Self.ratios(serving.technique)
    let prompts = own ? promptPools(serving, on: device, replicaSizes(serving, request)) : []
    var result: [Layout] = []
    for size in sizes {
      let same = PromptPool(serving, on: device, size)
      let pools = own ? prompts : [same]
      let pace = DecodePace(serving, on: device, Self.layout(serving, size, batch: 1))
      for batch in batches {
        let rate = pace.requests(batch)
        for pool in pools {
          for ratio in ratios {
            let load = Double(ratio.decode) * rate * pool.prompt / Double(ratio.prefill)
            // The last ratio stays, so that a miss can be told.
            guard load < 1 || ratio == ratios[ratios.count - 1] else { continue }
            var layout = Self.layout(serving, size, batch: batch)
            layout.prefillReplicas = ratio.prefill
            layout.decodeReplicas = ratio.decode
            layout.prefillSizes = pool.size == size ? nil : pool.size
            result.append(layout)
          }
        }
      }
    }
    return result
  }

  private struct Ratio: Equatable {
    let prefill: Int
    let decode: Int
  }

  /// Replicas that compute prompts beside replicas that decode: ratios of small whole numbers, each once,
  /// the one with the most room for prompts last.
  private static func ratios(_ technique: ServingTechnique) -> [Ratio] {
    func candidates(_ fixed: Int) -> ClosedRange<Int> {
      fixed > 0 ? fixed...fixed : 1...largestPool
    }
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    let isFree = technique.prefillReplicas == 0 && technique.decodeReplicas == 0
    let all = candidates(technique.prefillReplicas).flatMap { prefill in
      candidates(technique.decodeReplicas).compactMap { decode in
        isFree && divisor(prefill, decode) > 1 ? nil : Ratio(prefill: prefill, decode: decode)
      }
    }
    return all.sorted { $0.prefill * $1.decode < $1.prefill * $0.decode }
  }

  private static let largestPool = 6

  /// A replica for prompts, as the search compares them.
  private struct PromptPool {
    let size: ReplicaSizes
    /// Seconds of a prompt, and bytes that one accelerator hands over.
    let prompt: Double
    let handed: Double
    /// Whether weights and the prompts of a step fit.
    let fits: Bool

    init(_ serving: ServingWorkload, on device: ServingDevice, _ size: ReplicaSizes) {
      self.size = size
      let layout = Roofline.layout(serving, size, batch: 1)
      var scratch = Scratch()
      let step = Roofline.servingStep(serving, on: device, layout: layout, in: &scratch)
      let pool = Roofline.prompts(
        serving, serving.request(in: &scratch), on: device, layout: layout, step: step,
        in: &scratch)
      prompt = pool.prompt
      handed = pool.handed
      var fits = true
      do throws(Infeasible) {
        _ = try Roofline.hold(
          pool.held, serving, on: device, layout: layout, perToken: step.cachePerToken,
          pool.context, in: &scratch)
      } catch {
        fits = false
      }
      self.fits = fits
    }

    /// Whether it is no worse in anything and better in something.
    func beats(_ other: PromptPool) -> Bool {
      size.accelerators <= other.size.accelerators && prompt <= other.prompt
        && handed <= other.handed
        && (size.accelerators < other.size.accelerators || prompt < other.prompt
          || handed < other.handed)
    }
  }

  private func promptPools(
    _ serving: ServingWorkload, on device: ServingDevice, _ sizes: [ReplicaSizes]
  ) -> [PromptPool] {
    let all = sizes.map { PromptPool(serving, on: device, $0) }
    let fitting = all.filter(\.fits)
    // Where none fits the largest stays, so that a miss can be told.
    guard !fitting.isEmpty else {
      return Array(all.sorted { $0.size.accelerators < $1.size.accelerators }.suffix(1))
    }
    return fitting.filter { pool in !fitting.contains { $0.beats(pool) } }
  }

  /// How fast a replica that only decodes finishes requests.
  private struct DecodePace {
    let step: ServingStep<Double>
    let context: Double
    let steps: Double

    init(_ serving: ServingWorkload, on device: ServingDevice, _ layout: Layout) {
      var scratch = Scratch()
      step = Roofline.servingStep(serving, on: device, layout: layout, in: &scratch)
      let request = serving.request(in: &scratch)
      context = request.context / request.oneToken
      steps = request.answer / request.oneToken / step.gained
    }

    func requests(_ batch: Int) -> Double {
      Double(batch)
        / (steps
          * step.seconds(sequences: Double(batch), context: context, prompt: 0, pairs: 0))
    }
  }
}
