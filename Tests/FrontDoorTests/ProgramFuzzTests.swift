import Foundation
import Testing

/// The built program on files that were changed at random: whatever they hold, it ends in a code of its list
/// with a reason, in time, and by no signal.
///
/// `HEADROOM_FUZZ_RUNS` says how many runs, `HEADROOM_FUZZ_SEED` from which seed on; `make fuzz` asks for
/// many. A run that fails leaves its file in `.build/fuzz` with its command.
@Suite struct ProgramFuzzTests {
  /// What a run reads, and the commands that read it.
  struct Subject {
    let file: String
    let commands: [String]
  }

  /// Made by the program itself, from a plan of a need.
  static let savedResult = "result.json"
  static let cases = "Tests/GoldenTests/Cases"
  static let subjects = [
    Subject(
      file: "Plans/inference-only.yaml",
      commands: ["estimate FILE", "validate FILE", "explain FILE", "estimate FILE -o x.json"]),
    Subject(
      file: "Plans/fine-tune-llama.yaml", commands: ["estimate FILE", "validate FILE"]),
    Subject(file: "Plans/train-from-scratch.yaml", commands: ["estimate FILE", "validate FILE"]),
    Subject(
      file: "Plans/buy-or-rent.yaml",
      commands: ["estimate FILE", "estimate FILE -o x.csv", "explain FILE", "validate FILE"]),
    Subject(
      file: "Plans/neocloud-sizing.yaml", commands: ["estimate FILE", "validate FILE"]),
    Subject(
      file: "\(cases)/good/need-lease/plan.yaml", commands: ["estimate FILE", "explain FILE"]),
    Subject(
      file: "\(cases)/good/hardware-validate/chip.yaml",
      commands: ["hardware validate FILE", "hardware show example-chip-one --hardware FILE"]),
    Subject(
      file: "\(cases)/good/private-estimate/quotes.yaml",
      commands: ["prices history nvidia-h100-sxm5 --prices FILE"]),
    Subject(
      file: "Plugins/H100/measured.csv", commands: ["accuracy --against FILE"]),
    Subject(
      file: savedResult, commands: ["report FILE", "report FILE --format html", "diff FILE FILE"]),
  ]

  /// The list of `--help`.
  static let codes: Set<Int32> = [0, 1, 2, 3, 4, 64, 130, 143]

  @Test func everyRunEndsInACodeOfTheListWithAReason() throws {
    let environment = ProcessInfo.processInfo.environment
    // The debug program takes ten times as long; the release program is the one that is given.
    let usual = environment["HEADROOM_PROGRAM"] == nil ? 60 : 500
    let runs = environment["HEADROOM_FUZZ_RUNS"].flatMap { Int($0) } ?? usual
    let first = environment["HEADROOM_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_261_201
    let place = try Workplace()
    defer { place.remove() }
    // What plans import lies beside them.
    try FileManager.default.copyItem(
      at: Workplace.root.appending(path: "Plans/shared"),
      to: place.folder.appending(path: "shared"))
    let plan = Workplace.root.appending(path: "\(Self.cases)/good/need-lease/plan.yaml").path
    _ = try place.run("headroom estimate '\(plan)' -q -o \(Self.savedResult)")
    let texts = try Self.subjects.map { subject in
      let folder = subject.file == Self.savedResult ? place.folder : Workplace.root
      return (
        subject, try String(contentsOf: folder.appending(path: subject.file), encoding: .utf8)
      )
    }
    for run in 0..<runs {
      var mutator = Mutator(seed: first &+ UInt64(run))
      guard let (subject, text) = mutator.element(texts),
        let command = mutator.element(subject.commands)
      else { continue }
      // A table of many rows takes its time; one row changed among a few says as much.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let start =
        subject.file.hasSuffix(".csv") && lines.count > 6 ? 1 + mutator.pick(lines.count - 5) : 0
      var part = lines
      if start > 0 { part = [lines[0]] + Array(lines[start..<start + 4]) }
      let changed = mutator.mutated(part.joined(separator: "\n"))
      let ending = subject.file.split(separator: ".").last.map(String.init) ?? "yaml"
      let name = "fuzz.\(ending)"
      try changed.write(to: place.folder.appending(path: name), atomically: false, encoding: .utf8)
      let problem = try problem(of: command.replacing("FILE", with: name), in: place)
      if let problem {
        let kept = Workplace.root.appending(path: ".build/fuzz")
        try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
        let file = kept.appending(path: "\(first &+ UInt64(run)).\(name)")
        try changed.write(to: file, atomically: false, encoding: .utf8)
        Issue.record("seed \(first &+ UInt64(run)), '\(command)' of \(subject.file): \(problem)")
      }
    }
  }

  /// What is wrong with the end of a command; nil where nothing is.
  private func problem(of command: String, in place: Workplace) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exec headroom \(command) >out 2>err"]
    process.currentDirectoryURL = place.folder
    process.environment = [
      "PATH": place.program.deletingLastPathComponent().path + ":/usr/bin:/bin", "NO_COLOR": "1",
    ]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let start = Date()
    while process.isRunning, Date().timeIntervalSince(start) < 60 { usleep(2000) }
    guard !process.isRunning else {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return "no end within 60 s"
    }
    guard process.terminationReason == .exit else {
      return "signal \(process.terminationStatus)"
    }
    guard Self.codes.contains(process.terminationStatus) else {
      return "exit \(process.terminationStatus)"
    }
    let said = try Data(contentsOf: place.folder.appending(path: "err"))
    guard process.terminationStatus != 0 else { return nil }
    return said.isEmpty ? "exit \(process.terminationStatus) and nothing said" : nil
  }
}
