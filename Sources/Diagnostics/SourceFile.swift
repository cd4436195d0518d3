/// The files of a run by the names that spans use.
public typealias SourceMap = [String: SourceFile]

/// The text of one file, and the one authority on where its lines begin.
///
/// A line ends at `\n` or `\r\n`. A leading UTF-8 byte order mark is not part of the text. Bytes
/// that are not UTF-8 are kept, and shown as U+FFFD.
public struct SourceFile: Sendable {
  public let name: String
  /// The text as UTF-8, without a byte order mark.
  public let bytes: [UInt8]
  /// For each line the offset of its first byte, and of its first scalar.
  private let byteStarts: [Int]
  private let scalarStarts: [Int]

  public init(name: String, bytes: [UInt8]) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    var byteStarts = [0]
    var scalarStarts = [0]
    var scalars = 0
    text.withUnsafeBufferPointer { buffer in
      for index in buffer.indices {
        let byte = buffer[index]
        if byte & 0xC0 != 0x80 { scalars += 1 }
        if byte == 0x0A {
          byteStarts.append(index + 1)
          scalarStarts.append(scalars)
        }
      }
    }
    self.name = name
    self.bytes = text
    self.byteStarts = byteStarts
    self.scalarStarts = scalarStarts
  }

  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  public var lineCount: Int { byteStarts.count }

  /// The text of a line, counted from 1, without its line ending; nil past the end of the file.
  public func line(_ number: Int) -> String? {
    guard let range = bytesOfLine(number) else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The place of the byte at an offset into `bytes`.
  public func span(atByte offset: Int) -> SourceSpan {
    let offset = min(max(0, offset), bytes.count)
    let line = Self.lastIndex(in: byteStarts, notAfter: offset)
    let before = bytes[byteStarts[line]..<offset].count { $0 & 0xC0 != 0x80 }
    return SourceSpan(file: name, line: line + 1, column: before + 1)
  }

  /// The place of a run of scalars, counted from the start of the text.
  ///
  /// A run that goes on over several lines covers its first line without trailing blanks.
  public func span(ofScalars range: Range<Int>) -> SourceSpan {
    let line = Self.lastIndex(in: scalarStarts, notAfter: max(0, range.lowerBound))
    let start = scalarStarts[line]
    let isSplit = line + 1 < scalarStarts.count && range.upperBound >= scalarStarts[line + 1]
    let end = isSplit ? start + trimmedLength(ofLine: line + 1) : range.upperBound
    return SourceSpan(
      file: name, line: line + 1, column: range.lowerBound - start + 1,
      length: end - range.lowerBound)
  }

  /// The bytes of a line, counted from 1, without its line ending.
  private func bytesOfLine(_ number: Int) -> Range<Int>? {
    guard number >= 1, number <= byteStarts.count else { return nil }
    let start = byteStarts[number - 1]
    guard number < byteStarts.count else { return start..<bytes.count }
    let end = byteStarts[number] - 1
    return start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
  }

  private func trimmedLength(ofLine number: Int) -> Int {
    guard let range = bytesOfLine(number) else { return 0 }
    let text = bytes[range]
    let end = text.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? range.lowerBound - 1
    return bytes[range.lowerBound..<(end + 1)].count { $0 & 0xC0 != 0x80 }
  }

  /// The last index whose value is at most `offset`, in an ascending array that begins with 0.
  private static func lastIndex(in starts: [Int], notAfter offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
