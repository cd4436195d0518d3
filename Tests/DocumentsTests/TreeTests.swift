import Diagnostics
import Documents
import Testing

private let trees: [(yaml: String, outline: String)] = [
  ("a: 1", "{a@1:1+1: 1@1:4+1}@1:1+4"),
  ("a: 1\nbc: two words # note\n", "{a@1:1+1: 1@1:4+1, bc@2:1+2: two words@2:5+9}@1:1+4"),
  // Columns count scalars: é is two bytes, 😀 four.
  ("größe: 1\n😀: 'ü'", "{größe@1:1+5: 1@1:8+1, 😀@2:1+1: \"ü\"@2:4+3}@1:1+8"),
  ("e\u{301}: x", "{e\u{301}@1:1+2: x@1:5+1}@1:1+5"),
  // Line endings, and a byte order mark.
  ("a: 1\r\nb:\r\n  - x\r\n", "{a@1:1+1: 1@1:4+1, b@2:1+1: [x@3:5+1]@3:3+3}@1:1+4"),
  ("\u{FEFF}a: 1", "{a@1:1+1: 1@1:4+1}@1:1+4"),
  // U+0085 and U+2028 break lines for YAML but for no editor: places follow the editors.
  ("a: 'x\u{85}y'\nb: 1", "{a@1:1+1: \"x y\"@1:4+5, b@2:1+1: 1@2:4+1}@1:1+8"),
  // Nothing has the place behind its colon.
  ("a:\nb: ~", "{a@1:1+1: @1:3+1, b@2:1+1: ~@2:4+1}@1:1+3"),
  // Blocks reach to the end of what stands on their first line, comments left out.
  (
    "- a: 1 # one\n  b: 2\n- [x,\n   y]",
    "[{a@1:3+1: 1@1:6+1, b@2:3+1: 2@2:6+1}@1:3+4, [x@3:4+1, y@4:4+1]@3:3+2]@1:1+6"
  ),
  ("{a: [1, 2], b: {}}", "{a@1:2+1: [1@1:6+1, 2@1:9+1]@1:5+6, b@1:13+1: {}@1:16+2}@1:1+18"),
  ("[a: 1 , b]", "[{a@1:2+1: 1@1:5+1}@1:2+4, b@1:9+1]@1:1+10"),
  // Text over several lines covers its first.
  ("a: one\n  two\nb: 'x  \n  y'", "{a@1:1+1: one two@1:4+3, b@3:1+1: \"x y\"@3:4+2}@1:1+6"),
  ("a: |\n  one\n  two\nb: >-\n  x", "{a@1:1+1: |one\ntwo\n|@1:4+1, b@4:1+1: |x|@4:4+1}@1:1+4"),
  // Values keep their places behind aliases; keys are where they are written.
  ("a: &x [1]\nb: *x", "{a@1:1+1: [1@1:8+1]@1:4+6, b@2:1+1: [1@1:8+1]@1:4+6}@1:1+9"),
  ("a: &x k\n*x : 2", "{a@1:1+1: k@1:4+4, k@2:1+2: 2@2:6+1}@1:1+7"),
  // The newest anchor of a name counts.
  ("[&x 1, *x, &x 2, *x]", "[1@1:2+4, 1@1:2+4, 2@1:12+4, 2@1:12+4]@1:1+20"),
  // Scalars stay text, whatever YAML 1.1 takes them for.
  (
    "[no, 012, 12:30, 1e3, 2026-01-01]",
    "[no@1:2+2, 012@1:6+3, 12:30@1:11+5, 1e3@1:18+3, 2026-01-01@1:23+10]@1:1+33"
  ),
  // Core tags.
  (
    "[!!str 12, !!int 3, !!map {}, !!seq []]",
    "[\"12\"@1:2+8, 3@1:12+7, {}@1:21+8, []@1:31+8]@1:1+39"
  ),
  ("%YAML 1.2\n---\na: 1\n...\n", "{a@3:1+1: 1@3:4+1}@3:1+4"),
]

@Suite struct TreeTests {
  @Test(arguments: trees)
  func locatesEveryValue(yaml: String, outline expected: String) throws {
    #expect(try outline(parse(yaml)) == expected)
  }

  @Test(arguments: [
    ("", true), ("~", true), ("null", true), ("NULL", true), ("''", false), ("'null'", false),
    ("nil", false), ("!!str null", false), ("[]", false),
  ])
  func knowsNull(text: String, isNull: Bool) throws {
    #expect(try parse("a: \(text)")["a"]?.isNull == isNull)
  }

  @Test(arguments: [
    ("x", "text"), ("", "nothing"), ("[]", "a list"), ("{}", "a map"), ("'~'", "text"),
  ])
  func namesKinds(text: String, kind: String) throws {
    #expect(try parse("a: \(text)")["a"]?.kindDescription == kind)
  }

  @Test func carriesTheNameOfTheFile() throws {
    let root = try parseDocument(Array("a: 1".utf8), name: "Plans/x.yaml")
    #expect(root["a"]?.span.description == "Plans/x.yaml:1:4")
    #expect(root["b"] == nil)
  }
}
