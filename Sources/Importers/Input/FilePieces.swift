import Diagnostics
import JSON

/// A file, or a line of one: a JSON value, or text.
struct FilePiece {
  enum Content {
    case value(Item)
    case text(PlainText)
  }

  let bytes: [UInt8]
  let content: Content
}

/// Text that is no JSON, with its lines.
struct PlainText {
  let file: String
  let bytes: [UInt8]

  var lines: [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      $0.last == 0x0D ? $0.dropLast() : $0
    }
  }

  /// The beginning, for what a format is recognised by.
  var head: String { String(decoding: bytes.prefix(8192), as: UTF8.self) }

  func span(ofLine line: Int) -> SourceSpan { SourceSpan(file: file, line: line, column: 1) }
}

/// A file in pieces: each line where each is JSON of its own, else the whole.
struct FilePieces {
  private var lines: LineReader
  private let file: String
  /// A JSON file, or text, that is held in memory.
  static let largest = 64_000_000

  private init(_ stream: ByteStream) {
    lines = LineReader(stream)
    file = stream.name
  }

  /// - Throws: where the file cannot be read, is empty, too large, or no longer JSON after it began so.
  static func read(
    _ stream: ByteStream, each: (FilePiece) throws(DiagnosticList) -> Void
  ) throws(DiagnosticList) {
    var pieces = FilePieces(stream)
    try pieces.read(each)
  }

  private mutating func read(
    _ each: (FilePiece) throws(DiagnosticList) -> Void
  ) throws(DiagnosticList) {
    guard let first = try nextFilled() else { throw DiagnosticList([.emptyImport(file)]) }
    let line = lines.number
    if let item = Self.value(first, file, line) {
      try each(FilePiece(bytes: first, content: .value(item)))
      while let next = try nextFilled() {
        let text = JSONText(file: file, bytes: next, line: lines.number)
        try each(FilePiece(bytes: next, content: .value(try text.item())))
      }
      return
    }
    var all = first
    while let next = try lines.next() {
      all.append(0x0A)
      all += next
      if all.count > Self.largest { throw DiagnosticList([.tooLargeToImport(file)]) }
    }
    if Self.isJSON(first) {
      let text = JSONText(file: file, bytes: all, line: line)
      try each(FilePiece(bytes: all, content: .value(try text.item())))
    } else {
      let blank = [UInt8](repeating: 0x0A, count: line - 1)
      try each(FilePiece(bytes: all, content: .text(PlainText(file: file, bytes: blank + all))))
    }
  }

  private mutating func nextFilled() throws(DiagnosticList) -> [UInt8]? {
    while let line = try lines.next() {
      if line.contains(where: { $0 > 0x20 }) { return Array(line) }
    }
    return nil
  }

  /// A line that is an object or a list on its own.
  static func value(_ bytes: [UInt8], _ file: String, _ line: Int) -> Item? {
    guard isJSON(bytes) else { return nil }
    return try? JSONText(file: file, bytes: bytes, line: line).item()
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    let first = bytes.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }
}

extension PlainText {
  /// The first line that is a JSON object, behind what a program printed before it.
  var firstValue: (item: Item, line: Int)? {
    for (index, line) in lines.enumerated() where line.first == UInt8(ascii: "{") {
      if let item = FilePieces.value(Array(line), file, index + 1) { return (item, index + 1) }
    }
    return nil
  }
}
