import Foundation
import Testing

/// Pages in a browser, and the same numbers in every form of a report.
@Suite(.serialized) struct PageTests {
  static let files = Workplace.root.appending(path: "Tests/FrontDoorTests/Files")

  /// Continuous integration installs what tests need, so that none is left out there.
  private static let isRequired =
    ProcessInfo.processInfo.environment["HEADROOM_REQUIRE_PROGRAMS"] == "1"

  private static func runs(_ command: String) -> Bool {
    guard let place = try? Workplace() else { return false }
    defer { place.remove() }
    return (try? place.run("\(command) >/dev/null 2>&1")) == []
  }

  private static let hasBrowser = runs(
    "command -v chromium && command -v chromedriver && python3 -c 'import selenium, axe_core_python'"
  )
  private static let hasPython = runs("python3 -c 'import csv, zipfile'")

  @Test(
    .enabled(
      if: hasBrowser || isRequired, "needs chromium, chromedriver, selenium and axe-core-python"))
  func pagesAreSoundInABrowser() throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.run(
      """
      headroom estimate Plans/fine-tune-llama.yaml --samples 100 -q -o estimate.html
      headroom estimate Plans/neocloud-sizing.yaml -q -o rent.html
      headroom estimate Plans/buy-or-rent.yaml -q -o need.html
      headroom compare Plans/fine-tune-llama.yaml Plans/inference-only.yaml -q -o compare.html
      headroom diff Plans/inference-only.yaml --as-of 2025-10-01,2026-11-01 -q -o diff.html
      """)
    let verdicts = try place.run(
      "python3 '\(Self.files.path)/browser.py' estimate.html rent.html need.html compare.html diff.html"
    )
    #expect(verdicts.count == 5)
    for verdict in verdicts { #expect(verdict.hasSuffix(" sound"), "\(verdict)") }
  }

  @Test(
    .enabled(if: hasPython || isRequired, "needs python3"),
    arguments: [
      "train-from-scratch", "fine-tune-llama", "inference-only", "buy-or-rent", "neocloud-sizing",
    ])
  func everyFormHasTheSameNumbers(_ plan: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    for form in ["json", "csv", "md", "html", "xlsx", "txt"] {
      let lines = try place.run("headroom estimate Plans/\(plan).yaml -q -o \(plan).\(form)")
      if form == "xlsx", lines.first?.contains("libxlsxwriter") == true { continue }
      #expect(lines.isEmpty || lines.last == "exit 3", "\(lines)")
      // What was saved gives the same bytes as what was planned.
      guard form != "json" else { continue }
      _ = try place.run("headroom report \(plan).json -o again.\(form)")
      #expect(try place.run("cmp \(plan).\(form) again.\(form)") == [])
    }
    #expect(try place.run("python3 '\(Self.files.path)/six_forms.py' \(plan)") == ["the same"])
  }

  /// Whatever a plan says, the page shows it as text.
  @Test func textOfAPlanIsNeverMarkup() throws {
    let place = try Workplace()
    defer { place.remove() }
    let hostile = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>&amp;"
    let plan = try String(
      contentsOf: Workplace.root.appending(path: "Plans/buy-or-rent.yaml"), encoding: .utf8)
    let lines = plan.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("plan:") ? "plan: \"\(hostile)\"\nauthor: \"\(hostile)\"" : String(line)
    }
    try lines.joined(separator: "\n").write(
      to: place.folder.appending(path: "x.yaml"), atomically: true, encoding: .utf8)
    #expect(try place.run("headroom estimate x.yaml -q -o x.html; test -s x.html") == [])
    let page = try String(
      contentsOf: place.folder.appending(path: "x.html"), encoding: .utf8)
    #expect(page.contains("&lt;script&gt;alert(1)"))
    #expect(!page.contains("<script") && !page.contains("<img"))
  }

  /// A disk that is full half-way, or a process that is killed, leaves the file that was there.
  @Test(arguments: ["html", "xlsx"])
  func failedWriteLeavesTheOldFile(_ form: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let full = try place.run(
      "echo old > out.\(form); trap '' XFSZ; ulimit -f 1; "
        + "headroom Plans/inference-only.yaml -q -o out.\(form)")
    #expect(full.last == "exit 1" && full.first?.hasPrefix("error: ") == true, "\(full)")
    let file = place.folder.appending(path: "out.\(form)")
    #expect(try String(contentsOf: file, encoding: .utf8) == "old\n")
    _ = try place.run(
      "headroom Plans/inference-only.yaml -q -o out.\(form) & sleep 0.05; kill -9 $!; wait $! 2>/dev/null; true"
    )
    let left = try Data(contentsOf: file)
    #expect(left == Data("old\n".utf8) || left.count > 10_000)
  }
}
