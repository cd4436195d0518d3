/// Why a text is not JSON, and where; lines and columns count from 1, columns in UTF-8 bytes.
public struct JSONSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  public var message: String
  public var line: Int
  public var column: Int

  public var description: String { "\(line):\(column): \(message)" }
}

extension JSONValue {
  /// Reads strict RFC 8259 text: no comments, no trailing commas, no key twice in an object, no
  /// number beyond the range of a double, at most 128 levels.
  public init(parsing text: String) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads the bytes of such a text.
  ///
  /// - Parameter python: also takes `NaN`, `Infinity` and `-Infinity`, which Python's `json` writes for
  ///   numbers that are not finite.
  public init(parsing bytes: [UInt8], python: Bool = false) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes, python: python)
    self = try parser.document()
  }
}

private struct JSONParser {
  private let bytes: [UInt8]
  private let python: Bool
  private var position = 0
  private static let deepest = 128

  init(_ bytes: [UInt8], python: Bool) {
    self.bytes = bytes
    self.python = python
  }

  mutating func document() throws(JSONSyntaxError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure("more text after the end of the value") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object(try members(depth: try deeper(depth)))
    case UInt8(ascii: "["): return .array(try elements(depth: try deeper(depth)))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N") where python: return try word("NaN", .number(.nan))
    case UInt8(ascii: "I") where python: return try word("Infinity", .number(.infinity))
    case UInt8(ascii: "-") where python && isNext("I"):
      position += 1
      return try word("Infinity", .number(-.infinity))
    case let byte? where byte == UInt8(ascii: "-") || byte.isDigit: return .number(try number())
    case nil: throw failure("the text ends where a value should stand")
    default: throw failure("expected a value")
    }
  }

  private func deeper(_ depth: Int) throws(JSONSyntaxError) -> Int {
    guard depth < Self.deepest else { throw failure("more than \(Self.deepest) levels deep") }
    return depth + 1
  }

  private mutating func members(depth: Int) throws(JSONSyntaxError) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var keys = KeySet()
    position += 1
    if take("}") { return [] }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw failure("expected a key in quotes") }
      let start = position
      let key = try string()
      guard keys.insert(key) else {
        throw failure("the key stands twice in this object", at: start)
      }
      guard take(":") else { throw failure("expected ':' after the key") }
      members.append(JSONValue.Member(key, try value(depth: depth)))
    } while take(",")
    guard take("}") else { throw failure("expected ',' or '}'") }
    return members
  }

  private mutating func elements(depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
    var elements: [JSONValue] = []
    position += 1
    if take("]") { return [] }
    repeat { elements.append(try value(depth: depth)) } while take(",")
    guard take("]") else { throw failure("expected ',' or ']'") }
    return elements
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    let letters = Array("\(word)".utf8)
    guard bytes[position...].starts(with: letters) else { throw failure("expected a value") }
    position += letters.count
    return value
  }

  // MARK: Numbers

  private mutating func number() throws(JSONSyntaxError) -> Double {
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    let first = peek
    let whole = try digits()
    if first == UInt8(ascii: "0"), whole > 1 {
      throw failure("a number does not start with 0", at: start)
    }
    if peek == UInt8(ascii: ".") {
      position += 1
      _ = try digits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw failure("the number is too large", at: start)
    }
    return value
  }

  /// Passes over one digit at least and says how many there were.
  private mutating func digits() throws(JSONSyntaxError) -> Int {
    let start = position
    while let byte = peek, byte.isDigit { position += 1 }
    guard position > start else { throw failure("expected a digit") }
    return position - start
  }

  // MARK: Strings

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = position
    position += 1
    while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      position += 1
    }
    var result = bytes[(start + 1)..<position]
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        result += try escape()
      case 0..<0x20:
        throw failure("a control character in a string must be escaped")
      default:
        position += 1
        result.append(byte)
      }
    }
    throw failure("the string has no closing quote", at: start)
  }

  /// What stands after a backslash, as UTF-8.
  private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
    let start = position - 1
    defer { position += 1 }
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [bytes[position]]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): break
    default: throw failure("unknown escape", at: start)
    }
    var code = try hexDigits(after: position)
    position += 4
    if (0xD800...0xDBFF).contains(code), bytes[(position + 1)...].starts(with: Array("\\u".utf8)) {
      let low = try hexDigits(after: position + 2)
      if (0xDC00...0xDFFF).contains(low) {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        position += 6
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw failure("half of a surrogate pair", at: start)
    }
    return Array(String(scalar).utf8)
  }

  private func hexDigits(after index: Int) throws(JSONSyntaxError) -> UInt32 {
    guard index + 4 < bytes.count else { throw failure("expected four hexadecimal digits") }
    let digits = bytes[(index + 1)...(index + 4)]
    // `UInt32(_:radix:)` would take a sign.
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("expected four hexadecimal digits") }
    return code
  }

  // MARK: Places

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isNext(_ letter: Unicode.Scalar) -> Bool {
    position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: letter)
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
      position += 1
    }
  }

  /// Passes over space and the mark, if the mark is there.
  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private func failure(_ message: String, at place: Int? = nil) -> JSONSyntaxError {
    let before = bytes[..<(place ?? position)]
    let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
    return JSONSyntaxError(
      message: message, line: before.count { $0 == 0x0A } + 1,
      column: before.count - lineStart + 1)
  }
}

/// The keys of an object. By bytes, because Swift takes canonically equivalent strings for the same key
/// and JSON does not; a set only where there are many.
private struct KeySet {
  private var few: [String] = []
  private var many: Set<[UInt8]> = []

  /// False when the key is there.
  mutating func insert(_ key: String) -> Bool {
    if !many.isEmpty { return many.insert(Array(key.utf8)).inserted }
    if few.contains(where: { $0.utf8.elementsEqual(key.utf8) }) { return false }
    few.append(key)
    if few.count == 16 { many = Set(few.map { Array($0.utf8) }) }
    return true
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
}
