import Foundation

/// A folder that looks like the package's root to the program, where commands may write.
struct Workplace {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let folder: URL
  let program: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "headroom-front-door-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "Plans"), withDestinationURL: Self.root.appending(path: "Plans"))
    program = try Self.builtProgram()
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  struct NotBuilt: Error {}

  /// The program that `HEADROOM_PROGRAM` names, else the one beside the test bundle.
  private static func builtProgram() throws -> URL {
    if let given = ProcessInfo.processInfo.environment["HEADROOM_PROGRAM"] {
      return URL(fileURLWithPath: given)
    }
    for argument in CommandLine.arguments {
      var url = URL(fileURLWithPath: argument)
      while url.path.count > 1 {
        url.deleteLastPathComponent()
        let program = url.appending(path: "headroom")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder),
          !isFolder.boolValue
        {
          return program
        }
      }
    }
    throw NotBuilt()
  }

  /// Runs a command line as a reader would type it: both streams as a terminal shows them, and the
  /// exit code in a line of its own where it is not 0.
  func run(_ command: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = [
      "PATH": program.deletingLastPathComponent().path + ":" + path, "NO_COLOR": "1",
    ]
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    if process.terminationStatus != 0 { lines.append("exit \(process.terminationStatus)") }
    return lines
  }
}
