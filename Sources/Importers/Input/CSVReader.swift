import Diagnostics

/// The records of comma-separated values, one at a time, in the memory of the longest.
///
/// RFC 4180: a quoted cell may hold commas, doubled quotes and line breaks. A quote that does not close within
/// ``longestCell`` bytes is read as a letter, so that one typing mistake costs one record and not the rest.
struct CSVReader {
  private var lines: LineReader
  let separator: UInt8
  /// The line on which the record begins, from 1.
  private(set) var line = 0
  private var record: ArraySlice<UInt8> = []
  /// Where the cells of the record stand in ``record``.
  private(set) var cells: [Range<Int>] = []
  /// Lines that were read for a quote that never closed.
  private var waiting: [(line: Int, text: ArraySlice<UInt8>)] = []
  static let longestCell = 1 << 16

  private static let quote: UInt8 = 0x22

  init(_ stream: ByteStream, separator: UInt8 = 0x2C) {
    lines = LineReader(stream)
    self.separator = separator
  }

  /// Reads the next record that is not an empty line; false at the end.
  mutating func next() throws(DiagnosticList) -> Bool {
    record = []
    cells.removeAll(keepingCapacity: true)
    while let (number, text) = try nextLine() {
      if text.isEmpty { continue }
      line = number
      if text.contains(Self.quote) {
        try readQuoted(Array(text))
      } else {
        record = text
        split()
      }
      return true
    }
    return false
  }

  private mutating func nextLine() throws(DiagnosticList) -> (Int, ArraySlice<UInt8>)? {
    if !waiting.isEmpty { return waiting.removeFirst() }
    guard let text = try lines.next() else { return nil }
    return (lines.number, text)
  }

  private mutating func split() {
    var start = record.startIndex
    record.withUnsafeBufferPointer { bytes in
      let base = start
      for index in bytes.indices where bytes[index] == separator {
        cells.append(start..<(base + index))
        start = base + index + 1
      }
    }
    cells.append(start..<record.endIndex)
  }

  /// Reads a record with quotes, and the lines that they reach over.
  private mutating func readQuoted(_ first: [UInt8]) throws(DiagnosticList) {
    var text = first
    var out: [UInt8] = []
    var position = 0
    var start = 0
    while true {
      if position < text.count, text[position] == Self.quote {
        if let close = try closingQuote(from: position, in: &text) {
          var index = position + 1
          while index < close {
            out.append(text[index])
            index += text[index] == Self.quote ? 2 : 1
          }
          position = close + 1
        }
      }
      while position < text.count, text[position] != separator {
        out.append(text[position])
        position += 1
      }
      cells.append(start..<out.count)
      start = out.count
      if position >= text.count { break }
      position += 1
    }
    record = out[...]
  }

  /// Where the quoted cell that begins at a place ends; reads on where that is on a later line. What was read for
  /// nothing comes again as records of its own.
  private mutating func closingQuote(
    from start: Int, in text: inout [UInt8]
  ) throws(DiagnosticList) -> Int? {
    var index = start + 1
    let whole = text.count
    var further: [(line: Int, text: ArraySlice<UInt8>)] = []
    while index - start <= Self.longestCell {
      while index < text.count {
        guard text[index] == Self.quote else {
          index += 1
          continue
        }
        guard index + 1 < text.count, text[index + 1] == Self.quote else { return index }
        index += 2
      }
      guard let (number, more) = try nextLine() else { break }
      further.append((number, more))
      text.append(0x0A)
      text += more
    }
    text.removeLast(text.count - whole)
    waiting = further + waiting
    return nil
  }

  // MARK: Cells

  /// The text of a cell without the space around it; empty where there is none.
  func text(_ index: Int) -> String {
    String(decoding: bytes(index), as: UTF8.self)
  }

  var texts: [String] { cells.indices.map(text) }

  /// The bytes of a cell without the space around it.
  func bytes(_ index: Int) -> ArraySlice<UInt8> {
    guard cells.indices.contains(index) else { return [] }
    var slice = record[cells[index]]
    while let first = slice.first, first == 0x20 || first == 0x09 { slice = slice.dropFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice = slice.dropLast() }
    return slice
  }

  /// The number of a cell; nil where it holds none.
  func number(_ index: Int) -> Double? { Decimal.number(bytes(index)) }
}

/// Decimal numbers in bytes.
enum Decimal {
  /// The number that the whole text is. Up to fifteen digits, with at most twenty-two of them behind the point, are
  /// exact in a double, and so is their quotient rounded once (W. D. Clinger, "How to read floating point numbers
  /// accurately", 1990, section 3); others go through the standard library.
  static func number(_ text: ArraySlice<UInt8>) -> Double? {
    var whole = 0
    var digits = 0
    var scale = 0
    var isFraction = false
    var index = text.startIndex
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative { index += 1 }
    while index < text.endIndex {
      let byte = text[index]
      if byte >= 0x30, byte <= 0x39 {
        whole = whole &* 10 &+ Int(byte &- 0x30)
        digits += 1
        if isFraction { scale += 1 }
      } else if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        return Double(String(decoding: text, as: UTF8.self))
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    guard digits <= 15 else { return Double(String(decoding: text, as: UTF8.self)) }
    let value = Double(whole) / powers[scale]
    return isNegative ? -value : value
  }

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
}
