public import Diagnostics
public import JSON

extension DiagnosticCode {
  public static let savedResult = DiagnosticCode(
    "saved-result",
    help: """
      A saved result does not hold what a result holds: it was cut off, edited, or is another JSON \
      document. Save it anew with 'estimate PLAN -o result.json'.
      """)
}

extension Diagnostic {
  /// A text that is no JSON, at the place where it ceases to be.
  public static func savedResult(_ error: JSONSyntaxError, in file: String) -> Diagnostic {
    Diagnostic(
      .error, .savedResult, error.message,
      at: SourceSpan(file: file, line: error.line, column: error.column))
  }

  /// A document that holds something else than a result, at the value that is not what it should be.
  public static func savedResult(_ error: UnreadableResult, in file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, .savedResult, error.message,
      at: file.span(atByte: jsonPlace(of: error.path, in: file.bytes)))
  }
}

/// The offset of a value in the text of a JSON document that has been parsed already.
///
/// - Parameter path: `report.blocks[6].table`. Where a part of it is missing, the offset of what it
///   should stand in.
private func jsonPlace(of path: String, in bytes: [UInt8]) -> Int {
  var scanner = JSONScanner(bytes: bytes)
  scanner.skipSpace()
  for part in path.split(whereSeparator: { ".[]".contains($0) }) {
    let found =
      Int(part).map { scanner.enterElement($0) } ?? scanner.enterMember(Array(part.utf8))
    guard found else { break }
  }
  return scanner.position
}

/// Passes over the values of a text that is known to be JSON.
private struct JSONScanner {
  let bytes: [UInt8]
  var position = 0

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  /// Goes to the value of a key of the object that begins here; stays where there is none.
  mutating func enterMember(_ key: [UInt8]) -> Bool {
    guard byte == UInt8(ascii: "{") else { return false }
    let start = position
    position += 1
    while true {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { break }
      let name = position
      skipString()
      let isFound = bytes[(name + 1)..<max(name + 1, position - 1)].elementsEqual(key)
      skipSpace()
      position += 1
      skipSpace()
      if isFound { return true }
      skipValue()
      guard passComma() else { break }
    }
    position = start
    return false
  }

  /// Goes to an element of the list that begins here; stays where there is none.
  mutating func enterElement(_ index: Int) -> Bool {
    guard byte == UInt8(ascii: "[") else { return false }
    let start = position
    position += 1
    skipSpace()
    for _ in 0..<index {
      skipValue()
      guard passComma() else {
        position = start
        return false
      }
      skipSpace()
    }
    return true
  }

  private mutating func passComma() -> Bool {
    skipSpace()
    guard byte == UInt8(ascii: ",") else { return false }
    position += 1
    return true
  }

  private mutating func skipString() {
    position += 1
    while let byte, byte != UInt8(ascii: "\"") {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
  }

  /// To the first byte behind a value: what it holds is counted by its brackets.
  private mutating func skipValue() {
    var depth = 0
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        skipString()
        if depth == 0 { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          position += 1
          return
        }
      case UInt8(ascii: ","): if depth == 0 { return }
      default: break
      }
      position += 1
    }
  }
}
