import Diagnostics
import JSON
import Units

/// A step from a value of a file to one inside it.
enum Step: Hashable, Sendable {
  case key(String)
  case index(Int)
}

/// A value of a file, with the way to it and the means to say where it stands.
struct Item {
  let value: JSONValue
  let path: [Step]
  let locator: any ItemLocator

  init(_ value: JSONValue, path: [Step] = [], in locator: any ItemLocator) {
    self.value = value
    self.path = path
    self.locator = locator
  }

  /// The member of an object; `null` counts as absent.
  subscript(key: String) -> Item? {
    guard let member = value[key], member != .null else { return nil }
    return Item(member, path: path + [.key(key)], in: locator)
  }

  /// The value behind several keys.
  subscript(keys: String...) -> Item? {
    var item: Item? = self
    for key in keys { item = item?[key] }
    return item
  }

  /// The first of several keys that is there.
  func first(of keys: [String]) -> Item? {
    for key in keys { if let item = self[key] { return item } }
    return nil
  }

  var list: [Item]? {
    guard case .array(let values) = value else { return nil }
    return values.enumerated().map { Item($1, path: path + [.index($0)], in: locator) }
  }

  var members: [(key: String, item: Item)]? {
    guard case .object(let members) = value else { return nil }
    return members.map { ($0.key, Item($0.value, path: path + [.key($0.key)], in: locator)) }
  }

  var text: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }

  var flag: Bool? {
    guard case .bool(let flag) = value else { return nil }
    return flag
  }

  /// A number, or a text that holds one, as several tools write prices; it may be negative or not finite.
  var anyNumber: Double? {
    switch value {
    case .number(let number): number
    case .string(let text): Double(text)
    default: nil
    }
  }

  var span: SourceSpan { locator.span(of: path) }

  /// The way to the value as people write it: `benchmarks[1].metrics`.
  var place: String {
    var text = ""
    for step in path {
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}

extension Item {
  /// A number above zero. Anything else that stands there is reported.
  func positive(_ what: String, into found: inout DiagnosticList) -> Double? {
    guard let number = finite(what, into: &found) else { return nil }
    if number > 0 { return number }
    found.append(.badFigure(what, expected: "a number above zero", found: self))
    return nil
  }

  /// A number of zero or more. Anything else that stands there is reported.
  func notNegative(_ what: String, into found: inout DiagnosticList) -> Double? {
    guard let number = finite(what, into: &found) else { return nil }
    if number >= 0 { return number }
    found.append(.badFigure(what, expected: "a number of zero or more", found: self))
    return nil
  }

  /// A whole number above zero, and below a million.
  func count(_ what: String, into found: inout DiagnosticList) -> Int? {
    guard let number = positive(what, into: &found) else { return nil }
    if number <= 1e6, number == number.rounded() { return Int(saturating: number) }
    found.append(.badFigure(what, expected: "a whole number up to a million", found: self))
    return nil
  }

  /// A whole number of zero or more, rounded where a mean is written; no tool counts a million million requests.
  func tally(_ what: String, into found: inout DiagnosticList) -> Int? {
    guard let number = notNegative(what, into: &found) else { return nil }
    if number <= 1e12 { return Int(saturating: number.rounded()) }
    found.append(.badFigure(what, expected: "a count", found: self))
    return nil
  }

  private func finite(_ what: String, into found: inout DiagnosticList) -> Double? {
    if let number = anyNumber, number.isFinite { return number }
    found.append(.badFigure(what, expected: "a number", found: self))
    return nil
  }
}

extension Item {
  /// The value in messages, cut where it is long.
  var shown: String {
    switch value {
    case .string(let text): quoted(text)
    case .number(let number): "\(number)"
    case .bool(let flag): "\(flag)"
    case .null: "null"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// Finds the place of a value in its file; asked only when there is something to say about it.
protocol ItemLocator {
  var file: String { get }
  func span(of path: [Step]) -> SourceSpan
  /// The line of the file on which the whole value begins.
  var line: Int { get }
}

/// JSON text: one file, or one line of many.
final class JSONText: ItemLocator {
  let file: String
  let bytes: [UInt8]
  let line: Int

  init(file: String, bytes: [UInt8], line: Int = 1) {
    self.file = file
    self.bytes = bytes
    self.line = line
  }

  func span(of path: [Step]) -> SourceSpan {
    var walker = JSONWalker(bytes: bytes)
    return span(at: walker.offset(of: path) ?? 0)
  }

  func span(at offset: Int) -> SourceSpan {
    let before = bytes[..<min(max(0, offset), bytes.count)]
    let start = (before.lastIndex(of: 0x0A) ?? -1) + 1
    return SourceSpan(
      file: file, line: line + before.count { $0 == 0x0A },
      column: before[start...].count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// Reads the text as a value.
  func item() throws(DiagnosticList) -> Item {
    do throws(JSONSyntaxError) {
      return Item(try JSONValue(parsing: bytes, python: true), in: self)
    } catch {
      let span = SourceSpan(file: file, line: line + error.line - 1, column: error.column)
      throw DiagnosticList([.notJSON(error.message, at: span)])
    }
  }
}

/// Walks over the text of valid JSON to the value behind a path.
struct JSONWalker {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The offset of a value's first byte; nil when it is not there.
  mutating func offset(of path: [Step]) -> Int? {
    position = 0
    skipSpace()
    for step in path {
      switch step {
      case .key(let key): guard enter(key) else { return nil }
      case .index(let index): guard enter(index) else { return nil }
      }
    }
    return position
  }

  private mutating func enter(_ wanted: String) -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    while position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      let start = position
      skipString()
      let key = bytes[start..<position]
      _ = take(UInt8(ascii: ":"))
      if let value = try? JSONValue(parsing: Array(key)), value == .string(wanted) { return true }
      skipValue()
      guard take(UInt8(ascii: ",")) else { return false }
    }
    return false
  }

  private mutating func enter(_ wanted: Int) -> Bool {
    guard take(UInt8(ascii: "[")) else { return false }
    for _ in 0..<wanted {
      skipValue()
      guard take(UInt8(ascii: ",")) else { return false }
    }
    return true
  }

  /// Passes over one value and the space behind it.
  private mutating func skipValue() {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        position += 1
      case UInt8(ascii: ",") where depth == 0: return
      default: position += 1
      }
      if depth == 0 {
        skipSpace()
        if position < bytes.count, [0x2C, 0x5D, 0x7D].contains(bytes[position]) { return }
      }
    }
  }

  private mutating func skipString() {
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position + 1, bytes.count)
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ mark: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == mark else { return false }
    position += 1
    skipSpace()
    return true
  }
}
