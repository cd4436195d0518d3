import Foundation
import PlanFiles
import Testing

/// The table of keys and the reader know the same keys.
@Suite struct KeyTableTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/PlanFiles")

  private static var known: Set<String> {
    Set(KeyTable.plan.sections.flatMap { $0.keys.map(\.name) })
  }

  /// What the reader asks for, by the words of its sources.
  @Test func everyKeyOfTheReaderIsInTheTable() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    var seen: Set<String> = []
    for name in names where name.hasPrefix("PlanReader") {
      let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      for match in text.matches(of: #/(?:optional|required|read)\(\s*"(?<key>[a-z-]+)"/#) {
        let key = String(match.output.key)
        seen.insert(key)
        #expect(Self.known.contains(key), "\(name) reads '\(key)', which KeyTable+Plan lacks")
      }
    }
    #expect(seen.count > 50)
  }

  @Test func sectionsThatAreNamedExist() {
    let names = Set(KeyTable.plan.sections.map(\.name))
    #expect(names.count == KeyTable.plan.sections.count)
    for section in KeyTable.plan.sections {
      for key in section.keys {
        for name in KeyTable.sections(in: key.form) {
          #expect(names.contains(name), "'\(key.name)' names the section '\(name)'")
        }
      }
      #expect(Set(section.keys.map(\.name)).count == section.keys.count)
    }
  }

  @Test func everyKeySaysWhatItHolds() {
    for key in KeyTable.plan.sections.flatMap(\.keys) {
      #expect(!key.help.isEmpty && !key.without.isEmpty)
    }
  }

  @Test func pathsGoThroughSections() {
    #expect(KeyTable.plan.paths(in: "serve").contains("traffic.prefix-cache"))
    #expect(KeyTable.plan.paths(in: "finance").contains("horizon"))
  }

  /// A key that the reader cannot do without is required in a section that has it, or says from when.
  @Test(arguments: [
    (KeyTable.plan, "Sources/PlanFiles", "PlanReader"),
    (KeyTable.hardware, "Sources/HardwareKit/Catalog", ""),
  ])
  func whatIsRequiredIsSo(table: KeyTable, path: String, prefix: String) throws {
    let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: path)
    let keys = table.sections.flatMap(\.keys)
    var seen = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix(prefix) && name.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for match in text.matches(
        of: #/reader\.(?<how>optional|required)\(\s*"(?<key>[a-z-]+)"/#)
      {
        let key = String(match.output.key)
        let found = keys.filter { $0.name == key }
        #expect(!found.isEmpty, "\(name) reads '\(key)', which the table lacks")
        let isNeeded = match.output.how == "required"
        #expect(
          found.contains {
            isNeeded ? $0.isRequired || $0.without.hasPrefix("required") : !$0.isRequired
          }, "\(name): '\(key)' is \(match.output.how)")
        seen += 1
      }
    }
    #expect(seen > 20)
  }
}
