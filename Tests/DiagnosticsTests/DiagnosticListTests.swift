import Diagnostics
import Testing

private let sample = DiagnosticCode("sample", help: "A sample.")

private let suggestions: [(text: String, candidates: [String], expected: String?)] = [
  ("fp7", ["bf16", "fp8", "fp16"], "fp8"),
  ("precison", ["precision", "provider"], "precision"),
  ("ab", ["ba"], nil),
  ("serev", ["serve", "train"], "serve"),
  ("FP8", ["fp8"], "fp8"),
  ("tp", ["pp", "dp"], nil),
  ("hardwrae", ["fleet", "hardware"], "hardware"),
  ("price", ["prices", "prick"], "prices"),
  ("workload", ["workloads-and-more"], nil),
  ("abcdefgh", ["abcd1234"], nil),
  ("", ["a"], nil),
  ("größe", ["größen"], "größen"),
  ("x", [], nil),
]

@Suite struct DiagnosticListTests {
  @Test func sortsByPlaceAndKeepsTheOrderOfEquals() {
    var list = DiagnosticList()
    list.add(error: sample, "no place 1")
    list.add(error: sample, "b:1:1", at: SourceSpan(file: "b", line: 1, column: 1))
    list.add(error: sample, "a:10:2", at: SourceSpan(file: "a", line: 10, column: 2))
    list.add(error: sample, "a:9:3 i", at: SourceSpan(file: "a", line: 9, column: 3, length: 9))
    list.add(warning: sample, "no place 2")
    list.add(error: sample, "a:9:3 ii", at: SourceSpan(file: "a", line: 9, column: 3))
    #expect(
      list.sorted.diagnostics.map(\.message)
        == ["a:9:3 i", "a:9:3 ii", "a:10:2", "b:1:1", "no place 1", "no place 2"])
  }

  @Test func mergesDiagnosticsAndSources() {
    var list = DiagnosticList(sources: ["a": SourceFile(name: "a", text: "mine")])
    list.merge(
      DiagnosticList(
        [Diagnostic(.error, sample, "x")],
        sources: [
          "a": SourceFile(name: "a", text: "other"), "b": SourceFile(name: "b", text: "new"),
        ]))
    #expect(list.diagnostics.count == 1)
    #expect(list.sources["a"]?.line(1) == "mine")
    #expect(list.sources["b"]?.line(1) == "new")
  }

  @Test func throwsOnlyForErrors() throws {
    var list = DiagnosticList()
    list.add(warning: sample, "only a warning")
    try list.throwIfErrors()
    list.add(error: sample, "an error")
    #expect(throws: DiagnosticList.self) { try list.throwIfErrors() }
  }

  @Test func writesJSON() {
    var list = DiagnosticList()
    #expect(list.jsonText == "[]\n")
    list.add(error: sample, "no place")
    list.add(
      warning: sample, "say \"hi\"\\\n\u{1B}\u{2028}é😀\u{E0001}",
      at: SourceSpan(file: "a", line: 2, column: 3, length: 4),
      notes: [.init("plain"), .init("placed", at: SourceSpan(file: "b", line: 1, column: 1))])
    #expect(
      list.jsonText == #"""
        [
        {"severity":"warning","code":"sample","message":"say \"hi\"\\\n\u001b\u2028é😀\udb40\udc01","file":"a","line":2,"column":3,"length":4,"notes":[{"message":"plain","file":null,"line":null,"column":null,"length":null},{"message":"placed","file":"b","line":1,"column":1,"length":1}]},
        {"severity":"error","code":"sample","message":"no place","file":null,"line":null,"column":null,"length":null,"notes":[]}
        ]

        """#)
  }

  @Test(arguments: suggestions)
  func suggestsOnlyWhatIsNear(text: String, candidates: [String], expected: String?) {
    #expect(closestMatch(to: text, in: candidates) == expected)
  }

  @Test func aSwapIsOneEdit() {
    // Four letters: one swap is near, two replacements would not be.
    #expect(closestMatch(to: "sevre", in: ["serve"]) == "serve")
    #expect(closestMatch(to: "buyr", in: ["bury"]) == "bury")
    #expect(closestMatch(to: "bxxy", in: ["bury"]) == nil)
  }

  @Test func longTextIsNeitherComparedNorQuotedWhole() {
    let long = String(repeating: "a", count: 1000)
    #expect(closestMatch(to: long, in: [long + "b"]) == nil)
    #expect(quoted(long) == "'" + String(repeating: "a", count: 60) + "…'")
    #expect(quoted(String(repeating: "a", count: 60)).hasSuffix("a'"))
  }
}
