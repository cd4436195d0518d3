#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import ArgumentParser
import Planning
import Reporting
import Spreadsheet
import Units

/// Standard output and error, files, and what the terminal can do.
enum Streams {
  static let outputDescriptor: Int32 = 1
  static let errorDescriptor: Int32 = 2

  static func error(_ text: String) { _ = write(text, to: errorDescriptor) }

  /// Writes all of a text. A closed pipe ends the program quietly, as readers such as `head` expect.
  @discardableResult
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

  /// Writes a file beside its place and moves it there, so that nobody sees half of it.
  static func writeFile(_ text: String, to path: String) throws {
    let temporary = "\(path).partial-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw FileFailure(path, errno) }
    let isWritten = write(text, to: descriptor)
    let code = errno
    close(descriptor)
    guard isWritten else {
      unlink(temporary)
      throw FileFailure(path, code)
    }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw FileFailure(path, code)
    }
  }

  struct FileFailure: Error {
    let message: String

    init(_ path: String, _ code: Int32) {
      message = "cannot write '\(path)': \(String(cString: strerror(code)))"
    }
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func isColoured(_ choice: ColorChoice, _ descriptor: Int32) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      if environment("NO_COLOR").map({ !$0.isEmpty }) ?? false { return false }
      if let forced = environment("CLICOLOR_FORCE"), forced != "0" { return true }
      return isTerminal(descriptor) && environment("TERM") != "dumb"
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

extension OutputOptions {
  /// Renders a report to standard output, or to the file of `-o`.
  ///
  /// - Parameter outcomes: what the report is of; a spreadsheet holds their figures, live.
  func emit(_ whole: Report, of outcomes: [Outcome] = []) throws {
    let report = try shaped(whole)
    if let output {
      let ending = output.split(separator: ".").last.map(String.init) ?? ""
      if ending == "xlsx", format == nil {
        try emitWorkbook(report, outcomes, to: output)
        return
      }
      let chosen: OutputFormat
      switch ending {
      case "json": chosen = .json
      case "csv": chosen = .csv
      case "md", "markdown": chosen = .markdown
      case "txt": chosen = .table
      default:
        guard let format else {
          throw ValidationError(
            "the ending of '\(output)' names no format; end it in .json, .csv, .md, .xlsx or .txt, or add --format"
          )
        }
        chosen = format
      }
      do {
        try Streams.writeFile(report.text(as: (format ?? chosen).rendering), to: output)
      } catch let failure as Streams.FileFailure {
        Streams.error("error: \(failure.message)\n")
        throw ExitCode(1)
      }
      return
    }
    let terminal = Terminal(
      width: Streams.width, color: Streams.isColoured(color, Streams.outputDescriptor))
    Streams.write(
      report.text(as: (format ?? .table).rendering, on: terminal), to: Streams.outputDescriptor)
  }
}

extension OutputOptions {
  private func emitWorkbook(_ report: Report, _ outcomes: [Outcome], to path: String) throws {
    let workbook =
      outcomes.isEmpty
      ? Workbook(report, title: "headroom", created: .epoch)
      : Workbook(outcomes, report: report)
    let temporary = "\(path).partial-\(getpid())"
    do {
      // The library complains on its own of what it cannot open.
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
      guard descriptor >= 0 else { throw Streams.FileFailure(path, errno) }
      close(descriptor)
      try WorkbookWriter.write(workbook, to: temporary)
      guard rename(temporary, path) == 0 else { throw Streams.FileFailure(path, errno) }
    } catch {
      unlink(temporary)
      let message = (error as? WorkbookWriter.Failure).map {
        "cannot write '\(path)': \($0.message)"
      }
      Streams.error("error: \(message ?? (error as? Streams.FileFailure)?.message ?? "\(error)")\n")
      throw ExitCode(1)
    }
  }
}

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
  static func makeFolder(_ path: String) throws {
    guard !path.isEmpty, !exists(path) else { return }
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileFailure(path, errno) }
  }
}
