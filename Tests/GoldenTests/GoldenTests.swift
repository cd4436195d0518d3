import Foundation
import Testing

/// Folders of `Cases/`: a command, its inputs and every byte of its answer.
///
/// `HEADROOM_RECORD=1` writes the answers down instead of comparing them; read the difference that
/// version control shows before committing it.
@Suite struct GoldenTests {
  static let isRecording = ProcessInfo.processInfo.environment["HEADROOM_RECORD"] == "1"

  @Test(arguments: GoldenCase.all)
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
    let isJSON = try item.arguments().contains { ["json", "--format=json"].contains($0) }
    for difference in expected.differences(to: found, outputIsJSON: isJSON) {
      Issue.record(Comment(rawValue: difference))
    }
  }

  /// A plan, data and build fix every byte, whatever the run.
  @Test(arguments: GoldenCase.all.filter { $0.name.hasPrefix("good/") })
  func sameBytesTwice(of item: GoldenCase) throws {
    #expect(try item.run() == item.run())
  }

  /// No mistake ends in a crash (a negative code here) or in the exit code of our own bugs.
  @Test(arguments: GoldenCase.all)
  func exitCodeIsKnown(of item: GoldenCase) throws {
    #expect([0, 1, 2, 3, 64].contains(item.expected()?.exit ?? 0))
  }

  @Test func thereAreEnoughMistakes() {
    #expect(GoldenCase.all.count { $0.name.hasPrefix("malformed/") } >= 120)
  }
}
