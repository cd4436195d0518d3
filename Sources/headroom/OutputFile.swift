#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Reporting
import Spreadsheet

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
      self.init(what, reason: strerror(code).map { String(cString: $0) } ?? "\(code)")
    }

    init(_ what: String, reason: String) {
      message = "cannot write \(what): \(reason)"
    }
  }

  static func write(_ text: String, to path: String) throws(Failure) {
    try replace(path) { descriptor, _ in Streams.write(text, to: descriptor) }
  }

  /// A spreadsheet, which its library writes by the name of the file.
  static func write(_ workbook: Workbook, to path: String) throws(Failure) {
    try replace(path) { _, temporary throws(Failure) in
      do throws(WorkbookWriter.Failure) {
        // The library prints what its error says as well.
        try Streams.quietly { () throws(WorkbookWriter.Failure) in
          try WorkbookWriter.write(workbook, to: temporary)
        }
        return true
      } catch {
        throw Failure("'\(path)'", reason: error.message)
      }
    }
  }

  /// - Parameter body: Writes what the file shall hold, to a descriptor or by name; false with the
  ///   reason in `errno`.
  private static func replace(
    _ path: String, by body: (Int32, String) throws(Failure) -> Bool
  ) throws(Failure) {
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
      guard try body(descriptor, path) || errno == EPIPE else { throw failure() }
      return
    }
    // Through a symbolic link the file that it names is replaced, not the link.
    let target = exists ? resolved(path) : path
    let temporary = "\(target).partial-\(getpid())"
    Interruption.removes(temporary)
    defer { Interruption.removes(nil) }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure() }
    var isWritten: Bool
    do throws(Failure) {
      isWritten = try body(descriptor, temporary)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
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
