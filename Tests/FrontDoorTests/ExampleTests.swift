import Testing

/// How examples are read, compared and renewed.
@Suite struct ExampleTests {
  @Test func commandsAndOutputsAreTakenApart() {
    let examples = Example.read(["$ headroom a \\", "    b", "one", "", "$ make demo", "two"])
    #expect(examples.map(\.command) == ["headroom a \\\n    b", "make demo"])
    #expect(examples.map(\.output) == [["one", ""], ["two"]])
    #expect(examples[0].lines == ["$ headroom a \\", "    b", "one", ""])
  }

  static let real = ["title", "", "a 1", "b 2", "c 3", "d 4", "end 5"]

  @Test(arguments: [
    (real, true),
    (["title", "…"], true),
    (["title", "…", "b 2", "c 3", "…", "end 5"], true),
    (["…", "end 5"], true),
    (["title", "…", "b 2", "d 4", "…", "end 5"], false),
    (["title", "…", "c 3", "…", "b 2", "…"], false),
    (["title", "…", "end 6"], false),
    (["a 1", "…"], false),
    (["title"], false),
    (real + ["more"], false),
    (real + ["…", "end 5"], false),
  ])
  func elisionStandsForAnyLines(shown: [String], isEqual: Bool) {
    #expect(Example(command: "x", output: shown).matches(Self.real) == isEqual)
  }

  @Test(arguments: [
    (["old title", "…", "b 9", "c 9", "…"], ["title", "…", "b 2", "c 3", "…"]),
    (["old", "…", "end 9", "more"], ["title", "…", "end 5"]),
    (["old"], real),
    (["old", "…", "gone", "…"], real),
  ])
  func renewedExampleMatches(shown: [String], expected: [String]) {
    let example = Example(command: "x", output: shown).renewed(with: Self.real)
    #expect(example.output == expected)
    #expect(example.matches(Self.real))
  }
}
