import CZlib

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file in pieces, unpacked where they are gzip; the only door to the disk that importers
/// have, beside the reader of documents.
///
/// zlib's `gzread` hands on what is not packed as it is, so that one way reads both.
public final class ByteStream {
  /// Why a file could not be opened, or not be read to its end.
  public struct Failure: Error, Sendable, Hashable {
    public let reason: String
  }

  /// The name in messages and in what is written: the path as it was given.
  public let name: String
  private var packed: gzFile?
  private var rest: ArraySlice<UInt8>
  /// Bytes that were looked at and not yet read.
  private var ahead: ArraySlice<UInt8> = []
  /// Bytes handed out so far, unpacked.
  public private(set) var count = 0
  /// Called with ``count`` after about every 16 MB.
  public var progress: ((Int) -> Void)?
  private var nextReport = ByteStream.reportEvery
  private static let reportEvery = 1 << 24
  private static let bufferSize: UInt32 = 1 << 18

  /// Opens a file; the path `-` is standard input.
  public init(path: String) throws(Failure) {
    name = path == "-" ? "standard input" : path
    rest = []
    guard !path.utf8.contains(0) else { throw Failure(reason: "no such file") }
    let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw Failure(reason: "it is a folder")
    }
    guard let file = gzdopen(descriptor, "rb") else {
      close(descriptor)
      throw Failure(reason: "no memory to read it")
    }
    gzbuffer(file, Self.bufferSize)
    packed = file
  }

  /// Bytes in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    rest = bytes[...]
  }

  deinit {
    if let packed { gzclose(packed) }
  }

  private static func failure(_ code: Int32) -> Failure {
    switch code {
    case ENOENT, ENOTDIR: Failure(reason: "no such file")
    case EACCES, EPERM: Failure(reason: "permission denied")
    default: Failure(reason: strerror(code).map { String(cString: $0) } ?? "system error \(code)")
    }
  }

  /// The next bytes, at most as many as there is room for.
  ///
  /// - Returns: how many; 0 at the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    var length = 0
    if !ahead.isEmpty {
      length = min(buffer.count, ahead.count)
      buffer.copyBytes(from: ahead.prefix(length))
      ahead = ahead.dropFirst(length)
    } else {
      length = try fill(buffer)
    }
    count += length
    if count >= nextReport {
      nextReport = count + Self.reportEvery
      progress?(count)
    }
    return length
  }

  /// The first bytes of what was not read yet, without reading them.
  public func peek(_ length: Int) throws(Failure) -> ArraySlice<UInt8> {
    while ahead.count < length {
      var chunk = [UInt8](repeating: 0, count: length - ahead.count)
      let filled: Result<Int, Failure> = chunk.withUnsafeMutableBytes { buffer in
        Result { () throws(Failure) in try fill(buffer) }
      }
      let got = try filled.get()
      if got == 0 { break }
      ahead += chunk.prefix(got)
    }
    return ahead.prefix(length)
  }

  /// All that is left.
  ///
  /// - Returns: nil where that is more than a limit.
  public func readAll(limit: Int) throws(Failure) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got: Result<Int, Failure> = chunk.withUnsafeMutableBytes { buffer in
        Result { () throws(Failure) in try read(into: buffer) }
      }
      let length = try got.get()
      if length == 0 { return bytes }
      bytes += chunk[..<length]
      if bytes.count > limit { return nil }
    }
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    guard let packed else {
      let length = min(buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(length))
      rest = rest.dropFirst(length)
      return length
    }
    let room = UInt32(min(buffer.count, 1 << 30))
    let length = gzread(packed, buffer.baseAddress, room)
    if length > 0 { return Int(length) }
    // At the end of a file that was cut off there is less than its trailer promises.
    var code: Int32 = 0
    let text = gzerror(packed, &code)
    switch code {
    case Z_OK, Z_STREAM_END: return 0
    case Z_BUF_ERROR: throw Failure(reason: "the gzip file is cut off")
    case Z_ERRNO: throw Self.failure(errno)
    default:
      let reason = text.map { String(cString: $0) } ?? "zlib error \(code)"
      throw Failure(reason: "the gzip file is damaged: \(reason)")
    }
  }
}
