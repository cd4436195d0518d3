import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A file of `-o` is there whole or not at all, and standard output behaves in pipes.
@Suite struct OutputFileTests {
  private func content(_ place: Workplace, _ name: String) throws -> String {
    try String(contentsOf: place.folder.appending(path: name), encoding: .utf8)
  }

  private func names(_ place: Workplace) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: place.folder.path))
  }

  @Test func fileIsReplacedWhole() throws {
    let place = try Workplace()
    defer { place.remove() }
    #expect(
      try place.run("echo old > out.csv; headroom Plans/inference-only.yaml -q -o out.csv") == [])
    #expect(try content(place, "out.csv").hasPrefix("product,way,layout"))
    #expect(try names(place) == ["Plans", "out.csv"])
  }

  /// A limit on the size of files stands for a full disk: the write fails half-way.
  @Test func failedWriteLeavesTheOldFile() throws {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.run(
      "echo old > out.json; trap '' XFSZ; ulimit -f 1; "
        + "headroom Plans/inference-only.yaml -q -o out.json")
    #expect(lines.last == "exit 1")
    #expect(lines.first?.hasPrefix("error: cannot write 'out.json'") == true)
    #expect(try content(place, "out.json") == "old\n")
    #expect(try names(place) == ["Plans", "out.json"])
  }

  @Test func linkStaysAndItsFileIsReplaced() throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.run("echo old > real.md; ln -s real.md out.md")
    #expect(try place.run("headroom Plans/inference-only.yaml -q -o out.md") == [])
    #expect(try content(place, "real.md").contains("| product"))
    let link = place.folder.appending(path: "out.md").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.md")
  }

  @Test func modeOfTheFileStays() throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.run("echo old > out.md; chmod 600 out.md")
    _ = try place.run("headroom Plans/inference-only.yaml -q -o out.md")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: place.folder.appending(path: "out.md").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func devicesAreWrittenTo() throws {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.run(
      "headroom Plans/inference-only.yaml -q --format csv -o /dev/null; "
        + "test -c /dev/null && echo device")
    #expect(lines == ["device"])
    let full = try place.run("headroom Plans/inference-only.yaml -q --format csv -o /dev/full")
    #expect(full.last == "exit 1")
    #expect(full.first == "error: cannot write '/dev/full': No space left on device")
  }

  @Test func fullStandardOutputIsAMistake() throws {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.run("headroom Plans/inference-only.yaml -q > /dev/full")
    #expect(
      lines == ["error: cannot write standard output: No space left on device", "exit 1"])
  }

  @Test func closedPipeIsNoMistake() throws {
    let place = try Workplace()
    defer { place.remove() }
    let code = place.folder.appending(path: "code").path
    let lines = try place.run(
      "{ headroom explain Plans/train-from-scratch.yaml -q; echo $? > '\(code)'; } | head -n 1")
    #expect(lines.count == 1)
    #expect(try content(place, "code") == "0\n")
  }

  @Test func dashIsStandardOutput() throws {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.run("headroom Plans/inference-only.yaml -q --format csv -o - | head -n 1")
    #expect(lines.first?.hasPrefix("product,way") == true)
    #expect(try names(place) == ["Plans"])
  }

  /// Ctrl-C while the program reads a plan from a pipe that nobody closes.
  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func interruptionLeavesNothing(number: Int32, code: Int32) throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.run("echo old > out.json")
    let process = Process()
    process.executableURL = place.program
    process.arguments = ["-", "-o", "out.json"]
    process.currentDirectoryURL = place.folder
    let plan = Pipe()
    process.standardInput = plan
    process.standardError = FileHandle.nullDevice
    // What runs the tests ignores these signals, and a program inherits that.
    signal(number, SIG_DFL)
    try process.run()
    signal(number, SIG_IGN)
    // More than a pipe holds: this waits until the program reads, and so has set itself up.
    try plan.fileHandleForWriting.write(contentsOf: Data(repeating: 0x0A, count: 1 << 18))
    kill(process.processIdentifier, number)
    // A program that does not listen must not hold up the tests.
    for _ in 0..<100 where process.isRunning { usleep(100_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == code)
    #expect(try content(place, "out.json") == "old\n")
    #expect(try names(place) == ["Plans", "out.json"])
  }
}
