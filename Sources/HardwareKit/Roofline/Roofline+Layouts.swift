import Figures
import Units

extension Roofline {
  /// Layouts of a training run on a number of accelerators: sizes that divide what they split.
  func trainingLayouts(_ training: TrainingWorkload, accelerators: Int) -> [Layout] {
    let model = training.model.architecture
    let request = training.layout
    let domain = Int(product.facts.scaleUpDomain?.value ?? 1)
    let fullySharded = training.stack.isFullySharded
    let heads = model.attention.heads
    let tensor = request.candidates(
      request.tp, fullySharded ? [1] : Self.tensorSizes(domain: domain, heads: heads))
    let pipeline = request.candidates(
      request.pp,
      fullySharded ? [1] : ([1, 2, 4, 8, 9, 14, 16, 18, 32].filter { $0 <= model.layers }))
    let context = request.candidates(
      request.cp, training.sequence.value >= 8192 ? [1, 2, 4, 8] : [1])
    let batch = training.batchSequences
    var result: [Layout] = []
    for tp in tensor {
      for pp in pipeline {
        for cp in context {
          let group = tp * pp * cp
          guard group <= accelerators, accelerators % group == 0 else { continue }
          let dp = accelerators / group
          guard dp <= batch, request.dp == 0 || request.dp == dp else { continue }
          for ep in expertSizes(training, tp: tp, ranks: dp * cp * tp) {
            for microBatch in request.candidates(request.microBatch, [1, 2, 4, 8])
            where dp * microBatch <= batch {
              for interleave in interleaves(
                training, pp: pp, microBatches: batch / (dp * microBatch))
              {
                result.append(
                  Layout(
                    tp: tp, pp: pp, dp: dp, cp: cp, ep: ep, interleave: interleave,
                    microBatch: microBatch, batch: batch, isGiven: request.isComplete))
              }
            }
          }
        }
      }
    }
    return result
  }

  /// Powers of two inside the scale-up domain that split the heads evenly: up to 8 in a server, to
  /// 64 in a rack of 72.
  private static func tensorSizes(domain: Int, heads: Int) -> [Int] {
    [1, 2, 4, 8, 16, 32, 64, 128].filter { $0 <= domain && heads % $0 == 0 }
  }

  private func expertSizes(_ training: TrainingWorkload, tp: Int, ranks: Int) -> [Int] {
    guard let experts = training.model.architecture.experts else { return [1] }
    let request = training.layout
    return request.candidates(
      request.ep,
      [1, 2, 4, 8, 16, 32, 64].filter {
        experts.count % $0 == 0 && $0 <= ranks && $0 >= min(tp, experts.count)
      })
  }

  /// Virtual stages: as many as leave each a layer. Interleaving needs a micro-batch for each stage.
  private func interleaves(_ training: TrainingWorkload, pp: Int, microBatches: Int) -> [Int] {
    if training.layout.interleave > 0 { return [training.layout.interleave] }
    guard pp > 1, microBatches >= pp else { return [1] }
    let layers = training.model.architecture.layers + 2
    return [1, 2, 4, 7, 8].filter { $0 == 1 || $0 * pp <= layers }
  }

  /// Layouts of a replica: tensor-parallel sizes inside the scale-up domain, pipeline stages, attention
  /// data parallelism where there are experts, and mean batches on a grid that grows by about a tenth.
  func servingLayouts(_ serving: ServingWorkload) -> [Layout] {
    let model = serving.model.architecture
    let request = serving.layout
    let domain =
      product.facts.scaleUpBandwidth == nil ? 1 : Int(product.facts.scaleUpDomain?.value ?? 1)
    let tensor = request.candidates(
      request.tp, Self.tensorSizes(domain: domain, heads: model.attention.heads))
    let pipeline = request.candidates(request.pp, [1, 2, 4, 8].filter { $0 <= model.layers })
    let batches = Layout.batches()
    let isGiven = request.tp > 0
    var result: [Layout] = []
    for tp in tensor {
      // Attention data parallelism takes the place of tensor parallelism over the same accelerators.
      let data = request.candidates(
        request.dp, model.experts == nil ? [1] : [1, 2, 4, 8, 16, 32, 64])
      for dp in data where dp == 1 || request.dp > 0 || (tp == 1 && dp <= domain) {
        for pp in pipeline where pp == 1 || request.pp > 0 || tp * dp * pp <= max(8, domain) {
          let experts = model.experts == nil ? 1 : request.ep > 0 ? request.ep : dp
          for batch in batches {
            result.append(
              Layout(tp: tp, pp: pp, dp: dp, ep: experts, batch: batch, isGiven: isGiven))
          }
        }
      }
    }
    return result
  }
}
