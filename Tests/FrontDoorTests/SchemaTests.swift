import Foundation
import Testing

/// The schema of plans is the one in the repository, and accepts what the program accepts.
@Suite struct SchemaTests {
  private static let isRecording = ProcessInfo.processInfo.environment["HEADROOM_RECORD"] == "1"

  /// `HEADROOM_RECORD=1` writes the files anew.
  @Test(
    arguments: [
      ("headroom schema", "Plans/plan.schema.json"),
      ("headroom schema --format markdown", "Documentation/PlanKeys.md"),
      ("headroom schema hardware --format markdown", "Documentation/HardwareKeys.md"),
    ])
  func filesAreCurrent(command: String, path: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let text = try place.run(command).joined(separator: "\n") + "\n"
    let file = Workplace.root.appending(path: path)
    if Self.isRecording {
      try text.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(
        try String(contentsOf: file, encoding: .utf8) == text, "run HEADROOM_RECORD=1 make test")
    }
  }

  /// A validator that is not ours: the packages `jsonschema` and `yaml` of Python.
  private static let hasValidator: Bool = {
    guard let place = try? Workplace() else { return false }
    defer { place.remove() }
    return (try? place.run("python3 -c 'import jsonschema, yaml'")) == []
  }()

  private static let isRequired =
    ProcessInfo.processInfo.environment["HEADROOM_REQUIRE_PROGRAMS"] == "1"

  private static let script = """
    import json, sys, yaml
    from jsonschema import Draft7Validator
    schema = json.load(open(sys.argv[1]))
    Draft7Validator.check_schema(schema)
    # A day stays text, as language servers read it.
    class Loader(yaml.SafeLoader): pass
    Loader.yaml_implicit_resolvers = {
        key: [pair for pair in pairs if pair[0] != 'tag:yaml.org,2002:timestamp']
        for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    for path in sys.argv[2:]:
        # YAML 1.1 takes a number such as 1e-05 for text.
        try:
            file = open(path, encoding='utf-8')
            plan = json.load(file) if path.endswith('.json') else yaml.load(file, Loader)
        except Exception: print(path, 'unreadable'); continue
        errors = list(Draft7Validator(schema).iter_errors(plan))
        print(path, 'accepted' if not errors else 'rejected: ' + errors[0].message[:200])
    """

  /// - Parameter subject: what the schema describes; the files are of that kind.
  private func verdicts(_ files: [URL], subject: String = "plan") throws -> [String] {
    let place = try Workplace()
    defer { place.remove() }
    try Self.script.write(
      to: place.folder.appending(path: "check.py"), atomically: true, encoding: .utf8)
    let schema = place.folder.appending(path: "schema.json").path
    #expect(try place.run("headroom schema \(subject) -o schema.json") == [])
    let names = files.map { "'\($0.path)'" }.joined(separator: " ")
    return try place.run("python3 check.py '\(schema)' \(names)")
  }

