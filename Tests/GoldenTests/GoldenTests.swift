import Foundation
import Testing

/// Folders of `Cases/`: a command, its inputs and every byte of its answer.
///
/// `HEADROOM_RECORD=1` writes the answers down instead of comparing them; read the difference that
/// version control shows before committing it.
@Suite struct GoldenTests {
  static let isRecording = ProcessInfo.processInfo.environment["HEADROOM_RECORD"] == "1"

  /// `HEADROOM_ONLY=TEXT` takes the cases alone whose name has that text, to record a few quickly.
  static let chosen: [GoldenCase] = {
    guard let part = ProcessInfo.processInfo.environment["HEADROOM_ONLY"], !part.isEmpty else {
      return GoldenCase.all
    }
    return GoldenCase.all.filter { $0.name.contains(part) }
  }()

  /// A plan, data and build fix every byte. The recorded answer is one run and this is another; where
  /// they are equal as values only (numbers of JSON on another machine), a third must have the bytes of
  /// this one.
  @Test(arguments: chosen)
  func answer(of item: GoldenCase) throws {
    let found = try item.run()
    if Self.isRecording {
      try item.record(found)
      return
    }
    guard let expected = item.expected() else {
      try item.record(found)
      Issue.record("\(item.name) had no answer to compare with; recorded, now read it")
      return
    }
    for difference in expected.differences(to: found, outputIsJSON: try item.answersInJSON()) {
      Issue.record(Comment(rawValue: difference))
    }
    if expected != found { #expect(try item.run() == found, "two runs differ") }
  }

  /// No mistake ends in a crash (a negative code here) or in the exit code of our own bugs.
  @Test(arguments: GoldenCase.all)
  func exitCodeIsKnown(of item: GoldenCase) throws {
    #expect([0, 1, 2, 3, 4, 64].contains(item.expected()?.exit ?? 0))
  }

  /// What nobody reads holds nothing.
  @Test(arguments: GoldenCase.all)
  func recordedAnswersAreShort(of item: GoldenCase) {
    for file in ["stdout", "stderr"] {
      let lines = item.text(of: file)?.count(where: \.isNewline) ?? 0
      #expect(lines <= Elision.most, "\(item.name)/\(file) has \(lines) lines")
    }
    for (path, data) in [String: Data](under: item.folder.appendingPathComponent("files")) {
      let lines = data.count { $0 == UInt8(ascii: "\n") }
      #expect(lines <= Elision.most, "\(item.name)/files/\(path) has \(lines) lines")
    }
  }

  @Test func thereAreEnoughMistakes() {
    #expect(GoldenCase.all.count { $0.name.hasPrefix("malformed/") } >= 120)
  }
}
