import Foundation
import Testing

/// `--help` and the manual page do what they say.
@Suite struct HelpTests {
  /// The files that the README makes, which examples read.
  private func filled() throws -> Workplace {
    let place = try Workplace()
    let page = try FrontDoorTests.page()
    for block in page.blocks where block.language == "yaml" {
      let lines = page.lines[block.lines]
      guard let first = lines.first, first.hasPrefix("# ") else { continue }
      try lines.joined(separator: "\n").appending("\n").write(
        to: place.folder.appending(path: String(first.dropFirst(2))), atomically: true,
        encoding: .utf8)
    }
    for name in ["my-chip.yaml", "my-runs.csv", "vllm-serve.json", "requests.csv", "vms.csv"] {
      try FileManager.default.copyItem(
        at: Workplace.root.appending(path: "Tests/FrontDoorTests/Files/\(name)"),
        to: place.folder.appending(path: name))
    }
    return place
  }

  @Test func everyExampleOfTheHelpRuns() throws {
    let place = try filled()
    defer { place.remove() }
    var runs = 0
    for command in try CommandHelp.read(place).all {
      for example in command.examples {
        runs += 1
        let lines = try place.run(example)
        #expect(!lines.isEmpty || example.contains(" -o "), "\(example) says nothing")
        // A failed check is an answer; wrong usage and unreadable files are not.
        if let last = lines.last, last.hasPrefix("exit ") {
          #expect(last == "exit 3", "\(example) ends in \(last):\n\(lines.joined(separator: "\n"))")
        }
      }
    }
    #expect(runs >= 12)
  }

  /// A command without an example leaves its user alone.
  @Test func everyCommandHasAnExample() throws {
    let place = try Workplace()
    defer { place.remove() }
    for command in try CommandHelp.read(place).all where command.subcommands == nil {
      #expect(!command.examples.isEmpty, "'\(command.path) --help' has no example")
    }
  }

  /// `HEADROOM_RECORD=1` writes the page anew.
  @Test func manualPageIsCurrent() throws {
    let place = try Workplace()
    defer { place.remove() }
    let version = try place.run("headroom --version").joined()
    let text = ManualPage(command: try CommandHelp.read(place), version: version).text
    let file = Workplace.root.appending(path: "Documentation/headroom.1")
    if ProcessInfo.processInfo.environment["HEADROOM_RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(
        try String(contentsOf: file, encoding: .utf8) == text, "run HEADROOM_RECORD=1 make test")
    }
  }

  /// The formatter of the system reads the page without a complaint.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/groff"), "needs groff"))
  func manualPageIsSound() throws {
    let place = try Workplace()
    defer { place.remove() }
    let page = Workplace.root.appending(path: "Documentation/headroom.1").path
    let lines = try place.run("groff -man -ww -Tutf8 -z '\(page)'")
    #expect(lines == [])
  }
}
