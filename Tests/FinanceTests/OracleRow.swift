import Foundation
import Testing

/// A published result with its inputs, tolerance and source: a line of `Oracles/finance-oracles.csv`.
struct OracleRow: Sendable, CustomTestStringConvertible {
  let line: Int
  let function: String
  let inputText: String
  let expected: Double
  let tolerance: Double
  let source: String

  var testDescription: String { "line \(line): \(function) \(inputText) = \(expected)" }

  static let all: [OracleRow] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "Oracles/finance-oracles.csv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(whereSeparator: \.isNewline).enumerated().dropFirst().compactMap {
      let fields = fields(of: $1)
      guard fields.count == 5, let expected = Double(fields[2]), let tolerance = Double(fields[3])
      else { return nil }
      return OracleRow(
        line: $0 + 1, function: fields[0], inputText: fields[1], expected: expected,
        tolerance: tolerance, source: fields[4])
    }
  }()

  /// The fields of a line; a quoted one may hold commas, and quotes written twice.
  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    var rest = line
    while let character = rest.popFirst() {
      if isQuoted {
        if character != "\"" {
          fields[fields.count - 1].append(character)
        } else if rest.first == "\"" {
          rest.removeFirst()
          fields[fields.count - 1].append("\"")
        } else {
          isQuoted = false
        }
      } else if character == "\"" {
        isQuoted = true
      } else if character == "," {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  /// The inputs by name.
  func inputs() throws -> Inputs {
    let object = try JSONSerialization.jsonObject(with: Data(inputText.utf8))
    return Inputs(values: try #require(object as? [String: Any]), row: testDescription)
  }

  struct Inputs {
    let values: [String: Any]
    let row: String

    func number(_ name: String) throws -> Double {
      try #require(values[name] as? Double, "\(row) lacks \(name)")
    }

    func whole(_ name: String) throws -> Int { Int(try number(name)) }

    func text(_ name: String) throws -> String {
      try #require(values[name] as? String, "\(row) lacks \(name)")
    }

    func numbers(_ name: String) throws -> [Double] {
      try #require(values[name] as? [Double], "\(row) lacks \(name)")
    }

    func texts(_ name: String) throws -> [String] {
      try #require(values[name] as? [String], "\(row) lacks \(name)")
    }
  }
}
