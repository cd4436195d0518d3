import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A real terminal as the system makes it, of a given width, that tests look into.
final class PseudoTerminal {
  /// The side of the person.
  private let keyboard: Int32
  /// The side of the program.
  let device: FileHandle

  struct Unavailable: Error {}

  init(columns: UInt16) throws {
    var near: Int32 = 0
    var far: Int32 = 0
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&near, &far, nil, nil, &size) == 0 else { throw Unavailable() }
    keyboard = near
    device = FileHandle(fileDescriptor: far, closeOnDealloc: true)
    // The program must not inherit the person's side.
    _ = fcntl(near, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(keyboard) }

  /// All that the program writes until it has closed its side. The device must be closed here too.
  func read() -> String {
    try? device.close()
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = systemRead(keyboard, &chunk, chunk.count)
      // A terminal whose program has gone reads as an error on Linux and as an end elsewhere.
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int
{ read(descriptor, buffer, count) }

extension Workplace {
  /// Runs the program with one or both of its streams on a terminal and gives what stood there.
  func onTerminal(
    _ arguments: [String], columns: UInt16 = 100, environment: [String: String] = [:],
    output: Bool = true, errors: Bool = true
  ) throws -> (screen: String, exit: Int32) {
    let terminal = try PseudoTerminal(columns: columns)
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["TERM": "xterm"].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output ? terminal.device : FileHandle.nullDevice
    process.standardError = errors ? terminal.device : FileHandle.nullDevice
    try process.run()
    let screen = terminal.read()
    process.waitUntilExit()
    return (screen, process.terminationStatus)
  }
}
