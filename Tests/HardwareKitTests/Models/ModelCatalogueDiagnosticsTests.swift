import Diagnostics
import HardwareKit
import Testing

@Suite("ModelCatalogue diagnostics")
struct ModelCatalogueDiagnosticsTests {
  static let valid = """
    sources:
      card: {title: Card, publisher: P, date: 2024-07, locator: here}
    models:
      - id: tiny
        name: Tiny
        aliases: [t]
        publisher: P
        released: 2024-07-23
        architecture:
          layers: 2
          hidden: 8
          attention: {kind: grouped, heads: 4, kv-heads: 2, head-dim: 2}
          ffn: 16
          experts: {count: 4, active: 2, width: 16}
          sliding-window: {tokens: 4, layers: 1}
          vocabulary: 32
          context: 64
        source: card
        counts: [{of: total, printed: 1B, source: card}]
        quality: [{benchmark: B, score: 50%, variant: base, source: card}]
    """

  static func found(_ text: String) -> [Diagnostic] {
    do {
      _ = try ModelCatalogue(bytes: Array(text.utf8), name: "m.yaml")
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test("the text that the others break is sound")
  func sound() {
    #expect(Self.found(Self.valid).isEmpty)
  }

  @Test(
    "each mistake is found at its place",
    arguments: [
      ("kv-heads: 2", "kv-heads: 3", "bad-architecture", 12, 54),
      ("active: 2", "active: 5", "out-of-range", 14, 35),
      ("tokens: 4, layers: 1", "tokens: 4, layers: 3", "out-of-range", 15, 43),
      ("layers: 2", "layers: 2000", "out-of-range", 10, 15),
      ("hidden: 8", "hiden: 8", "missing-key", 10, 7),
      ("vocabulary: 32", "vocabulary: many", "wrong-kind", 16, 19),
      ("kind: grouped", "kind: paired", "unknown-value", 12, 25),
      ("\n    source: card", "\n    source: cart", "unknown-model-source", 18, 13),
      ("printed: 1B", "printed: one billion", "unreadable-model-figure", 19, 35),
      ("printed: 1B", "printed: 1B, rounding: unreproduced", "unchecked-model", 4, 5),
      ("of: total", "of: totals", "unknown-value", 19, 19),
      ("released: 2024-07-23", "released: July", "unreadable-model-figure", 8, 15),
      ("date: 2024-07,", "date: 2024-13,", "unreadable-model-figure", 2, 43),
      ("score: 50%", "score: 150%", "unreadable-model-figure", 20, 37),
      ("variant: base", "variant: bass", "unknown-value", 20, 51),
      ("name: Tiny", "name: Tiny\n    colour: red", "unknown-key", 6, 5),
      ("models:", "sources2: {}\nmodels:", "unknown-key", 3, 1),
    ])
  func mistakes(old: String, new: String, code: String, line: Int, column: Int) throws {
    let text = Self.valid.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.valid)
    let first = try #require(Self.found(text).first { $0.severity == .error })
    #expect(first.code.name == code, "\(first.message)")
    #expect(first.span?.line == line)
    #expect(first.span?.column == column)
  }

  @Test("two models may not answer to one name")
  func taken() throws {
    let model = try #require(Self.valid.firstRange(of: "  - id: tiny"))
    let second = Self.valid[model.lowerBound...].replacing("id: tiny", with: "id: other")
    let found = Self.found(Self.valid + "\n" + second)
    #expect(found.map(\.code.name) == ["model-name-taken", "model-name-taken"])
    #expect(found.first?.span?.line == 21)
  }

  @Test("all mistakes are reported at once")
  func several() {
    let text = Self.valid.replacing("layers: 2", with: "layers: 0")
      .replacing("score: 50%", with: "score: half")
    #expect(Self.found(text).map(\.code.name) == ["out-of-range", "unreadable-model-figure"])
  }
}
