/// Writes diagnostics the way compilers do: place, severity, message, code, and the line itself.
///
///     Plans/fine-tune-llama.yaml:19:16: error: unknown precision 'fp7' [unknown-value]
///        19 |     precision: fp7
///           |                ^~~
///     note: did you mean 'fp8'?
public struct DiagnosticRenderer: Sendable {
  private let sources: SourceMap
  private let isColoured: Bool
  /// Longer lines are cut around the place, so that a file of one line stays readable.
  private static let widest = 120

  public init(sources: SourceMap = SourceMap(), isColoured: Bool = false) {
    self.sources = sources
    self.isColoured = isColoured
  }

  public func text(_ list: DiagnosticList) -> String {
    list.sorted.map(text).joined()
  }

  public func text(_ diagnostic: Diagnostic) -> String {
    var result = head(
      diagnostic.span, diagnostic.severity.rawValue, colour(of: diagnostic.severity),
      "\(diagnostic.message) [\(diagnostic.code.name)]")
    if let span = diagnostic.span { result += excerpt(span) }
    for note in diagnostic.notes {
      result += head(note.span, "note", "36", note.message)
      if let span = note.span { result += excerpt(span) }
    }
    return result
  }

  private func head(_ span: SourceSpan?, _ severity: String, _ colour: String, _ message: String)
    -> String
  {
    let place = span.map { "\(escaped("\($0)")): " } ?? ""
    let word = isColoured ? "\u{1B}[1;\(colour)m\(severity):\u{1B}[0m" : "\(severity):"
    return "\(place)\(word) \(escaped(message))\n"
  }

  private func colour(of severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "31"
    case .warning: "33"
    case .note: "36"
    }
  }

  private func excerpt(_ span: SourceSpan) -> String {
    guard let line = sources[span.file]?.line(span.line) else { return "" }
    var scalars = Array(line.unicodeScalars)
    var column = min(span.column, scalars.count + 1)
    if scalars.count > Self.widest {
      let start = max(0, min(column - 1 - Self.widest / 2, scalars.count - Self.widest))
      scalars = Array(scalars[start..<(start + Self.widest)])
      column -= start
    }
    let shown = escaped(String(String.UnicodeScalarView(scalars.map { $0 == "\t" ? " " : $0 })))
    let number = "\(span.line)"
    let gutter = String(repeating: " ", count: max(0, 4 - number.count))
    let blank = String(repeating: " ", count: gutter.count + number.count)
    let before = scalars.prefix(column - 1).reduce(0) { $0 + width($1) }
    let reach = min(span.length, max(1, scalars.count - column + 1))
    let under = scalars.dropFirst(column - 1).prefix(reach).reduce(0) { $0 + width($1) }
    let mark =
      String(repeating: " ", count: before) + "^" + String(repeating: "~", count: max(0, under - 1))
    return "\(gutter) \(number) | \(shown)\n\(blank)  | \(mark)\n"
  }

  /// Columns that a scalar takes in a terminal: two for wide East Asian ones.
  private func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default:
      scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }

  /// Text without control characters, so that a hostile file cannot steer a terminal.
  private func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return text
    }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.properties.generalCategory == .control {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension DiagnosticList {
  /// By file, line and column; those without a place last; otherwise as found.
  public var sorted: [Diagnostic] {
    diagnostics.enumerated().sorted { a, b in
      switch (a.element.span, b.element.span) {
      case (let x?, let y?): x == y ? a.offset < b.offset : x < y
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): a.offset < b.offset
      }
    }.map(\.element)
  }

  public mutating func merge(_ other: DiagnosticList) {
    diagnostics += other.diagnostics
  }
}
