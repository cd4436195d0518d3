import Foundation
import Testing

/// The runner itself: it must be able to fail.
@Suite struct RunnerTests {
  @Test(arguments: [
    ("estimate plan.yaml", ["estimate", "plan.yaml"]),
    ("a --set x='6 k  tokens' ''\n", ["a", "--set", "x=6 k  tokens", ""]),
    ("  ", []),
  ])
  func splitsLikeAShell(line: String, expected: [String]) throws {
    #expect(try words(of: line) == expected)
  }

  @Test func refusesAnOpenQuote() {
    #expect(throws: GoldenProblem.self) { try words(of: "a 'b") }
  }

  @Test(arguments: [
    ("{\"a\": [1, true, null, \"x\"]}", "{\"a\":[1.0000000000000002,true,null,\"x\"]}", 0),
    ("{\"a\": 1}", "{\"a\": 1.00000000001}", 1),
    ("{\"a\": 1}", "{\"a\": true}", 1),
    ("{\"a\": 0}", "{\"a\": null}", 1),
    ("{\"a\": 1, \"b\": 2}", "{\"a\": 1, \"c\": 2}", 2),
    ("[1, 2]", "[1]", 1),
    ("[\"1\"]", "[1]", 1),
    ("[1, \"… 2 more\"]", "[1, 5, 6]", 0),
    ("[1, \"… 2 more\"]", "[2, 5]", 2),
    ("[\"… 1 more\"]", "[\"… 1 more\"]", 0),
  ])
  func comparesJSON(expected: String, found: String, count: Int) throws {
    let differences = try JSONValue(parsing: expected)
      .differences(to: try JSONValue(parsing: found))
    #expect(differences.count == count, "\(differences)")
  }

  /// A long answer becomes short, stays JSON, and is an answer that the whole one is equal to.
  @Test(arguments: [1, 3, 7, 300, 2000])
  func longListsAreShortened(count: Int) throws {
    let item = "{\n      \"a\": [\n        1,\n        2\n      ],\n      \"b\": []\n    }"
    let items = Array(repeating: item, count: count).joined(separator: ",\n    ")
    let text = "{\n  \"n\": 1,\n  \"items\": [\n    \(items)\n  ]\n}\n"
    let short = Elision.shortened(text)
    #expect(short.count(where: \.isNewline) <= Elision.most)
    #expect((short == text) == (text.count(where: \.isNewline) < Elision.most))
    let whole = try JSONValue(parsing: text)
    #expect(try JSONValue(parsing: short).differences(to: whole).isEmpty)
    let other = try JSONValue(parsing: text.replacing("\"n\": 1", with: "\"n\": 2"))
    #expect(try JSONValue(parsing: short).differences(to: other).count == 1)
  }

  @Test func namesEveryDifference() {
    let expected = Answer(
      output: "a\nb\n", errors: "", exit: 0, files: ["x": Data(), "y": Data("1".utf8)])
    let found = Answer(
      output: "a\nc\n", errors: "oh\n", exit: 1, files: ["z": Data(), "y": Data("2".utf8)])
    let differences = expected.differences(to: found, outputIsJSON: false)
    #expect(differences.count == 6, "\(differences)")
    #expect(differences.contains { $0.hasPrefix("stdout line 2") })
  }
}

/// Plans too large to be kept, made on the spot.
@Suite struct LargeFileTests {
  @Test(arguments: [
    ("# a comment\n", 16_000_001, "[file-too-large]"),
    ("- 1\n", 4_800_000, "[too-many-values]"),
  ])
  func refusesWhatIsTooLarge(line: String, bytes: Int, code: String) throws {
    let folder = try Program.makeScratchFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = String(repeating: line, count: bytes / line.utf8.count + 1)
    try Data(text.utf8).write(to: folder.appendingPathComponent("plan.yaml"))
    let answer = try Program.run(["validate", "plan.yaml"], in: folder)
    #expect(answer.exit == 1)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.hasPrefix("plan.yaml:"), "\(answer.errors.prefix(200))")
    #expect(answer.errors.contains(code), "\(answer.errors.prefix(200))")
    #expect(answer.errors.utf8.count < 1_000)
  }
}
