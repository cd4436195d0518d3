import Dispatch
import Foundation

/// The program under test: the one that `HEADROOM_PROGRAM` names, else the one beside the bundle.
enum Program {
  private static let given = ProcessInfo.processInfo.environment["HEADROOM_PROGRAM"]

  /// Whether a program was named, which is then one of a release build.
  static var isGiven: Bool { given != nil }

  /// Found from the path of the running tests upwards, so that no build folder is named.
  static let path: String? = {
    if let given { return given }
    var starts = [CommandLine.arguments[0]]
    if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      starts.append(link)
    }
    // On macOS a helper of the toolchain runs the tests, and is told where the bundle is.
    if let option = CommandLine.arguments.firstIndex(of: "--test-bundle-path"),
      CommandLine.arguments.indices.contains(option + 1)
    {
      starts.append(CommandLine.arguments[option + 1])
    }
    for start in starts {
      var folder = URL(fileURLWithPath: start)
      for _ in 0..<5 {
        folder.deleteLastPathComponent()
        let program = folder.appendingPathComponent("headroom")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder),
          !isFolder.boolValue
        {
          return program.path
        }
      }
    }
    return nil
  }()

  /// Seconds after which a run is stopped.
  static let timeout = 20

  /// Runs the program to its end and gives what it wrote and its exit code.
  ///
  /// The environment is empty but for the locale, so that no colour or terminal setting leaks in.
  /// Output goes to files: a pipe that nobody empties would stop the child. The call blocks its
  /// thread, which bounds the number of children to the number of test threads.
  static func run(
    _ arguments: [String], in folder: URL, input: Data = Data(), timeout: Int = timeout
  ) throws -> Answer {
    guard let path else { throw GoldenProblem("'headroom' is not beside the test bundle") }
    let scratch = try makeScratchFolder()
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Closed at once: Foundation reads past its list of open files when a thousand are left to it.
    var handles: [FileHandle] = []
    defer { for handle in handles { try? handle.close() } }
    func handle(_ name: String, _ content: Data = Data()) throws -> FileHandle {
      let file = scratch.appendingPathComponent(name)
      try content.write(to: file)
      let handle = try FileHandle(forUpdating: file)
      handles.append(handle)
      return handle
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["LC_ALL": "C", "LLVM_PROFILE_FILE": "/dev/null"]
    process.standardInput = try handle("in", input)
    process.standardOutput = try handle("out")
    process.standardError = try handle("err")
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .seconds(timeout)) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      throw GoldenProblem(
        "no end within \(timeout) s: headroom \(arguments.joined(separator: " "))")
    }
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: scratch.appendingPathComponent(name)), as: UTF8.self)
    }
    let crash = process.terminationReason == .uncaughtSignal
    return Answer(
      output: try text("out"), errors: try text("err"),
      exit: crash ? -process.terminationStatus : process.terminationStatus)
  }

  /// A folder of its own that the caller removes.
  static func makeScratchFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("headroom-golden-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}

extension GoldenCase {
  /// Runs the case in its own folder, or in a copy where the command writes files.
  func run() throws -> Answer {
    let arguments = try arguments()
    let input = (try? Data(contentsOf: folder.appendingPathComponent("stdin"))) ?? Data()
    let writes =
      arguments.first == "init" || arguments.contains { ["-o", "--output"].contains($0) }
    guard writes else { return try Program.run(arguments, in: folder, input: input) }
    let copy = try Program.makeScratchFolder()
    defer { try? FileManager.default.removeItem(at: copy) }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where !Self.reserved.contains(name) {
      try FileManager.default.copyItem(
        at: folder.appendingPathComponent(name), to: copy.appendingPathComponent(name))
    }
    let before = [String: Data](under: copy)
    var answer = try Program.run(arguments, in: copy, input: input)
    answer.files = [String: Data](under: copy).filter { before[$0.key] != $0.value }
    return answer
  }
}
