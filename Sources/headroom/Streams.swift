#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Diagnostics

/// Standard output and error, and what the terminal can do.
enum Streams {
  static let outputDescriptor: Int32 = 1
  static let errorDescriptor: Int32 = 2

  /// Writes to standard error, over a progress line that stands there.
  static func error(_ text: String) {
    Progress.pause()
    _ = write(text, to: errorDescriptor)
  }

  /// Writes a message to standard error in which names of the user's stand: nothing in them can steer
  /// a terminal.
  static func say(_ text: String) { error(safeText(text)) }

  /// Writes a result to standard output.
  ///
  /// A reader that wants no more, such as `head`, closes the pipe; that ends the writing and is no
  /// mistake.
  static func output(_ text: String) throws(OutputFile.Failure) {
    Progress.end()
    guard !write(text, to: outputDescriptor), errno != EPIPE else { return }
    throw OutputFile.Failure("standard output", errno)
  }

  /// Writes all of a text.
  ///
  /// - Returns: Whether it worked; `errno` has the reason.
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  /// Processors that may run at the same time.
  static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Runs what prints to standard error of its own accord, with nothing of it shown.
  static func quietly<E: Error>(_ body: () throws(E) -> Void) throws(E) {
    let kept = dup(errorDescriptor)
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer {
      if kept >= 0 {
        _ = dup2(kept, errorDescriptor)
        close(kept)
      }
      if nowhere >= 0 { close(nowhere) }
    }
    if kept >= 0, nowhere >= 0 { _ = dup2(nowhere, errorDescriptor) }
    try body()
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether the cursor of a terminal can be moved.
  static func isCapable(_ descriptor: Int32) -> Bool {
    isTerminal(descriptor) && environment("TERM") != "dumb"
  }

  static func isColoured(_ choice: ColorChoice, _ descriptor: Int32) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      if environment("NO_COLOR").map({ !$0.isEmpty }) ?? false { return false }
      if let forced = environment("CLICOLOR_FORCE"), forced != "0" { return true }
      return isCapable(descriptor)
    }
  }

  /// Columns of the terminal; 100 where the output is no terminal.
  static var width: Int {
    var size = winsize()
    guard isTerminal(outputDescriptor), ioctl(outputDescriptor, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col >= 40
    else { return 100 }
    return min(Int(size.ws_col), 160)
  }
}

/// The system's `write`, under a name that no member shadows.
private func systemWrite(
  _ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int
) -> Int { write(descriptor, buffer, count) }

extension Streams {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The files of a folder with an ending, by name.
  static func files(in folder: String, ending: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(ending) { names.append("\(folder)/\(name)") }
    }
    return names.sorted()
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(OutputFile.Failure) {
    guard !path.isEmpty, !exists(path) else { return }
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw OutputFile.Failure("'\(path)'", errno)
    }
  }
}
