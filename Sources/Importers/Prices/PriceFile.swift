public import Diagnostics
import HardwareKit
import JSON

/// Lines of a price file of one's own, as `--prices` reads it.
public struct ImportedPrices: Sendable {
  struct Rental {
    let product: String
    let commitment: Commitment
    let region: String
    /// Dollars an hour of one accelerator.
    let price: Double
    let instance: String
    let accelerators: Double
    let line: Int
  }

  struct Endpoint {
    let product: String
    let provider: String
    let model: String
    /// Dollars for a million tokens.
    let input: Double
    let output: Double
    let note: String
  }

  /// What the file was recognised as.
  public let format: String
  let file: String
  let date: String
  let provider: String?
  let segment: Segment?
  var rentals: [Rental] = []
  var endpoints: [Endpoint] = []
  public internal(set) var warnings = DiagnosticList()

  public var count: Int { rentals.count + endpoints.count }

  /// The file, every line with its source.
  public var yaml: String {
    var text = """
      # Prices read from \(file.jsonText) (\(format)), in US dollars. Rents are of one accelerator for an hour.
      headroom-data: 1
      sources:
        import: {title: \(format.jsonText), publisher: \((provider ?? format).jsonText), date: \(date), locator: \(file.jsonText)}

      """
    if let provider, let segment {
      text += "providers:\n  \(provider.jsonText): {segment: \(segment.rawValue)}\n"
    }
    if !rentals.isEmpty {
      text += "rental:\n"
      for line in rentals {
        text +=
          "  - {product: \(line.product), provider: \((provider ?? "").jsonText), commitment: \(line.commitment.rawValue), region: \(line.region.jsonText), price: $\(Self.digits(line.price))/h, date: \(date), source: import, instance: \(line.instance.jsonText), accelerators: \(shortest(line.accelerators)), note: \("line \(line.line)".jsonText)}\n"
      }
    }
    if !endpoints.isEmpty {
      text += "endpoints:\n"
      for line in endpoints {
        text +=
          "  - {product: \(line.product), provider: \(line.provider.jsonText), model: \(line.model), input: $\(Self.digits(line.input)) per M tokens, output: $\(Self.digits(line.output)) per M tokens, date: \(date), source: import, note: \(line.note.jsonText)}\n"
      }
    }
    return text
  }

  /// Without what a division and a million times leave behind the ninth digit.
  private static func digits(_ value: Double) -> String {
    var scale = 1.0
    while value * scale < 1e8, scale < 1e12 { scale *= 10 }
    return shortest((value * scale).rounded() / scale)
  }
}
