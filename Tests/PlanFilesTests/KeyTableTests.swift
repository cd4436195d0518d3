import HardwareKit
import Keys
import PlanFiles
import Testing

/// What sections describe.
@Suite struct KeyTableTests {
  @Test func sectionsThatAreNamedExist() throws {
    for table in [try Plans.table(), KeyTable.hardware] {
      let names = Set(table.sections.map(\.name))
      #expect(names.count == table.sections.count)
      for section in table.sections {
        for key in section.keys {
          for name in KeyTable.sections(in: key.form) {
            #expect(names.contains(name), "'\(key.name)' names the section '\(name)'")
          }
        }
        #expect(Set(section.keys.map(\.name)).count == section.keys.count, "\(section.name)")
      }
    }
  }

  @Test func everyKeySaysWhatItHolds() throws {
    for key in try Plans.table().sections.flatMap(\.keys)
      + KeyTable.hardware.sections.flatMap(\.keys)
    {
      #expect(!key.help.isEmpty && !key.without.isEmpty)
    }
  }

  @Test func pathsGoThroughSections() throws {
    #expect(try Plans.table().paths(in: "serve").contains("traffic.prefix-cache"))
    #expect(try Plans.table().paths(in: "finance").contains("horizon"))
  }
}
