import Figures
import Units

extension Roofline {
  /// Layouts of a training run on a number of accelerators: sizes that divide what they split.
  ///
  /// Tensor groups divide the heads and stay inside a scale-up domain; stages, context groups and
  /// replicas divide the accelerators; experts divide evenly over their group; replicas and
  /// micro-batches divide the batch where any do. Stacks that shard everything split nothing else.
  /// Each is listed for every number format that the plan allows and the product computes in.
  /// Nothing else is left out, so that the fastest of these is the fastest there is.
  func trainingLayouts(_ training: TrainingWorkload, accelerators: Int) -> [Layout] {
    let model = training.model.architecture
    let request = training.layout
    let isFullySharded = training.stack.isFullySharded
    let domain = Int(saturating: product.facts.scaleUpDomain?.value ?? 1)
    let divisors = Self.divisors(of: accelerators)
    let tensor = request.candidates(
      request.tp,
      isFullySharded
        ? [1] : divisors.filter { $0 <= domain && model.attention.heads % $0 == 0 })
    let pipeline = request.candidates(
      request.pp, isFullySharded ? [1] : divisors.filter { $0 <= min(64, model.layers) })
    let context = request.candidates(
      request.cp, isFullySharded ? [1] : [1, 2, 4, 8].filter(divisors.contains))
    let batch = training.batchSequences
    let shardings =
      training.options.shardings.isEmpty
      ? [training.stack.sharding] : training.options.shardings
    let choices = formats(training).flatMap { precision in shardings.map { (precision, $0) } }
    var result: [Layout] = []
    for tp in tensor {
      for pp in pipeline {
        for cp in context {
          let group = tp.times(pp).times(cp)
          guard group <= accelerators, accelerators % group == 0 else { continue }
          let dp = accelerators / group
          guard dp <= batch, request.dp == 0 || request.dp == dp else { continue }
          let microBatches = request.candidates(
            request.microBatch, Self.microBatches(batch: batch, replicas: dp))
          for ep in expertSizes(training, tp: tp, ranks: dp.times(cp).times(tp)) {
            for interleave in interleaves(training, pp: pp) {
              for (precision, sharding) in choices {
                for microBatch in microBatches
                where dp.times(microBatch) <= batch
                  && Self.canInterleave(interleave, pp, batch: batch, dp.times(microBatch), request)
                {
                  result.append(
                    Layout(
                      tp: tp, pp: pp, dp: dp, cp: cp, ep: ep, interleave: interleave,
                      microBatch: microBatch, batch: batch, sharding: sharding,
                      precision: precision, isGiven: request.isComplete))
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  /// The number formats to search: of those that the plan allows the ones that the product has units for,
  /// else the first that it stands in for with a wider one; nil alone where the plan leaves no choice.
  private func formats(_ training: TrainingWorkload) -> [Precision?] {
    let allowed = training.options.precisions
    guard !allowed.isEmpty else { return [nil] }
    let known = allowed.filter { self.training[$0.ordinal] != nil }
    let own = known.filter {
      product.facts.peaks[$0] != nil || product.trainingCalibration?.gemm[$0] != nil
    }
    return own.isEmpty ? Array(known.prefix(1)) : own
  }

  private static func divisors(of number: Int) -> [Int] {
    guard number > 0 else { return [] }
    var low: [Int] = []
    var high: [Int] = []
    var candidate = 1
    while candidate * candidate <= number {
      if number % candidate == 0 {
        low.append(candidate)
        if candidate * candidate < number { high.insert(number / candidate, at: 0) }
      }
      candidate += 1
    }
    return low + high
  }

  /// Sizes up to 16 that divide the sequences of a replica; powers of two where a batch does not
  /// divide by the replicas.
  static func microBatches(batch: Int, replicas: Int) -> [Int] {
    guard batch % replicas == 0 else { return [1, 2, 4, 8, 16] }
    return (1...16).filter { (batch / replicas) % $0 == 0 }
  }

  /// Powers of two inside the scale-up domain that split the heads evenly: up to 8 in a server, to
  /// 64 in a rack of 72.
  static func tensorSizes(domain: Int, heads: Int) -> [Int] {
    [1, 2, 4, 8, 16, 32, 64, 128].filter { $0 <= domain && heads % $0 == 0 }
  }

  private func expertSizes(_ training: TrainingWorkload, tp: Int, ranks: Int) -> [Int] {
    guard let experts = training.model.architecture.experts else { return [1] }
    let request = training.layout
    return request.candidates(
      request.ep,
      Self.divisors(of: ranks).filter {
        experts.count % $0 == 0 && $0 <= 128 && $0 >= min(tp, experts.count)
      })
  }

  /// Virtual stages of a stage: those that leave each as many layers, or as many once embedding and
  /// head count as a layer each.
  private func interleaves(_ training: TrainingWorkload, pp: Int) -> [Int] {
    if training.layout.interleave > 0 { return [training.layout.interleave] }
    guard pp > 1 else { return [1] }
    let layers = training.model.architecture.layers
    return (1...max(1, layers / pp)).filter {
      $0 == 1 || layers % ($0 * pp) == 0 || (layers + 2) % ($0 * pp) == 0
    }
  }

  /// Interleaving needs a micro-batch for each stage.
  private static func canInterleave(
    _ interleave: Int, _ pp: Int, batch: Int, _ sequences: Int, _ request: LayoutRequest
  ) -> Bool {
    interleave == 1 || request.interleave > 0 || batch / sequences >= pp
  }
}
