import Foundation
import Testing

/// What files, limits of the system and faults of our own do to the program: each kind that once ended it
/// without a word.
@Suite struct HostileTests {
  private func place(_ files: [String: String] = [:]) throws -> Workplace {
    let place = try Workplace()
    for (name, text) in files {
      try text.write(to: place.folder.appending(path: name), atomically: false, encoding: .utf8)
    }
    return place
  }

  /// A pipe that nobody writes to is no plan.
  @Test func pipesAreRefusedWithoutWaiting() throws {
    let place = try place(["plan.yaml": "import: pipe.yaml\n"])
    defer { place.remove() }
    let lines = try place.run(
      "mkfifo pipe.yaml; timeout 20 headroom validate pipe.yaml plan.yaml; headroom validate /dev/zero"
    )
    #expect(lines.count { $0.contains("it is a pipe or a device, not a file") } == 3, "\(lines)")
    #expect(lines.last == "exit 1")
  }

  /// `<(command)` of a shell is a pipe too, and has a writer.
  @Test func pipesOfAShellAreRead() throws {
    let place = try place()
    defer { place.remove() }
    let lines = try place.run(
      "bash -c 'headroom validate <(echo \"headroom: 1\")' 2>&1 | head -n 1")
    #expect(lines.first?.contains("error:") == true && lines.first?.contains("pipe or") == false)
  }

  /// `ulimit -f` ends a program by a signal unless it is a failed write.
  @Test func aLimitOnFilesIsAFailedWrite() throws {
    let place = try place()
    defer { place.remove() }
    let lines = try place.run(
      "echo old > x.json; ulimit -f 8; headroom Plans/inference-only.yaml -q -o x.json")
    #expect(lines.first?.hasPrefix("error: cannot write 'x.json': ") == true, "\(lines)")
    #expect(lines.last == "exit 1")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.folder.path).sorted() == [
        "Plans", "x.json",
      ])
  }

  /// A fault of our own says that it is one, with which file to report it.
  @Test(arguments: [SIGSEGV, SIGILL, SIGABRT])
  func aFaultOfOurOwnSaysSo(_ number: Int32) throws {
    let place = try place()
    defer { place.remove() }
    // The program waits for its input when the signal comes.
    let lines = try place.run(
      "mkdir a; cd a; (sleep 4; echo) | headroom validate ../Plans/inference-only.yaml - & pid=$!; "
        + "sleep 1; kill -\(number) $pid; wait")
    #expect(
      lines.contains {
        $0.contains("fault of Headroom") && $0.contains("../Plans/inference-only.yaml")
      }, "\(lines)")
  }

  /// What the user's own names hold does not steer the terminal.
  @Test func namesAreSafeToPrint() throws {
    let place = try place(["a\u{1B}[31m.yaml": "headroom: 1\n"])
    defer { place.remove() }
    let lines = try place.run(
      "headroom validate -v ./a*.yaml; headroom --\u{1B}[31mno; headroom ./a*.yaml -o \u{1B}[32m/x.json"
    )
    #expect(!lines.joined().unicodeScalars.contains("\u{1B}"), "\(lines)")
  }

  /// Every part of a workbook is XML, whatever a plan is called.
  @Test(.enabled(if: (try? Workplace().run("python3 -c 'import zipfile'")) == []))
  func everyPartOfAWorkbookIsXML() throws {
    let plan = """
      headroom: 1
      plan: "Offer\\u001b for\\ufffe you\\u0007"
      model: llama-3.1-8b
      hardware: [nvidia-h100-sxm5]
      workloads:
        chat:
          kind: serve
          traffic: {peak: 1000 tokens/s, prompt: 1000 tokens, answer: 200 tokens}
      finance: {as-of: 2026-11-01}
      costs:
        - {name: "dear\\u0001 \\uffff", amount: $1 k}

      """
    let place = try place(["plan.yaml": plan])
    defer { place.remove() }
    guard try place.run("headroom doctor | grep -c xlsx") != [] else { return }
    let check =
      "import zipfile, xml.parsers.expat as e\nz = zipfile.ZipFile(\"x.xlsx\")\n"
      + "for n in z.namelist(): e.ParserCreate().Parse(z.read(n), True)\n"
    try check.write(
      to: place.folder.appending(path: "check.py"), atomically: false, encoding: .utf8)
    let lines = try place.run("headroom estimate plan.yaml -q -o x.xlsx && python3 check.py")
    #expect(lines == [], "\(lines)")
  }

  /// Many mistakes are told in a hundred messages, errors first.
  @Test func manyMistakesAreCounted() throws {
    let lines = (0..<5000).map { "key\($0): 1" }.joined(separator: "\n")
    let place = try place(["plan.yaml": "headroom: 1\n\(lines)\n"])
    defer { place.remove() }
    let said = try place.run("headroom validate plan.yaml")
    #expect(said.count { $0.contains("error:") } == 100)
    #expect(said.contains { $0.contains("more [more-diagnostics]") }, "\(said.suffix(3))")
  }

  /// A sum of as many terms as a plan may have is summed, printed and freed, on a small stack.
  @Test func tensOfThousandsOfCostsAreAdded() throws {
    let costs = (0..<2000).map { "  - {name: c\($0), amount: $1}" }.joined(separator: "\n")
    let plan = """
      headroom: 1
      model: llama-3.1-8b
      hardware: [nvidia-h100-sxm5]
      workloads:
        chat:
          kind: serve
          traffic: {peak: 1000 tokens/s, prompt: 1000 tokens, answer: 200 tokens}
      finance: {as-of: 2026-11-01}
      costs:
      \(costs)

      """
    let place = try place(["plan.yaml": plan])
    defer { place.remove() }
    let lines = try place.run("ulimit -s 512; headroom estimate plan.yaml -q > out")
    #expect(lines == [], "\(lines)")
  }
}
