public import HardwareKit
import Units

extension ErrorBands {
  /// The file that the bands are read from, with a line for each width.
  ///
  /// - Parameters:
  ///   - header: the part of the file that is written by hand, up to the line `# learnt`.
  ///   - note: what they were learnt on, a sentence.
  public func yaml(header: String, note: String) -> String {
    var lines = [
      "# learnt: from here on written by 'headroom accuracy --bands', from \(note)", "widths:",
    ]
    for width in widths {
      lines.append(
        "  - {kind: \(width.kind), group: \(width.group), half-width: \(Self.digits(width.halfWidth)), "
          + "rows: \(width.rows), cells: \(width.cells), coverage: \(Self.digits(width.coverage))}")
    }
    lines.append("covered:")
    for (subject, rows) in covered.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(subject):")
      for (key, names) in [
        ("products", rows.products), ("vendors", rows.vendors), ("models", rows.models),
      ] {
        lines.append("    \(key): [\(names.sorted().joined(separator: ", "))]")
      }
    }
    return header + lines.joined(separator: "\n") + "\n"
  }

  /// Three decimals.
  private static func digits(_ value: Double) -> String {
    let thousandths = Int(saturating: (value * 1000).rounded())
    let fraction = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  /// The hand-written part of a bands file.
  public static func header(of text: String) -> String {
    guard let place = text.firstRange(of: "# learnt") else { return text }
    return String(text[..<place.lowerBound])
  }
}
