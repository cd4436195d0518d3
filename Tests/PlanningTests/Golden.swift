import Foundation
import Testing

/// Text that stands in a file of `Golden/`. `HEADROOM_RECORD=1 swift test` writes the files anew.
enum Golden {
  static func expect(_ text: String, is name: String) throws {
    let path = Repository.path("Tests/PlanningTests/Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["HEADROOM_RECORD"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    let golden = try String(contentsOfFile: path, encoding: .utf8)
    let (old, new) = (golden.split(separator: "\n"), text.split(separator: "\n"))
    for change in new.difference(from: old).prefix(10) {
      switch change {
      case .insert(_, let line, _): Issue.record("new: \(line)")
      case .remove(_, let line, _): Issue.record("gone: \(line)")
      }
    }
    #expect(golden == text, "record with HEADROOM_RECORD=1 when the change is meant")
  }
}
