import Diagnostics

/// The lines of a stream, one at a time, in the memory of the longest.
struct LineReader {
  let stream: ByteStream
  /// The number of the line that ``next()`` gave last, from 1.
  private(set) var number = 0
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  static let longest = 64_000_000

  init(_ stream: ByteStream) {
    self.stream = stream
    buffer = [UInt8](repeating: 0, count: 1 << 18)
  }

  /// The next line without what ends it, `\n` or `\r\n`; nil at the end. The byte order mark of the first is
  /// left out.
  mutating func next() throws(DiagnosticList) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let feed = buffer[searched..<end].firstIndex(of: 0x0A) {
        let line = buffer[start..<feed]
        start = feed + 1
        return finished(line)
      }
      searched = end
      if isAtEnd {
        guard start < end else { return nil }
        let line = buffer[start..<end]
        start = end
        return finished(line)
      }
      searched -= try refill()
    }
  }

  private mutating func finished(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    number += 1
    var line = line
    if line.last == 0x0D { line = line.dropLast() }
    if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    return line
  }

  /// Reads on behind what is there, and says by how much that has moved to the front.
  private mutating func refill() throws(DiagnosticList) -> Int {
    let moved = start
    if start > 0 {
      let kept = start..<end
      buffer.withUnsafeMutableBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: bytes[..<kept.count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[kept]))
      }
      end -= start
      start = 0
    }
    if end == buffer.count {
      guard buffer.count < Self.longest else {
        throw DiagnosticList([.tooLargeToImport(stream.name, line: number + 1)])
      }
      buffer += [UInt8](repeating: 0, count: buffer.count)
    }
    let stream = stream
    let end = end
    let got: Result<Int, ByteStream.Failure> = buffer.withUnsafeMutableBytes { bytes in
      Result { () throws(ByteStream.Failure) in
        try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
      }
    }
    switch got {
    case .success(let count):
      self.end += count
      isAtEnd = count == 0
    case .failure(let failure):
      throw DiagnosticList([.unreadable(stream.name, failure.reason)])
    }
    return moved
  }
}
