import Diagnostics
import Documents
import Testing

private func messages(_ list: DiagnosticList) -> [String] {
  list.sorted.diagnostics.map { diagnostic in
    ([summary(diagnostic) + ": " + diagnostic.message] + diagnostic.notes.map(\.message))
      .joined(separator: "; ")
  }
}

@Suite struct ReadingTests {
  @Test func collectsWhatIsMissingAndUnknown() throws {
    let root = try parse("kind: serve\nprecison: fp8\ncolour: red\nstack: ~\nnodes:")
    var found = DiagnosticList()
    var map = MappingReader(root, what: "workload", into: &found)
    #expect(map.required("kind", into: &found)?.scalar?.text == "serve")
    #expect(map.unread.map(\.key) == ["precison", "colour", "stack", "nodes"])
    #expect(map.optional("precision") == nil)
    #expect(map.optional("stack") == nil)
    #expect(map.required("nodes", into: &found) == nil)
    #expect(map.required("model", into: &found) == nil)
    map.finish(into: &found)
    #expect(
      messages(found) == [
        "1:1 missing-key: missing key 'model' in workload",
        "2:1 unknown-key: unknown key 'precison' in workload; did you mean 'precision'?",
        "3:1 unknown-key: unknown key 'colour' in workload; "
          + "known keys: 'kind', 'precision', 'stack', 'nodes', 'model'",
        "5:1 missing-key: key 'nodes' in workload has no value",
      ])
  }

  @Test func acceptsKeysThatWereNamedButNotAsked() throws {
    let root = try parse("a: 1\nb: 2")
    var found = DiagnosticList()
    var map = MappingReader(root, what: "plan", into: &found)
    _ = map.optional("a")
    map.finish(["a", "b"], into: &found)
    #expect(found.isEmpty)
    map.finish(into: &found)
    #expect(messages(found).count == 1)
  }

  @Test(arguments: [("[1]", "a list"), ("x", "'x'"), ("~", "nothing")])
  func oneMistakeGivesOneMessage(yaml: String, words: String) throws {
    var found = DiagnosticList()
    var map = MappingReader(try parse(yaml), what: "plan", into: &found)
    #expect(map.required("a", into: &found) == nil)
    #expect(map.optional("b") == nil)
    #expect(map.unread.isEmpty)
    map.finish(into: &found)
    #expect(messages(found) == ["1:1 wrong-kind: expected a map for plan, found \(words)"])
  }

  private static let scalars: [(yaml: String, read: String, message: String?)] = [
    ("text", "text", nil), ("''", "text", nil), ("12", "text", nil),
    ("~", "text", "wrong-kind: expected text for x, found nothing"),
    ("[a]", "text", "wrong-kind: expected text for x, found a list"),
    ("[a]", "list", nil),
    ("a", "list", "wrong-kind: expected a list for x, found 'a'"),
    ("fp8", "choice", nil),
    ("fp7", "choice", "unknown-value: unknown x 'fp7'; did you mean 'fp8'?"),
    ("int4", "choice", "unknown-value: unknown x 'int4'; known values: 'bf16', 'fp8'"),
    ("{}", "choice", "wrong-kind: expected text for x, found a map"),
    ("12", "integer", nil), ("'12'", "integer", nil), ("-3", "integer", nil),
    (
      "1,000", "integer",
      "wrong-kind: expected a whole number for x, found '1,000'; write it as '1000'"
    ),
    ("1_0", "integer", "wrong-kind: expected a whole number for x, found '1_0'; write it as '10'"),
    ("1.5", "integer", "wrong-kind: expected a whole number for x, found '1.5'"),
    (
      "99999999999999999999", "integer",
      "wrong-kind: expected a whole number for x, found '99999999999999999999'"
    ),
    ("", "integer", "wrong-kind: expected a whole number for x, found nothing"),
    ("0", "small", "out-of-range: expected at least 1 for x, found '0'"),
    ("9", "small", "out-of-range: expected at most 8 for x, found '9'"),
    ("8", "small", nil),
    ("true", "boolean", nil), ("false", "boolean", nil),
    ("yes", "boolean", "wrong-kind: expected true or false for x, found 'yes'"),
    ("True", "boolean", "wrong-kind: expected true or false for x, found 'True'"),
  ]

  @Test(arguments: scalars)
  func readsValues(yaml: String, read: String, message: String?) throws {
    let node = try #require(try parse("a: \(yaml)")["a"])
    var found = DiagnosticList()
    let hasValue =
      switch read {
      case "text": node.text("x", into: &found) != nil
      case "list": node.list("x", into: &found) != nil
      case "choice": node.choice("x", among: ["bf16", "fp8"], into: &found) != nil
      case "integer": node.integer("x", into: &found) != nil
      case "small": node.integer("x", in: 1...8, into: &found) != nil
      default: node.boolean("x", into: &found) != nil
      }
    #expect(hasValue == (message == nil))
    let place = "1:\(node.span.column) "
    #expect(messages(found) == (message.map { [place + $0] } ?? []))
  }

  @Test(arguments: [("[a, b]", 2), ("a", 1), ("{a: 1}", 1), ("", 0), ("[]", 0)])
  func readsOneAsAListOfOne(yaml: String, count: Int) throws {
    #expect(try parse("a: \(yaml)")["a"]?.listOrOne.count == count)
  }

  @Test func everyCodeHasHelpAndAName() {
    let codes = DiagnosticCode.documents
    #expect(Set(codes.map(\.name)).count == codes.count)
    for code in codes {
      #expect(code.name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
      #expect(code.help.count > 40 && code.help.hasSuffix("."), "\(code.name)")
    }
  }
}
