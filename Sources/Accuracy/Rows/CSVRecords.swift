import Diagnostics

/// The records of a file of comma-separated values, each with the physical line on which it starts.
///
/// RFC 4180: a quoted cell may hold commas, doubled quotes and line breaks. A quote that does not
/// close within ``longestCell`` bytes is read as a letter, so that one typing mistake costs one row
/// and not the rest of the file.
struct CSVRecords {
  struct Record {
    /// The 1-based line of the file on which the record starts.
    let line: Int
    var cells: [String]
    /// What is wrong with the record as a whole.
    var problem: String?
  }

  let source: SourceFile
  let records: [Record]
  static let longestCell = 1 << 16

  init(name: String, bytes: [UInt8]) {
    source = SourceFile(name: name, bytes: bytes)
    var scanner = Scanner(bytes: source.bytes)
    var records: [Record] = []
    while let record = scanner.next() { records.append(record) }
    self.records = records
  }

  /// The beginning of the line on which a record starts.
  func span(ofLine line: Int) -> SourceSpan {
    SourceSpan(file: source.name, line: line, column: 1)
  }
}

extension CSVRecords {
  private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    var line = 1

    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
    private static let comma: UInt8 = 0x2C
    private static let quote: UInt8 = 0x22

    /// The next record that is not an empty line.
    mutating func next() -> Record? {
      while position < bytes.count {
        let start = line
        var record = Record(line: start, cells: [])
        var isEnd = false
        while !isEnd { isEnd = cell(into: &record) }
        if record.cells.count > 1 || record.cells.first?.isEmpty == false { return record }
      }
      return nil
    }

    /// Reads one cell and what ends it; true when that is the end of the record.
    private mutating func cell(into record: inout Record) -> Bool {
      var text: [UInt8] = []
      if position < bytes.count, bytes[position] == Self.quote {
        if let quoted = quotedCell() {
          text = quoted
        } else {
          record.problem = "a quote of this row does not close"
        }
      }
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == Self.comma {
          record.cells.append(String(decoding: text, as: UTF8.self))
          return false
        }
        if byte == Self.lineFeed {
          line += 1
          if text.last == Self.carriageReturn { text.removeLast() }
          record.cells.append(String(decoding: text, as: UTF8.self))
          return true
        }
        text.append(byte)
      }
      record.cells.append(String(decoding: text, as: UTF8.self))
      return true
    }

    /// The text of a quoted cell, having passed its closing quote; nil, and nothing passed, where none
    /// closes it.
    private mutating func quotedCell() -> [UInt8]? {
      var text: [UInt8] = []
      var index = position + 1
      var lines = 0
      let limit = min(bytes.count, position + CSVRecords.longestCell)
      while index < limit {
        let byte = bytes[index]
        index += 1
        if byte == Self.quote {
          guard index < bytes.count, bytes[index] == Self.quote else {
            position = index
            line += lines
            return text
          }
          index += 1
        } else if byte == Self.lineFeed {
          lines += 1
        }
        text.append(byte)
      }
      return nil
    }
  }
}
