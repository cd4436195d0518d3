import Foundation
import Planning
import Testing

/// A published result of owning, of a cluster or of a training run: a line of
/// `PublishedCosts/published-costs.csv`, with its source and the tolerance that its notes give.
struct PublishedCost: Sendable, CustomTestStringConvertible {
  let id: String
  let metric: String
  let expected: Double
  let tolerance: Double
  let source: String

  var testDescription: String { "\(id), \(metric) = \(expected); \(source)" }

  static let all: [PublishedCost] = {
    let file = Repository.path("Tests/PlanningTests/PublishedCosts/published-costs.csv")
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return [] }
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let fields = fields(of: line)
      guard fields.count == 11, let expected = Double(fields[5]), let tolerance = Double(fields[7])
      else { return nil }
      return PublishedCost(
        id: fields[0], metric: fields[4], expected: expected, tolerance: tolerance,
        source: fields[9])
    }
  }()

  /// A plan file beside the table, planned.
  static func plan(_ name: String, settings: [String] = []) throws -> PlannedSample {
    try Samples.plan(
      Repository.path("Tests/PlanningTests/PublishedCosts/\(name).yaml"), settings: settings)
  }

  /// The fields of a line; a quoted one may hold commas, and quotes written twice.
  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    var rest = line
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        rest.removeFirst()
        fields[fields.count - 1].append("\"")
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
