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
        try: plan = yaml.load(open(path, encoding='utf-8'), Loader)
        except Exception: print(path, 'unreadable'); continue
        errors = list(Draft7Validator(schema).iter_errors(plan))
        print(path, 'accepted' if not errors else 'rejected: ' + errors[0].message[:200])
    """

  private func verdicts(_ files: [URL]) throws -> [String] {
    let place = try Workplace()
    defer { place.remove() }
    try Self.script.write(
      to: place.folder.appending(path: "check.py"), atomically: true, encoding: .utf8)
    let schema = Workplace.root.appending(path: "Plans/plan.schema.json").path
    let names = files.map { "'\($0.path)'" }.joined(separator: " ")
    return try place.run("python3 check.py '\(schema)' \(names)")
  }

  @Test(.enabled(if: hasValidator, "needs Python's jsonschema and yaml"))
  func samplePlansAreAccepted() throws {
    let plans = try FileManager.default.contentsOfDirectory(
      at: Workplace.root.appending(path: "Plans"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "yaml" }
    let verdicts = try verdicts(plans)
    #expect(verdicts.count == plans.count)
    for verdict in verdicts { #expect(verdict.hasSuffix("accepted"), "\(verdict)") }
  }

  /// Mistakes of form, which a schema can see; those of meaning are the program's.
  @Test(.enabled(if: hasValidator, "needs Python's jsonschema and yaml"))
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
