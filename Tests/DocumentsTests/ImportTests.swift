import Diagnostics
import Testing

@testable import Documents

private func load(
  _ files: [String: String], first: String = "Plans/p.yaml", links: [String: String] = [:],
  limits: DocumentLimits = .standard
) throws(DiagnosticList) -> LoadedDocument {
  try loadDocument(first, reader: .memory(files, links: links), limits: limits)
}

/// What loading reports, as `file:line:column code`.
private func reports(
  _ files: [String: String], first: String = "Plans/p.yaml", links: [String: String] = [:],
  limits: DocumentLimits = .standard
) -> [String] {
  do throws(DiagnosticList) {
    _ = try load(files, first: first, links: links, limits: limits)
    return []
  } catch {
    return error.diagnostics.map { ($0.span.map { "\($0.file):" } ?? "") + summary($0) }
  }
}

private let merges: [(own: String, imports: [String: String], outline: String)] = [
  ("import: a.yaml\nx: 1", ["a": "y: 2"], "{y: 2, x: 1}"),
  // Maps merge deep; lists and texts replace; keys keep the order of the imported file.
  (
    "import: a.yaml\nm: {b: 2, c: 3}\nl: [9]\nt: new", ["a": "t: old\nm: {a: 1, b: 1}\nl: [1, 2]"],
    "{t: new, m: {a: 1, b: 2, c: 3}, l: [9]}"
  ),
  // In order: the later import wins, the file itself wins over all.
  (
    "import: [a.yaml, b.yaml]\nz: 3", ["a": "x: 1\ny: 1\nz: 1", "b": "y: 2\nz: 2"],
    "{x: 1, y: 2, z: 3}"
  ),
  // Unlike kinds replace, and so does an explicit null.
  (
    "import: a.yaml\na: text\nb: {c: 1}\nd: ~", ["a": "a: {x: 1}\nb: [1]\nd: 4"],
    "{a: text, b: {c: 1}, d: ~}"
  ),
  // Imports of imports, relative to the file that holds them; the key need not come first.
  (
    "x: 1\nimport: sub/a.yaml",
    ["sub/a": "import: [b.yaml, ../c.yaml]\ny: 2", "sub/b": "b: 1", "c": "c: 1"],
    "{b: 1, c: 1, y: 2, x: 1}"
  ),
  // The same file by two ways is no cycle.
  (
    "import: [a.yaml, b.yaml]",
    ["a": "import: c.yaml", "b": "import: ./sub/../c.yaml", "c": "c: 1"],
    "{c: 1}"
  ),
  // `import` is a key like any other further in.
  ("a: {import: b.yaml}", [:], "{a: {import: b.yaml}}"),
  ("import: []\nx: 1", [:], "{x: 1}"),
]

@Suite struct ImportTests {
  @Test(arguments: merges)
  func merge(own: String, imports: [String: String], outline expected: String) throws {
    var files = ["Plans/p.yaml": own]
    for (name, text) in imports { files["Plans/\(name).yaml"] = text }
    #expect(try plainOutline(load(files).root) == expected)
  }

  @Test func keepsPlacesNamesAndSources() throws {
    let loaded = try load([
      "Plans/p.yaml": "import: [shared/./a.yaml]\nm:\n  y: 2",
      "Plans/shared/a.yaml": "m:\n  x: 1\nimport: ../b.yaml",
      "Plans/b.yaml": "m: {z: 0}",
    ])
    #expect(loaded.files == ["Plans/p.yaml", "Plans/shared/a.yaml", "Plans/b.yaml"])
    #expect(loaded.sources["Plans/b.yaml"]?.line(1) == "m: {z: 0}")
    let map = try #require(loaded.root["m"])
    #expect(map.span.description == "Plans/p.yaml:3:3")
    #expect(map["x"]?.span.description == "Plans/shared/a.yaml:2:6")
    #expect(map["y"]?.span.description == "Plans/p.yaml:3:6")
    #expect(map["z"]?.span.description == "Plans/b.yaml:1:8")
    #expect(loaded.root["import"] == nil)
  }

  @Test(arguments: [
    ("p.yaml", "a.yaml"), ("./p.yaml", "./a.yaml"), ("/x/p.yaml", "/x/a.yaml"),
    ("../x/p.yaml", "../x/a.yaml"),
  ])
  func namesImportsAfterTheFirstFile(first: String, imported: String) throws {
    let loaded = try load(
      [
        "p.yaml": "import: a.yaml", "x/p.yaml": "import: a.yaml", "../x/p.yaml": "import: a.yaml",
        "a.yaml": "a: 1", "x/a.yaml": "a: 1", "../x/a.yaml": "a: 1",
      ], first: first)
    #expect(loaded.files == [first, imported])
  }

  @Test func aFileWithoutImportsMayBeAnything() throws {
    #expect(try plainOutline(load(["Plans/p.yaml": "[1, 2]"]).root) == "[1, 2]")
  }

