import BuiltInPlugins
import Diagnostics
import Documents
import Figures
import Foundation
import HardwareKit
import PlanFiles
import Planning
import Reporting
import Spreadsheet
import Testing
import Units

/// Spreadsheets of the sample plans: what stands in them, and what another program makes of them.
@Suite(.serialized) struct SpreadsheetTests {
  static let plans = [
    "train-from-scratch", "fine-tune-llama", "inference-only", "neocloud-sizing", "buy-or-rent",
  ]

  static func outcome(_ name: String, settings: [String] = []) throws -> Outcome {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let registry = ProductRegistry(builtInPlugins)
    let shared = try SharedData.embedded()
    let plan = try readPlan(
      root.appending(path: "Plans/\(name).yaml").path, scenario: nil, settings: settings,
      context: PlanContext(registry: registry, shared: shared, reader: .disk)
    ).plan
    let products = try registry.products(registry.productIDs)
    return Planner(products: products, facility: shared.facility).outcome(of: plan)
  }

  static func workbook(_ outcome: Outcome) -> Workbook {
    Workbook(ResultDocument(EstimateReport.report(outcome), of: [outcome]))
  }

  static func page(_ name: String, of workbook: Workbook) throws -> Workbook.Page {
    try #require(workbook.pages.first { $0.name == name })
  }

  /// Every figure stands there once, inputs with a cell to change and formulas alive.
  @Test(arguments: plans)
  func everyFigureHasACell(_ plan: String) throws {
    let outcome = try Self.outcome(plan)
    let workbook = Self.workbook(outcome)
    let inputs = try Self.page("Inputs", of: workbook).rows
    let model = try Self.page("Model", of: workbook).rows
    var names: Set<String> = []
    for cell in (inputs + model).joined() {
      guard let name = cell.name else { continue }
      #expect(names.insert(name.lowercased()).inserted, "\(name) twice")
      #expect(name.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]{0,254}/#) != nil, "\(name)")
    }
    var cells = 0
    for row in model where row.count > 3 {
      if row[3].name != nil { cells += 1 }
      guard case .formula(let text, let value) = row[3].content else { continue }
      #expect(value.isFinite)
      #expect(text.utf8.count < 8192, "\(text.prefix(80))")
      // Each word of a formula is a function or the name of a cell.
      for word in text.matches(of: #/h_[A-Za-z0-9_]+/#) {
        #expect(names.contains(String(word.output).lowercased()), "\(word.output)")
      }
      #expect(!text.contains("missing"), "\(text)")
    }
    let figures = outcome.sheets.map { $0.figures.count { $0.formula != nil } }.reduce(0, +)
    #expect(cells >= figures)
  }

  @Test func textIsNeverAFormula() {
    for text in ["=1+1", "+1", "-1", "@x", "=HYPERLINK(\"x\")"] {
      #expect(Workbook.Cell(text).content == .text(text))
    }
  }

