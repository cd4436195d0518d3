import Foundation
import Testing

/// Every code is used once, has help, and stands in the documentation.
@Suite struct DiagnosticCodeTests {
  struct Code {
    let name: String
    let help: String
    let file: String
  }

  static let page = "Documentation/Diagnostics.md"
  static let heading = "## Codes"

  static func codes() throws -> [Code] {
    let declaration =
      #/DiagnosticCode\(\s*"(?<name>[^"]*)",\s*help:\s*(?<help>"""[\s\S]*?"""|"(?:\\.|[^"\n])*")/#
    return try Checkout.sources().flatMap { file in
      file.text.matches(of: declaration).map {
        Code(name: String($0.output.name), help: plain($0.output.help), file: file.path)
      }
    }
  }

  /// The text of a literal on one line.
  private static func plain(_ literal: Substring) -> String {
    literal.replacing("\"\"\"", with: "").replacing("\\\n", with: " ")
      .replacing("\\\"", with: "\u{1}").replacing("\"", with: "").replacing("\u{1}", with: "\"")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func list(_ codes: [Code]) -> String {
    codes.sorted { $0.name < $1.name }
      .map { "- `\($0.name)`: \($0.help)\n" }.joined()
  }

  @Test func everyDeclarationIsRead() throws {
    let uses = try Checkout.sources()
      .reduce(0) { $0 + $1.code.matches(of: #/DiagnosticCode\(/#).count }
    #expect(try Self.codes().count == uses)
    #expect(uses > 20)
  }

  @Test func namesAreUniqueAndHelped() throws {
    let codes = try Self.codes()
    for (name, same) in Dictionary(grouping: codes, by: \.name) where same.count > 1 {
      Issue.record("code '\(name)' is declared in \(same.map(\.file))")
    }
    for code in codes {
      #expect(code.name.wholeMatch(of: #/[a-z0-9]+(-[a-z0-9]+)*/#) != nil, "code '\(code.name)'")
      #expect(code.help.count > 40, "code '\(code.name)' has no paragraph of help")
    }
  }

  /// `HEADROOM_RECORD=1` writes the list at the end of the page.
  @Test func documentationListsThem() throws {
    let text = try Checkout.text(Self.page)
    let prose = text.components(separatedBy: "\n" + Self.heading + "\n")[0]
    let expected = """
      \(prose)
      \(Self.heading)

      Written from the sources; `HEADROOM_RECORD=1 make test` renews it.

      \(Self.list(try Self.codes()))
      """
    if Checkout.isRecording {
      try Checkout.write(expected, to: Self.page)
    } else {
      #expect(text == expected, "run HEADROOM_RECORD=1 make test")
    }
  }
}
