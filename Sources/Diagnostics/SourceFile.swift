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
  /// The offset of the first byte of every ``stride``th scalar, so that no place needs a walk from the
  /// beginning of a line, which may be the whole file.
  private let strides: [Int]
  private static let stride = 1024

  public init(name: String, bytes: [UInt8]) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    var byteStarts = [0]
    var scalarStarts = [0]
    var scalars = 0
    var strides: [Int] = []
    text.withUnsafeBufferPointer { buffer in
      for index in buffer.indices {
        let byte = buffer[index]
        if byte & 0xC0 != 0x80 {
          if scalars % Self.stride == 0 { strides.append(index) }
          scalars += 1
        }
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
    self.strides = strides
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
    return SourceSpan(
      file: name, line: line + 1, column: scalars(before: offset) - scalarStarts[line] + 1)
  }

  /// Scalars that begin before a byte.
  private func scalars(before offset: Int) -> Int {
    guard let first = strides.first, first <= offset else { return 0 }
    let known = Self.lastIndex(in: strides, notAfter: offset)
    return known * Self.stride + bytes[strides[known]..<offset].count { $0 & 0xC0 != 0x80 }
  }

  /// The offset of the first byte of a scalar; the end of the text past the last one.
  private func byte(ofScalar number: Int) -> Int {
    guard number >= 0, number / Self.stride < strides.count else { return bytes.count }
    var offset = strides[number / Self.stride]
    var left = number % Self.stride
    while offset < bytes.count {
      if bytes[offset] & 0xC0 != 0x80 {
        if left == 0 { return offset }
        left -= 1
      }
      offset += 1
    }
    return offset
  }

  /// What is shown of the line of a place; nil past the end of the file. Of a long line only the part
  /// around the place is read.
  func excerpt(at span: SourceSpan) -> SourceExcerpt? {
    guard let range = bytesOfLine(span.line) else { return nil }
    let first = scalarStarts[span.line - 1]
    let count = scalars(before: range.upperBound) - first
    let start = min(max(0, span.column - 1), count)
    let window = SourceExcerpt.window(of: count, around: start)
    let part = byte(ofScalar: first + window.lowerBound)..<byte(ofScalar: first + window.upperBound)
    return SourceExcerpt(
      part: String(decoding: bytes[part.clamped(to: range)], as: UTF8.self),
      from: window.lowerBound,
      of: count, column: start, length: span.length)
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
