import Figures
import HardwareKit
import Planning
import Units

/// What a plan allows of each technique, in its order, the first that of a plan without a choice.
struct Techniques {
  /// With their tokens, and what they are worth; without a key, none.
  var speculations: [ServingTechnique]
  var chunks: [ServingTechnique]
  var pools: [ServingTechnique]
}

extension PlanReader {
  /// Every combination; one where the plan leaves no choice.
  static func variants(
    _ formats: Formats, _ techniques: Techniques, _ engine: ServingEngine
  ) -> [ServingVariant] {
    var result: [ServingVariant] = []
    for precision in formats.weights {
      let own: Precision = precision.bytes.value > 1 ? precision : .fp8
      for cache in formats.caches.isEmpty ? [own] : formats.caches {
        for speculation in techniques.speculations {
          for chunk in techniques.chunks {
            for pool in techniques.pools where result.count <= Plan.mostVariants {
              var technique = speculation
              technique.chunk = chunk.chunk
              technique.takesWholePrompts = chunk.takesWholePrompts
              technique.disaggregated = pool.disaggregated
              technique.prefillReplicas = pool.prefillReplicas
              technique.decodeReplicas = pool.decodeReplicas
              technique.prefillLayout = pool.prefillLayout
              var choice = ServingChoice()
              choice.index = result.count
              if formats.weights.count > 1 { choice.precision = precision }
              if formats.caches.count > 1 { choice.cachePrecision = cache }
              if techniques.speculations.count > 1 {
                let tokens = technique.verified ?? engine.constants.verified
                choice.speculation = .init(
                  tokens: technique.speculation ? Int(saturating: tokens.value) : 0)
              }
              if techniques.chunks.count > 1 { choice.chunk = Self.name(of: chunk) }
              result.append(
                ServingVariant(
                  precision: precision, cachePrecision: cache, technique: technique,
                  choice: choice, needsUnits: formats.isSearched))
            }
          }
        }
      }
    }
    return result
  }

  private static func name(of technique: ServingTechnique) -> ServingChoice.Chunk {
    if technique.takesWholePrompts { return .whole }
    return technique.chunk.map { .tokens(Int(saturating: min($0.value, 1e15))) } ?? .engine
  }
}
