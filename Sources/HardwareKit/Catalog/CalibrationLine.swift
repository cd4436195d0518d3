import Documents
public import Figures

/// A constant of a product's calibration as its datasheet gives it, for a reader to weigh.
///
/// The models read typed constants; this is the same line as text, whatever model it belongs to.
public struct CalibrationLine: Sendable {
  /// Section and key: `training.gemm-bf16`, `serving.mbu`, `model.layer-time`.
  public let name: String
  /// As written, with its range where it has one: `55% (25% .. 75%)`.
  public let value: String
  public let evidence: Evidence
  public let citation: Citation?
  public let note: String?
}

extension CalibrationLine {
  /// Every constant that holds for a product: those of its family, then its own.
  ///
  /// - Parameters:
  ///   - family: The node `calibration.<family>`.
  ///   - own: The node of the product in it, or of the products without rows of their own.
  static func all(in family: Node?, own: Node?, sources: SourceTable) -> [CalibrationLine] {
    let sections = (family?.mapping?.entries ?? []).filter { $0.key != "products" }
    return sections.flatMap { lines(in: $0.value, section: $0.key, sources) }
      + lines(in: own, section: "product", sources)
  }

  private static func lines(
    in node: Node?, section: String, _ sources: SourceTable
  ) -> [CalibrationLine] {
    (node?.mapping?.entries ?? []).compactMap { entry in
      guard let fact = entry.value.mapping, let value = fact["value"] else { return nil }
      let source = fact["source"]?.scalar?.text
      let grade = fact["grade"]?.scalar?.text
      return CalibrationLine(
        name: "\(section).\(entry.key)", value: value.written,
        evidence: grade.flatMap(Evidence.init(name:)) ?? .published,
        citation: source.flatMap { sources.citations[$0] }, note: fact["note"]?.scalar?.text)
    }
  }
}

extension Node {
  /// A scalar, or a shaped estimate with its middle first.
  fileprivate var written: String {
    if let text = scalar?.text { return text }
    let parts = (mapping?.entries ?? []).compactMap { $0.value.scalar?.text }
    guard parts.count == 3 else { return parts.joined(separator: " .. ") }
    return "\(parts[1]) (\(parts[0]) .. \(parts[2]))"
  }
}
