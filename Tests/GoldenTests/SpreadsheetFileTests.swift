import Foundation
import Testing

/// `-o` with the ending of a spreadsheet: a whole file, or what is missing and no file.
@Suite struct SpreadsheetFileTests {
  private static let plans = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Plans")

  @Test(arguments: ["estimate inference-only", "compare inference-only fine-tune-llama"])
  func spreadsheetOrReason(_ line: String) throws {
    let folder = try Program.makeScratchFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let words = line.split(separator: " ").map(String.init)
    let files = words.dropFirst().map { Self.plans.appending(path: "\($0).yaml").path }
    let answer = try Program.run([words[0]] + files + ["-q", "-o", "plan.xlsx"], in: folder)
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    if answer.exit == 0 {
      #expect(written == ["plan.xlsx"])
      let file = try Data(contentsOf: folder.appending(path: "plan.xlsx"))
      #expect(file.prefix(2) == Data("PK".utf8))
      #expect(answer.output.isEmpty && answer.errors.isEmpty)
    } else {
      #expect(answer.exit == 1)
      #expect(answer.errors.contains("libxlsxwriter"), "\(answer.errors)")
      #expect(written.isEmpty, "nothing half-written")
    }
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let folder = try Program.makeScratchFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = Self.plans.appending(path: "inference-only.yaml").path
    let answer = try Program.run(["estimate", plan, "-q", "-o", "no/plan.xlsx"], in: folder)
    #expect(answer.exit == 1)
    #expect(answer.errors.hasPrefix("error: cannot write 'no/plan.xlsx': "), "\(answer.errors)")
  }
}
