import Diagnostics
import Documents
import Testing

/// SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, <https://doi.org/10.1145/2714064.2660195>).
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let fragments: [String] = [
  "a: ", "b", "ü", "😀", "- ", "\n", "\r\n", "\r", "  ", "\t", "[", "]", "{", "}", ", ", ": ", "? ",
  "'",
  "\"", "\\x41", "\\u{", "|", ">-", "|2", "#c", " # c", "&x ", "*x", "*x :", "!!str ", "!t ", "!<",
  "<<: ",
  "---", "...", "%YAML 1.1", "%TAG ! x", "import: ", "\u{FEFF}", "\u{85}", "\u{2028}", "\0",
  "\u{1B}", "~",
]

@Suite struct FuzzTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func neverCrashesAndAlwaysLocates(seed: UInt64) {
    var random = SplitMix64(state: seed)
    for _ in 0..<150 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...24, using: &random) {
        bytes += Array((fragments.randomElement(using: &random) ?? "").utf8)
      }
      if !bytes.isEmpty, Int.random(in: 0..<5, using: &random) == 0 {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      check(bytes)
    }
  }

  private func check(_ bytes: [UInt8]) {
    let source = SourceFile(name: "f", bytes: bytes)
    do throws(DiagnosticList) {
      let root = try parseDocument(bytes, name: "f")
      #expect(Self.isLocated(root, in: source), "\(bytes)")
    } catch {
      #expect(error.hasErrors)
      #expect(error.diagnostics.allSatisfy { Self.isInside($0.span, source) }, "\(bytes)")
      let shown = DiagnosticRenderer().render(error) + error.jsonText
      #expect(
        !shown.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" },
        "\(bytes)")
    }
  }

  private static func isInside(_ span: SourceSpan?, _ source: SourceFile) -> Bool {
    guard let span, let line = source.line(span.line) else { return false }
    // One column past the end of the line is the place of what is missing; a line break counts too.
    let last = line.unicodeScalars.count + 2
    return span.column >= 1 && span.column <= last
      && span.column + span.length - 1 <= max(last, span.column)
  }

  private static func isLocated(_ node: Node, in source: SourceFile) -> Bool {
    guard isInside(node.span, source) else { return false }
    switch node.content {
    case .scalar: return true
    case .sequence(let items): return items.allSatisfy { isLocated($0, in: source) }
    case .mapping(let mapping):
      return Set(mapping.keys).count == mapping.entries.count
        && mapping.entries.allSatisfy {
          isInside($0.keySpan, source) && isLocated($0.value, in: source)
        }
    }
  }
}
