import Foundation
import Testing

/// Every figure of the sample plans, and what the search chose, against recorded values.
///
/// A file `Figures/PLAN.txt` has a line for each name with its value in base units; figures that differ
/// in the number of a month or year alone share a line. `HEADROOM_RECORD=1` writes them anew.
@Suite struct SampleFigureTests {
  static let folder = GoldenCase.root.deletingLastPathComponent().appending(path: "Figures")

  /// One value, or that of each month in turn; nil is unknown.
  struct Line: Equatable {
    var name: String
    var values: [Double?]

    var text: String {
      name + values.map { " " + ($0.map { "\($0)" } ?? "?") }.joined()
    }

    init(name: String, values: [Double?]) {
      self.name = name
      self.values = values
    }

    init(_ text: Substring) {
      let words = text.split(separator: " ")
      name = words.first.map(String.init) ?? ""
      values = words.dropFirst().map { Double($0) }
    }
  }

  private static func member(_ value: JSONValue, _ key: String) -> JSONValue? {
    if case .map(let members) = value { members[key] } else { nil }
  }

  private static func items(_ value: JSONValue?) -> [JSONValue] {
    if case .list(let items)? = value { items } else { [] }
  }

  private static func text(_ value: JSONValue?) -> String {
    if case .text(let text)? = value { text } else { "" }
  }

  /// The figures of each answer of a saved result, with the choices as comments before them.
  private static func lines(of result: JSONValue) -> [Line] {
    var lines: [Line] = []
    let answers = items(member(result, "cases")) + (member(result, "fleet").map { [$0] } ?? [])
    for answer in answers {
      lines.append(Line(name: "# \(text(member(answer, "name")))", values: []))
      for choice in items(member(answer, "choices")) {
        let option = text(member(choice, "option"))
        lines.append(Line(name: "# \(text(member(choice, "workload"))): \(option)", values: []))
      }
      // By name: the order in which a sheet is written says nothing.
      var values: [String: [Double?]] = [:]
      for figure in items(member(answer, "figures")) {
        let name = text(member(figure, "name"))
          .replacing(#/(?<unit>month|year)-[0-9]+/#) { "\($0.output.unit)-#" }
        let value: Double? =
          if case .number(let number)? = member(figure, "value") { number } else { nil }
        values[name, default: []].append(value)
      }
      lines += values.keys.sorted().map { Line(name: $0, values: values[$0] ?? []) }
    }
    return lines
  }

  @Test(arguments: [
    "train-from-scratch", "fine-tune-llama", "inference-only", "neocloud-sizing", "buy-or-rent",
  ])
  func figuresStand(of plan: String) throws {
    let path = GoldenCase.checkout.appending(path: "Plans/\(plan).yaml").path
    let answer = try Program.run(
      ["estimate", path, "--format", "json", "-q"], in: Self.folder)
    let found = Self.lines(of: try JSONValue(parsing: answer.output))
    #expect(found.count > 100, "the figures are not being read")
    let file = Self.folder.appending(path: "\(plan).txt")
    if GoldenTests.isRecording {
      let text = found.map { $0.text + "\n" }.joined()
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      $0.hasPrefix("#") ? Line(name: String($0), values: []) : Line($0)
    }
    for change in found.map(\.name).difference(from: expected.map(\.name)) {
      switch change {
      case .insert(_, let name, _): Issue.record("\(plan): \(name) is new")
      case .remove(_, let name, _): Issue.record("\(plan): \(name) is gone")
      }
    }
    guard expected.map(\.name) == found.map(\.name) else { return }
    for (old, new) in zip(expected, found) {
      let same =
        old.values.count == new.values.count
        && zip(old.values, new.values).allSatisfy { Self.equal($0, $1) }
      #expect(same, "\(plan): \(old.text.prefix(200)) is now \(new.text.prefix(200))")
    }
  }

  private static func equal(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) <= JSONValue.tolerance * max(abs(a), abs(b))
  }
}