  private static let refused: [(files: [String: String], expected: [String])] = [
    ([:], ["unreadable-file"]),
    (["p": "a: 1\nimport: gone.yaml"], ["Plans/p.yaml:2:9 unreadable-file"]),
    (["p": "import: ''"], ["Plans/p.yaml:1:9 unreadable-file"]),
    (["p": "import: /etc/hosts"], ["Plans/p.yaml:1:9 import-outside"]),
    (["p": "import: ../q.yaml"], ["Plans/p.yaml:1:9 import-outside"]),
    (["p": "import: a/../../q.yaml"], ["Plans/p.yaml:1:9 import-outside"]),
    (
      ["p": "import: sub/a.yaml", "sub/a": "import: ../../q.yaml"],
      ["Plans/sub/a.yaml:1:9 import-outside"]
    ),
    (["p": "import: p.yaml"], ["Plans/p.yaml:1:9 import-cycle"]),
    (
      ["p": "import: a.yaml", "a": "import: [b.yaml]", "b": "import: ./a.yaml"],
      ["Plans/b.yaml:1:9 import-cycle"]
    ),
    // A wrong kind: nothing, a map, an item that is no text, a file that is no map.
    (["p": "import:"], ["Plans/p.yaml:1:8 wrong-kind"]),
    (["p": "import: {a: b}"], ["Plans/p.yaml:1:9 wrong-kind"]),
    (["p": "import: [[a]]"], ["Plans/p.yaml:1:10 wrong-kind"]),
    (["p": "import: a.yaml", "a": "[1]"], ["Plans/a.yaml:1:1 wrong-kind"]),
    (["p": "import: a.yaml", "a": ""], ["Plans/a.yaml:1:1 empty-document"]),
    // One failure does not hide the others.
    (
      ["p": "import:\n  - gone.yaml\n  - a.yaml\n  - /b", "a": "x: *y"],
      [
        "Plans/a.yaml:1:4 unknown-alias", "Plans/p.yaml:2:5 unreadable-file",
        "Plans/p.yaml:4:5 import-outside",
      ]
    ),
  ]

  @Test(arguments: refused)
  func refuses(files: [String: String], expected: [String]) {
    var named: [String: String] = [:]
    for (name, text) in files { named["Plans/\(name).yaml"] = text }
    #expect(reports(named) == expected)
  }

  @Test func explainsACycle() {
    let files = [
      "a.yaml": "x: 1\nimport: b.yaml", "b.yaml": "import: c.yaml", "c.yaml": "import: b.yaml",
    ]
    let error = #expect(throws: DiagnosticList.self) { _ = try load(files, first: "a.yaml") }
    #expect(
      error.map(DiagnosticRenderer().render) == """
        c.yaml:1:9: error: import 'b.yaml' leads back to itself [import-cycle]
            1 | import: b.yaml
              |         ^~~~~~
        b.yaml:1:9: note: by way of this import

        """)
  }

  @Test func followsLinksOnlyInsideTheFolder() {
    let files = [
      "Plans/p.yaml": "import: link.yaml", "Plans/a.yaml": "a: 1", "secret.yaml": "s: 1",
    ]
    #expect(reports(files, links: ["Plans/link.yaml": "Plans/a.yaml"]) == [])
    #expect(
      reports(files, links: ["Plans/link.yaml": "secret.yaml"])
        == ["Plans/p.yaml:1:9 import-outside"])
    #expect(
      reports(files, links: ["Plans/link.yaml": "Plans/p.yaml"])
        == ["Plans/p.yaml:1:9 import-cycle"])
    #expect(
      reports(files, links: ["Plans/link.yaml": "Plans/link.yaml"])
        == ["Plans/p.yaml:1:9 unreadable-file"])
  }

  @Test func aNameThatWouldMeanStandardInputIsAFile() throws {
    let loaded = try load(["p.yaml": "import: '-'", "-": "a: 1"], first: "p.yaml")
    #expect(loaded.files == ["p.yaml", "./-"])
  }

  @Test func limitsHoldForTheSumOfFiles() {
    var files = ["Plans/p.yaml": "import: [a.yaml, b.yaml]", "Plans/a.yaml": "[1, 2, 3]"]
    files["Plans/a.yaml"] = "a: [1, 2, 3]"
    files["Plans/b.yaml"] = "b: [1, 2, 3]"
    var limits = DocumentLimits.standard
    // 4 values in the first file (the map, the list, two names), 5 in each of the others.
    limits.values = 14
    #expect(reports(files, limits: limits) == [])
    limits.values = 13
    #expect(reports(files, limits: limits) == ["Plans/b.yaml:1:11 too-many-values"])
    limits = .standard
    limits.bytes = 48
    #expect(reports(files, limits: limits) == [])
    limits.bytes = 47
    #expect(reports(files, limits: limits) == ["Plans/p.yaml:1:18 file-too-large"])
  }

  @Test func limitsTheNumberOfImports() {
    // Each file imports the next one twice: 2^20 readings without a limit.
    var files: [String: String] = ["Plans/p.yaml": "import: [f0.yaml, f0.yaml]"]
    for level in 0..<20 {
      files["Plans/f\(level).yaml"] = "import: [f\(level + 1).yaml, f\(level + 1).yaml]"
    }
    files["Plans/f20.yaml"] = "a: 1"
    #expect(reports(files).map { $0.split(separator: " ").last } == ["too-many-imports"])
    for count in [64, 65] {
      let list = [String](repeating: "f20.yaml", count: count).joined(separator: ", ")
      #expect(
        reports(["Plans/p.yaml": "import: [\(list)]", "Plans/f20.yaml": "a: 1"])
          == (count == 64 ? [] : ["Plans/p.yaml:1:650 too-many-imports"]))
    }
  }
}
