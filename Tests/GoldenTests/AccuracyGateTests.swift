import Foundation
import Testing

/// How far the models are from what the plugins carry as measured, against recorded medians.
///
/// `Figures/accuracy.csv` has the answered rows and the median error of each product and kind, as
/// `headroom accuracy` prints them. `HEADROOM_RECORD=1` writes it anew; the difference then stands in
/// the commit, which is how a change says that it made something worse.
@Suite struct AccuracyGateTests {
  /// By how much a median may rise unsaid, as a share: 0.3 points of a per cent.
  static let margin = 0.003

  struct Row: Equatable {
    var answered: Int
    /// Nil where no row was answered.
    var median: Double?
  }

  static let file = SampleFigureTests.folder.appending(path: "accuracy.csv")

  /// Rows by product and kind, from a table with those columns.
  static func rows(_ text: String) -> [String: Row] {
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first, let answered = header.firstIndex(of: "answered"),
      let median = header.firstIndex(of: "median_error")
    else { return [:] }
    return Dictionary(
      lines.dropFirst().map {
        ($0[0] + "," + $0[1], Row(answered: Int($0[answered]) ?? 0, median: Double($0[median])))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What became worse, in words.
  static func worse(_ old: [String: Row], _ new: [String: Row]) -> [String] {
    old.keys.sorted().compactMap { key in
      guard let before = old[key], let after = new[key] else { return "\(key): no longer there" }
      if after.answered < before.answered {
        return "\(key): \(after.answered) rows answered, \(before.answered) before"
      }
      guard let last = before.median else { return nil }
      guard let now = after.median else { return "\(key): no median, \(last) before" }
      return now > last + margin ? "\(key): median \(now), \(last) before" : nil
    }
  }

  @Test func gateCanFail() {
    let old = Self.rows("product,kind,answered,median_error\nx,tpot,4,0.05\ny,ttft,0,\n")
    #expect(old == ["x,tpot": Row(answered: 4, median: 0.05), "y,ttft": Row(answered: 0)])
    func count(_ row: Row?) -> Int {
      Self.worse(
        old, ["x,tpot": row, "y,ttft": Row(answered: 1, median: 0.5)].compactMapValues { $0 }
      )
      .count
    }
    #expect(count(Row(answered: 5, median: 0.0529)) == 0)
    #expect(count(Row(answered: 4, median: 0.0531)) == 1)
    #expect(count(Row(answered: 3, median: 0.01)) == 1)
    #expect(count(Row(answered: 4)) == 1)
    #expect(count(nil) == 1)
  }

  /// Four thousand rows: three seconds of the release program, a minute of the debug one.
  @Test(.enabled(if: Program.isGiven, "needs HEADROOM_PROGRAM, as make test sets it"))
  func mediansDoNotWorsen() throws {
    let answer = try Program.run(
      ["accuracy", "--format", "csv", "-q"], in: SampleFigureTests.folder, timeout: 300)
    let found = Self.rows(answer.output)
    #expect(found.count > 50, "the rows are not being read")
    if GoldenTests.isRecording {
      let lines = found.keys.sorted().map { key in
        let median = found[key]?.median.map { "\($0)" } ?? ""
        return "\(key),\(found[key]?.answered ?? 0),\(median)\n"
      }
      try ("product,kind,answered,median_error\n" + lines.joined()).write(
        to: Self.file, atomically: true, encoding: .utf8)
      return
    }
    let recorded = Self.rows(try String(contentsOf: Self.file, encoding: .utf8))
    #expect(recorded.count > 50)
    for change in Self.worse(recorded, found) { Issue.record(Comment(rawValue: change)) }
  }
}