  @Test func partsThatAreUsedTwiceStandOnce() throws {
    let outcome = try Self.outcome("inference-only")
    let model = try Self.page("Model", of: Self.workbook(outcome)).rows
    let parts = model.filter { $0.first.map { "\($0.content)".contains(", part ") } ?? false }
    for part in parts { #expect(part.count > 3 && part[3].name != nil) }
  }

  /// The same plan gives the same bytes.
  @Test(
    .enabled(
      if: WorkbookWriter.isAvailable || Calculator.isRequired, "built without the trait Spreadsheet"
    ))
  func theSameBytesTwice() throws {
    let workbook = Self.workbook(try Self.outcome("fine-tune-llama"))
    let folder = try Calculator.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["a.xlsx", "b.xlsx"].map { folder.appending(path: $0) }
    for file in files { try WorkbookWriter.write(workbook, to: file.path) }
    #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
  }

  /// LibreOffice, asked to compute every cell anew, finds what the sheet says.
  @Test(
    .enabled(
      if: WorkbookWriter.isAvailable || Calculator.isRequired, "built without the trait Spreadsheet"
    ),
    .enabled(if: Calculator.isInstalled || Calculator.isRequired, "LibreOffice is not installed"),
    arguments: plans)
  func anotherProgramFindsTheSame(_ plan: String) throws {
    let workbook = Self.workbook(try Self.outcome(plan))
    try compare(workbook, with: workbook, plan)
  }

  /// Inputs changed in the cells move the answer as the program itself would.
  @Test(
    .enabled(
      if: WorkbookWriter.isAvailable || Calculator.isRequired, "built without the trait Spreadsheet"
    ),
    .enabled(if: Calculator.isInstalled || Calculator.isRequired, "LibreOffice is not installed"))
  func changedInputsMoveTheAnswer() throws {
    let changes = [
      ("assistant.traffic.peak", "assistant.traffic.peak=3200 output tokens/s", 3200.0),
      ("assistant.traffic.growth", "assistant.traffic.growth=2% per month", 2.0),
      ("assistant.traffic.answer", "assistant.traffic.answer=310 tokens", 310.0),
    ]
    let old = try Self.outcome("inference-only")
    let new = try Self.outcome("inference-only", settings: changes.map(\.1))
    for (a, b) in zip(old.cases, new.cases) {
      // The comparison is of arithmetic: both must have taken the same decisions.
      #expect(a.workloads.map(\.choice?.product.id) == b.workloads.map(\.choice?.product.id))
      #expect(
        a.workloads.map(\.choice?.fit?.layout.text) == b.workloads.map(\.choice?.fit?.layout.text))
    }
    var changed = Self.workbook(old)
    let index = try #require(changed.pages.firstIndex { $0.name == "Inputs" })
    var count = 0
    for (row, cells) in changed.pages[index].rows.enumerated() {
      for change in changes where cells.first?.content == .text(change.0) {
        changed.pages[index].rows[row][2].content = .number(change.2)
        count += 1
      }
    }
    #expect(count == changes.count * old.cases.count)
    // What the search decided is an input too: requests in flight. Where it differs it is carried over.
    let wanted = Self.workbook(new)
    let target = try Self.page("Inputs", of: wanted).rows
    func named(_ cells: [Workbook.Cell]) -> String { "\(cells.first?.content ?? .blank)" }
    var seen: [String: Int] = [:]
    var decided: Set<String> = []
    for (row, cells) in changed.pages[index].rows.enumerated() where cells.count > 2 {
      let name = named(cells)
      // A name stands once for each model.
      let others = target.filter { named($0) == name }
      let place = seen[name, default: 0]
      seen[name] = place + 1
      guard place < others.count, others[place].count > 2,
        "\(others[place][2].content)" != "\(cells[2].content)"
      else { continue }
      changed.pages[index].rows[row][2].content = others[place][2].content
      decided.insert(name)
    }
    #expect(
      decided.allSatisfy { $0.contains(".replica.") || $0.contains(".crossing.") }, "\(decided)")
    try compare(changed, with: wanted, "three inputs")
  }

  private func compare(_ written: Workbook, with expected: Workbook, _ place: String) throws {
    let folder = try Calculator.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "plan.xlsx")
    try WorkbookWriter.write(written, to: file.path)
    let number = try #require(expected.pages.firstIndex { $0.name == "Model" })
    let found = try Calculator.recalculated(file, page: number + 1)
    let rows = expected.pages[number].rows
    #expect(found.count >= rows.count)
    var compared = 0
    for (row, cells) in zip(found, rows) {
      guard cells.count > 3, case .formula(_, let value) = cells[3].content else { continue }
      let text = row.count > 3 ? row[3] : ""
      let number = try #require(Double(text), "\(place): \(cells[0].content) is '\(text)'")
      let scale = max(abs(value), 1e-300)
      #expect(
        abs(number - value) / scale <= 1e-9, "\(place): \(cells[0].content), \(number), \(value)")
      compared += 1
    }
    #expect(compared > 40)
  }
}
