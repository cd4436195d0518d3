#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Why a file could not be read, in words that end the sentence "cannot read 'x': …".
public struct FileReadError: Error, Sendable, Hashable {
  public let reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}

/// Reads files; from disk for the program, from memory for tests.
public struct FileReader: Sendable {
  public let read: @Sendable (String) throws(FileReadError) -> [UInt8]
  /// The path with symbolic links followed, for the check that imports stay in their folder.
  public let resolve: @Sendable (String) -> String

  public init(
    read: @escaping @Sendable (String) throws(FileReadError) -> [UInt8],
    resolve: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.read = read
    self.resolve = resolve
  }

  public static func memory(_ files: [String: String]) -> FileReader {
    FileReader { (path) throws(FileReadError) in
      guard let text = files[path] else { throw FileReadError("no such file") }
      return Array(text.utf8)
    }
  }

  /// The file system; the path `-` is standard input.
  public static let disk = FileReader(
    read: { (path) throws(FileReadError) in try readFile(path) },
    resolve: { path in
      guard let real = realpath(path, nil) else { return path }
      defer { free(real) }
      return String(cString: real)
    })
}

private func readFile(_ path: String) throws(FileReadError) -> [UInt8] {
  let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
  guard descriptor >= 0 else { throw FileReadError(reason(errno)) }
  defer { if path != "-" { close(descriptor) } }
  var information = stat()
  if fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
    throw FileReadError("it is a folder")
  }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while bytes.count <= DocumentLimits.bytes {
    let count = buffer.withUnsafeMutableBytes { pointer in
      Int(clang_read(descriptor, pointer.baseAddress, pointer.count))
    }
    if count == 0 { break }
    if count < 0 {
      if errno == EINTR { continue }
      throw FileReadError(reason(errno))
    }
    bytes.append(contentsOf: buffer[..<count])
  }
  return bytes
}

/// The system's `read`, under a name that no member shadows.
private func clang_read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}

private func reason(_ code: Int32) -> String {
  switch code {
  case ENOENT: "no such file"
  case EACCES: "permission denied"
  case EISDIR: "it is a folder"
  case ELOOP: "too many symbolic links"
  case ENOTDIR: "a part of the path is not a folder"
  case ENAMETOOLONG: "the path is too long"
  default: String(cString: strerror(code))
  }
}
