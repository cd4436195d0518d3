import Diagnostics
import Documents
import Testing

private let new = Node("new", at: SourceSpan(file: "--set", line: 1, column: 1))

private let settings: [(yaml: String, path: String, expected: String)] = [
  ("{a: 1}", "a", "{a: new}"),
  ("{a: 1}", "b", "{a: 1, b: new}"),
  ("{a: {b: 1, c: 2}}", "a.b", "{a: {b: new, c: 2}}"),
  ("{a: 1}", "b.c.d", "{a: 1, b: {c: {d: new}}}"),
  ("{a: ~}", "a.b", "{a: {b: new}}"),
  ("{a: [1, 2]}", "a.1", "{a: [1, new]}"),
  ("{a: [{b: 1}]}", "a.0.c", "{a: [{b: 1, c: new}]}"),
  // In a map a number is a key like any other.
  ("{a: {x: 1}}", "a.0", "{a: {x: 1, 0: new}}"),
  ("{a: 1}", "", "new"),
]

private let badSettings: [(yaml: String, path: String, expected: String)] = [
  ("{a: {b: x}}", "a.b.c", "1:9 cannot set 'a.b.c': expected a map at 'a.b', found text"),
  ("{a: ''}", "a.b", "1:5 cannot set 'a.b': expected a map at 'a', found text"),
  (
    "{a: [1, 2]}", "a.2",
    "1:5 cannot set 'a.2': expected a position from 0 to 1 in the list at 'a', found '2'"
  ),
  (
    "{a: [1]}", "a.-1",
    "1:5 cannot set 'a.-1': expected a position from 0 to 0 in the list at 'a', found '-1'"
  ),
  (
    "{a: [1]}", "a.00",
    "1:5 cannot set 'a.00': expected a position from 0 to 0 in the list at 'a', found '00'"
  ),
  ("[]", "x", "1:1 cannot set 'x': the list at the top is empty"),
]

@Suite struct PathTests {
  private func parts(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }

  @Test(arguments: settings)
  func sets(yaml: String, path: String, expected: String) throws {
    let changed = try parse(yaml).setting(path: parts(path), to: new)
    #expect(plainOutline(changed) == expected)
    #expect(changed.value(at: parts(path))?.span == new.span)
  }

  @Test(arguments: badSettings)
  func refuses(yaml: String, path: String, expected: String) throws {
    let root = try parse(yaml)
    let error = #expect(throws: DiagnosticList.self) {
      _ = try root.setting(path: parts(path), to: new)
    }
    #expect(error?.diagnostics.map(\.code) == [.badPath])
    let places = error?.diagnostics.map {
      "\($0.span?.line ?? 0):\($0.span?.column ?? 0) \($0.message)"
    }
    #expect(places == [expected])
  }

  @Test func refusesEndlessPaths() throws {
    let root = try parse("a: 1")
    #expect(throws: DiagnosticList.self) {
      _ = try root.setting(path: [String](repeating: "b", count: 129), to: new)
    }
    _ = try root.setting(path: [String](repeating: "b", count: 128), to: new)
  }

  @Test(arguments: [
    ("a.b", "1"), ("l.1", "y"), ("l.2", nil), ("l.x", nil), ("a.b.c", nil), ("z", nil),
    ("l.+1", nil),
  ])
  func looksUp(path: String, expected: String?) throws {
    let root = try parse("{a: {b: 1}, l: [x, y]}")
    #expect(root.value(at: parts(path))?.scalar?.text == expected)
  }

  @Test func leavesTheOriginalAlone() throws {
    let root = try parse("{a: {b: 1}}")
    _ = try root.setting(path: ["a", "b"], to: new)
    #expect(plainOutline(root) == "{a: {b: 1}}")
  }
}
