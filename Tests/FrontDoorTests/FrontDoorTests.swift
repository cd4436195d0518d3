import Foundation
import Testing

/// The README and the pages of the documentation do what they say.
///
/// Every `$ headroom …` line is run from the package's root, in the order of the page, and must
/// print what stands below it. A `yaml` block that begins with the comment `# NAME.yaml` is a file
/// that the commands below it may read. `HEADROOM_RECORD=1` writes the real output into the page;
/// `HEADROOM_ONLY=TEXT` takes the pages alone whose name has that text.
@Suite(.serialized) struct FrontDoorTests {
  /// Pages with commands, from the package's root.
  static let pages: [String] = {
    let folder = Workplace.root.appending(path: "Documentation")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let pages =
      ["README.md"]
      + files.filter { $0.hasSuffix(".md") }.sorted().map { "Documentation/\($0)" }
    guard let part = ProcessInfo.processInfo.environment["HEADROOM_ONLY"] else { return pages }
    return pages.filter { $0.contains(part) }
  }()

  static func url(_ name: String) -> URL { Workplace.root.appending(path: name) }

  static func page(_ name: String = "README.md") throws -> Page {
    Page(try String(contentsOf: url(name), encoding: .utf8))
  }

  @Test(arguments: pages)
  func everyExampleRuns(_ name: String) throws {
    let isRecording = ProcessInfo.processInfo.environment["HEADROOM_RECORD"] == "1"
    let place = try Workplace()
    defer { place.remove() }
    let page = try Self.page(name)
    var renewed = page
    var runs = 0
    var shift = 0
    for block in page.blocks {
      let lines = page.lines[block.lines]
      if block.language == "yaml", let first = lines.first, first.hasPrefix("# ") {
        try lines.joined(separator: "\n").appending("\n").write(
          to: place.folder.appending(path: String(first.dropFirst(2))), atomically: true,
          encoding: .utf8)
      }
      guard block.language == "console" else { continue }
      var written: [String] = []
      for example in Example.read(lines) {
        guard example.command.hasPrefix("headroom ") else {
          written += example.lines
          continue
        }
        runs += 1
        let real = try place.run(example.command)
        if isRecording {
          written += example.renewed(with: real).lines
        } else {
          #expect(
            example.matches(real),
            "\(example.command) prints\n\(real.joined(separator: "\n"))")
        }
      }
      if isRecording {
        let start = block.lines.lowerBound + shift
        renewed.lines.replaceSubrange(start..<(block.lines.upperBound + shift), with: written)
        shift += written.count - block.lines.count
      }
    }
    if name == "README.md" { #expect(runs >= 6) }
    if isRecording, runs > 0 {
      try renewed.text.write(to: Self.url(name), atomically: true, encoding: .utf8)
    }
  }

  /// No command hides from the test in another kind of block.
  @Test(arguments: pages)
  func commandsStandInConsoleBlocks(_ name: String) throws {
    let page = try Self.page(name)
    for block in page.blocks {
      let lines = page.lines[block.lines]
      for line in lines where line.hasPrefix("headroom ") {
        Issue.record("'\(line)' lacks its '$ '")
      }
      for line in lines where line.hasPrefix("$ headroom ") && block.language != "console" {
        Issue.record("'\(line)' stands in a block of '\(block.language)'")
      }
      if let first = lines.first, block.language == "console" {
        #expect(first.hasPrefix("$ "), "a console block begins with '\(first)'")
      }
    }
  }

  /// Commands that the prose names exist.
  @Test func commandsInProseExist() throws {
    let place = try Workplace()
    defer { place.remove() }
    let prose = try Self.page().prose.joined(separator: "\n")
    let named = Set(
      prose.matches(of: #/`headroom (?<words>[a-z]+(?: [a-z]+)?)/#)
        .map { String($0.output.words) })
    #expect(!named.isEmpty)
    for words in named {
      let lines = try place.run("headroom help \(words)")
      #expect(lines.first?.hasPrefix("OVERVIEW") == true, "there is no 'headroom \(words)'")
    }
  }

  /// Files and folders that the page links to exist.
  @Test(arguments: pages)
  func linksLead(_ name: String) throws {
    let text = try Self.page(name).text
    let folder = Self.url(name).deletingLastPathComponent()
    for match in text.matches(of: #/\]\((?<path>[^)#:]+)(?:#[^)]*)?\)/#) {
      let path = String(match.output.path)
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: path).path),
        "\(name) links to \(path)")
    }
  }

  /// `make` targets that the page names exist; continuous integration runs them.
  @Test func makeTargetsExist() throws {
    let makefile = try String(
      contentsOf: Workplace.root.appending(path: "Makefile"), encoding: .utf8)
    let text = try Self.page().text
    for match in text.matches(of: #/(?:`|\$ |\n)make (?<target>[a-z]+)/#) {
      #expect(
        makefile.contains("\n\(match.output.target):"), "there is no make \(match.output.target)")
    }
  }
}