  @Test(.enabled(if: hasValidator || isRequired, "needs Python's jsonschema and yaml"))
  func samplePlansAreAccepted() throws {
    let plans = try FileManager.default.contentsOfDirectory(
      at: Workplace.root.appending(path: "Plans"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "yaml" }
    let verdicts = try verdicts(plans)
    #expect(verdicts.count == plans.count)
    for verdict in verdicts { #expect(verdict.hasSuffix("accepted"), "\(verdict)") }
  }

  /// Every plan of the golden cases that the program accepts by itself.
  @Test(.enabled(if: hasValidator || isRequired, "needs Python's jsonschema and yaml"))
  func plansThatAreReadAreAccepted() throws {
    let cases = Workplace.root.appending(path: "Tests/GoldenTests/Cases/good")
    let plans = try FileManager.default.contentsOfDirectory(atPath: cases.path).sorted()
      .map { cases.appending(path: $0).appending(path: "plan.yaml") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    #expect(plans.count > 5)
    for verdict in try verdicts(plans) { #expect(verdict.hasSuffix("accepted"), "\(verdict)") }
  }

  @Test(.enabled(if: hasValidator || isRequired, "needs Python's jsonschema and yaml"))
  func hardwareFilesAreAccepted() throws {
    let plugins = Workplace.root.appending(path: "Plugins")
    var files = try FileManager.default.contentsOfDirectory(atPath: plugins.path).sorted()
      .map { plugins.appending(path: $0).appending(path: "datasheet.yaml") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    files.append(Workplace.root.appending(path: "Tests/FrontDoorTests/Files/my-chip.yaml"))
    #expect(files.count > 10)
    for verdict in try verdicts(files, subject: "hardware") {
      #expect(verdict.hasSuffix("accepted"), "\(verdict)")
    }
  }

  @Test(.enabled(if: hasValidator || isRequired, "needs Python's jsonschema and yaml"))
  func wrongHardwareFilesAreRejected() throws {
    let chip = try String(
      contentsOf: Workplace.root.appending(path: "Tests/FrontDoorTests/Files/my-chip.yaml"),
      encoding: .utf8)
    let place = try Workplace()
    defer { place.remove() }
    var files: [URL] = []
    for (old, new) in [
      ("vendor:", "vender:"), ("commitment: on-demand", "commitment: sometimes"),
      ("    form: OAM\n", ""), ("value: 800 TFLOP/s, ", ""),
    ] {
      let text = chip.replacingOccurrences(of: old, with: new)
      #expect(text != chip)
      let file = place.folder.appending(path: "chip-\(files.count).yaml")
      try text.write(to: file, atomically: true, encoding: .utf8)
      files.append(file)
    }
    for verdict in try verdicts(files, subject: "hardware") {
      #expect(verdict.contains("rejected"), "\(verdict)")
    }
  }

  /// What is saved is what the schema of results says, no member more or less.
  @Test(.enabled(if: hasValidator || isRequired, "needs Python's jsonschema and yaml"))
  func savedResultsAreAccepted() throws {
    let place = try Workplace()
    defer { place.remove() }
    let commands = [
      "estimate Plans/train-from-scratch.yaml", "estimate Plans/inference-only.yaml",
      "estimate Plans/fine-tune-llama.yaml --samples 50", "estimate Plans/buy-or-rent.yaml",
      "estimate Plans/neocloud-sizing.yaml",
      "compare Plans/fine-tune-llama.yaml Plans/inference-only.yaml",
    ]
    var files: [URL] = []
    for (index, command) in commands.enumerated() {
      let lines = try place.run("headroom \(command) -q -o \(index).json")
      #expect(lines.isEmpty || lines.last == "exit 3", "\(lines)")
      files.append(place.folder.appending(path: "\(index).json"))
    }
    for verdict in try verdicts(files, subject: "result") {
      #expect(verdict.hasSuffix("accepted"), "\(verdict)")
    }
    let text = try String(contentsOf: files[0], encoding: .utf8)
    let wrong = place.folder.appending(path: "wrong.json")
    try text.replacingOccurrences(of: "\"currency\"", with: "\"money\"")
      .write(to: wrong, atomically: true, encoding: .utf8)
    #expect(try verdicts([wrong], subject: "result").first?.contains("rejected") == true)
  }

  /// Mistakes of form, which a schema can see; those of meaning are the program's.
  @Test(.enabled(if: hasValidator || isRequired, "needs Python's jsonschema and yaml"))
  func mistakesOfFormAreRejected() throws {
    let cases = Workplace.root.appending(path: "Tests/GoldenTests/Cases/malformed")
    let names = try FileManager.default.contentsOfDirectory(atPath: cases.path)
      .filter { $0.hasPrefix("unknown-key") || $0 == "number-without-unit" }
    let plans = names.map { cases.appending(path: $0).appending(path: "plan.yaml") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    #expect(plans.count > 8)
    for verdict in try verdicts(plans) { #expect(!verdict.hasSuffix("accepted"), "\(verdict)") }
  }
}
