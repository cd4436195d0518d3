#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is written whole or not at all.
///
/// The text goes to a new file beside the place, which takes the place once all of it is on the
/// disk. A full disk, a mistake or Ctrl-C leaves the old file as it was and no other behind; only a
/// process that is killed outright leaves its unfinished file, whose name says so.
enum OutputFile {
  struct Failure: Error {
    let message: String

    /// - Parameter what: The name in quotes, or what it is.
    init(_ what: String, _ code: Int32) {
      message = "cannot write \(what): \(strerror(code).map { String(cString: $0) } ?? "\(code)")"
    }
  }

  static func write(_ text: String, to path: String) throws(Failure) {
    func failure(_ code: Int32 = errno) -> Failure { Failure("'\(path)'", code) }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw failure(EISDIR) }
    if exists, access(path, W_OK) != 0 { throw failure() }
    // A device or a pipe is written to; taking its place would destroy it.
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure() }
      defer { close(descriptor) }
      guard Streams.write(text, to: descriptor) || errno == EPIPE else { throw failure() }
      return
    }
    // Through a symbolic link the file that it names is replaced, not the link.
    let target = exists ? resolved(path) : path
    let temporary = "\(target).partial-\(getpid())"
    Interruption.removes(temporary)
    defer { Interruption.removes(nil) }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure() }
    var isWritten = Streams.write(text, to: descriptor)
    if isWritten, exists { isWritten = fchmod(descriptor, status.st_mode & 0o7777) == 0 }
    // A disk may say only now that it is full.
    isWritten = isWritten && fsync(descriptor) == 0
    var code = errno
    if close(descriptor) != 0, isWritten {
      isWritten = false
      code = errno
    }
    if isWritten, rename(temporary, target) == 0 { return }
    if isWritten { code = errno }
    unlink(temporary)
    throw failure(code)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
