import Foundation
import Testing

/// The program on a real terminal, and with its streams elsewhere.
@Suite struct TerminalTests {
  private static let plan = ["estimate", "Plans/inference-only.yaml", "-q"]
  private static let escape = "\u{1B}["

  private func widest(_ screen: String) -> Int {
    screen.split(separator: "\n").map { line in
      line.replacing(#/\u{1B}\[[0-9;]*[A-Za-z]/#, with: "").unicodeScalars.count
    }.max() ?? 0
  }

  @Test(arguments: [60, 80, 100, 140])
  func noLineIsWiderThanTheTerminal(columns: Int) throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, exit) = try place.onTerminal(Self.plan, columns: UInt16(columns))
    #expect(exit == 0)
    #expect(widest(screen) <= columns)
    #expect(screen.contains("amd-mi300x"))
  }

  @Test func widerTerminalsShowMoreColumns() throws {
    let place = try Workplace()
    defer { place.remove() }
    let narrow = try place.onTerminal(Self.plan, columns: 60).screen
    let wide = try place.onTerminal(Self.plan, columns: 140).screen
    #expect(narrow.contains("columns left out"))
    #expect(!wide.contains("left out"))
    #expect(wide.contains("TTFT"))
  }

  @Test(
    arguments: [
      ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
      (["CLICOLOR_FORCE": "1", "TERM": "dumb"], true),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
    ] as [([String: String], Bool)])
  func colourFollowsTheEnvironment(environment: [String: String], isColoured: Bool) throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, _) = try place.onTerminal(Self.plan, environment: environment)
    #expect(screen.contains(Self.escape) == isColoured)
  }

  @Test func optionGoesBeforeTheEnvironment() throws {
    let place = try Workplace()
    defer { place.remove() }
    let always = try place.onTerminal(
      Self.plan + ["--color", "always"], environment: ["NO_COLOR": "1"])
    #expect(always.screen.contains(Self.escape))
    let never = try place.onTerminal(
      Self.plan + ["--color", "never"], environment: ["CLICOLOR_FORCE": "1"])
    #expect(!never.screen.contains(Self.escape))
  }

  @Test func pipesCarryNoColour() throws {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.run("headroom estimate Plans/inference-only.yaml")
    #expect(!lines.joined().contains(Self.escape))
  }

  /// Long enough work for the line to show even in a fast build.
  private static let work =
    ["compare"] + Array(repeating: "Plans/inference-only.yaml", count: 16) + ["--format", "csv"]

  @Test func progressShowsOnTheTerminalAndGoes() throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, exit) = try place.onTerminal(Self.work, output: false)
    #expect(exit == 0)
    let shown = screen.ranges(of: "planning Plans/inference-only.yaml …")
    #expect(!shown.isEmpty)
    // The line is erased before anything else stands there, and at the end.
    let rest = screen.split(separator: "\r\(Self.escape)K", omittingEmptySubsequences: false)
    #expect(rest.allSatisfy { !$0.contains("…\n") })
  }

  @Test func progressIsSilentElsewhere() throws {
    let place = try Workplace()
    defer { place.remove() }
    let quiet = try place.onTerminal(Self.work + ["-q"], output: false)
    #expect(!quiet.screen.contains("planning"))
    let dumb = try place.onTerminal(Self.work, environment: ["TERM": "dumb"], output: false)
    #expect(!dumb.screen.contains("planning"))
    let piped = try place.run("headroom \(Self.work.joined(separator: " "))")
    #expect(!piped.joined().contains("planning"))
  }

  private static let sweep = [
    "sweep", "Plans/neocloud-sizing.yaml", "-q", "--plot", "--vary",
    "market.price.start=$1.50/h..$8/h",
  ]

  /// A picture is for eyes: on a terminal, within 70 × 16, and nowhere else.
  @Test(arguments: [[], ["--vary", "market.utilisation.steady=50%..95%"]])
  func sweepIsDrawn(more: [String]) throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, exit) = try place.onTerminal(Self.sweep + more, columns: 100)
    #expect(exit == 0)
    let picture = screen.components(separatedBy: "\n\n").first ?? ""
    #expect(picture.contains("└──") && picture.contains("│"))
    #expect(picture.split(separator: "\n").count <= 16)
    #expect(widest(picture) <= 70)
    let quoted = (Self.sweep + more).map { "'\($0)'" }.joined(separator: " ")
    #expect(try !place.run("headroom \(quoted)").joined().contains("└──"))
  }

  @Test func tornadoIsDrawn() throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, exit) = try place.onTerminal(
      Self.plan + ["--samples", "200", "--color", "never"], columns: 100)
    #expect(exit == 0)
    let picture = try #require(
      screen.components(separatedBy: "\n\n").first { $0.contains("░ input at its P10") })
    #expect(picture.split(separator: "\n").count <= 16)
    #expect(widest(picture) <= 70)
    let piped = try place.run("headroom estimate Plans/inference-only.yaml -q --samples 200")
    #expect(!piped.joined().contains("░"))
  }

  /// A quick answer shows nothing but itself.
  @Test func helpShowsNoProgress() throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, _) = try place.onTerminal(["--version"])
    #expect(screen == "0.1.0\n")
  }
}
