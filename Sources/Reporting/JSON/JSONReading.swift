import Diagnostics
import JSON

/// What a document should hold and does not: where, and what was expected.
public struct UnreadableResult: Error, Sendable, Hashable {
  public let message: String
  /// Where in the document: `report.blocks[6].table`; empty for the document itself.
  public let path: String

  public init(message: String, path: String = "") {
    self.message = message
    self.path = path
  }
}

/// A value of a document with its place, for reading what a program has written.
struct JSONReading {
  let value: JSONValue
  let path: String

  init(_ value: JSONValue, path: String) {
    self.value = value
    self.path = path
  }

  /// The member of an object; `null` counts as absent.
  func optional(_ key: String) -> JSONReading? {
    guard let member = value[key], member != .null else { return nil }
    return JSONReading(member, path: path.isEmpty ? key : "\(path).\(key)")
  }

  subscript(key: String) -> JSONReading {
    get throws(UnreadableResult) {
      guard let member = optional(key) else { throw expected("the key '\(key)'") }
      return member
    }
  }

  func text() throws(UnreadableResult) -> String {
    guard case .string(let text) = value else { throw expected("a text") }
    return text
  }

  func number() throws(UnreadableResult) -> Double {
    guard case .number(let number) = value else { throw expected("a number") }
    return number
  }

  /// A whole number within bounds: what is counted by it costs time and room.
  func whole(in range: ClosedRange<Int>) throws(UnreadableResult) -> Int {
    guard let whole = Int(exactly: try number()), range.contains(whole) else {
      throw expected("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  /// A number; `null` stands for one that is not known.
  func knownOrNot(_ key: String) throws(UnreadableResult) -> Double {
    guard let member = optional(key) else { return .nan }
    if case .string(let text) = member.value {
      switch text {
      case "never": return .infinity
      case "-never": return -.infinity
      default: throw member.expected("a number")
      }
    }
    return try member.number()
  }

  func flag() throws(UnreadableResult) -> Bool {
    guard case .bool(let flag) = value else { throw expected("true or false") }
    return flag
  }

  func list() throws(UnreadableResult) -> [JSONReading] {
    guard case .array(let items) = value else { throw expected("a list") }
    return items.enumerated().map { JSONReading($1, path: "\(path)[\($0)]") }
  }

  func texts() throws(UnreadableResult) -> [String] {
    try list().map { item throws(UnreadableResult) in try item.text() }
  }

  func expected(_ what: String) -> UnreadableResult {
    UnreadableResult(
      message: "expected \(what) for \(quoted(path.isEmpty ? "the document" : path))", path: path)
  }
}

extension JSONValue {
  /// A number that may not be finite: `null` where it is not known, a word for what never happens.
  static func maybe(_ value: Double?) -> JSONValue {
    guard let value else { return .null }
    return value.isInfinite ? .string(value > 0 ? "never" : "-never") : .number(value)
  }

  static func maybe(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// An object without the members that are `null`.
  static func sparse(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.filter { $0.1 != .null }.map { Member($0.0, $0.1) })
  }
}
