import Diagnostics
import Figures
import HardwareKit
import Units

/// Holds the measured points of a file against the datasheet beside them: a rate above what peak
/// arithmetic or memory bandwidth allow was misread, or counts something else.
struct MeasuredPointCheck {
  let models: ModelCatalogue

  func problems(of point: MeasuredPoint, on product: Product) -> [Diagnostic] {
    guard let entry = models[point.model], entry.architecture.id == point.model else {
      return [
        .unreadPoint(point.model, suggestion: models.suggestion(for: point.model), at: point.span)
      ]
    }
    let provenance = Provenance(.definition("a measured model"), evidence: nil)
    let model = ModelFacts(entry.architecture, provenance: provenance)
    let accelerators = Double(point.tp)
    let rate = point.rate.value
    var problems: [Diagnostic] = []
    func breach(_ message: String) {
      problems.append(.breach(.physics, product.id, message, at: point.span))
    }
    // Embedding rows are looked up, not multiplied.
    let active = model.activeParameters.value - model.embeddingParameters.value
    let formats = [point.precision] + point.precision.widerFormats
    if let peak = formats.lazy.compactMap({ product.facts.peaks[$0]?.value }).first,
      2 * active * rate > accelerators * peak
    {
      breach("the measured rate needs more arithmetic than the peak")
    }
    if let bandwidth = product.facts.memoryBandwidth?.value {
      // A step reads the weights of one token at least, and gives each request one token.
      let bytes = active * point.precision.bytes.value
      if rate / point.batch > accelerators * bandwidth / bytes {
        breach("the measured rate reads weights faster than the memory allows")
      }
    }
    return problems
  }
}
