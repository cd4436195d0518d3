#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileReader {
  /// Files on disk; the path `-` is standard input.
  public static let disk = FileReader(read: Disk.contents, resolve: Disk.resolve)
}

private enum Disk {
  @Sendable static func contents(of path: String) throws(FileReadError) -> [UInt8] {
    if path == "-" { return try readAll(0) }
    // A C string ends at the first zero byte, so this path would name another file.
    guard !path.utf8.contains(0) else { throw .notFound }
    // Without waiting for whoever might write into a pipe.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw error(errno) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error(errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory }
    if status.st_mode & S_IFMT != S_IFREG {
      // `<(command)` of a shell is a pipe that is open already, and has a writer.
      guard openNames.contains(where: path.hasPrefix) else { throw .notAFile }
      let flags = fcntl(descriptor, F_GETFL)
      guard flags >= 0, fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) >= 0 else {
        throw error(errno)
      }
    }
    return try readAll(descriptor)
  }

  /// Where a system keeps what the program has open.
  private static let openNames = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/"]

  /// Reads to the end, however long that is announced to be: pipes and devices have no size.
  static func readAll(_ descriptor: Int32) throws(FileReadError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw error(errno)
      }
      bytes += chunk[..<count]
      // Room for a byte order mark, which is not part of the text.
      if bytes.count > DocumentLimits.standard.bytes + 3 { throw .tooLarge }
    }
  }

  @Sendable static func resolve(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  static func error(_ code: Int32) -> FileReadError {
    switch code {
    case ENOENT, ENOTDIR: .notFound
    case EISDIR: .isDirectory
    case EACCES, EPERM: .notPermitted
    case ELOOP: .linkLoop
    default: .other(strerror(code).map { String(cString: $0) } ?? "system error \(code)")
    }
  }
}
