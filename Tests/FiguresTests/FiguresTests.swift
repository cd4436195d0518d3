import Diagnostics
import Figures
import Testing
import Units

extension FigureID {
  static var work: FigureID { FigureID("work", "Work", Dimension(operations: 1)) }
  static var peak: FigureID { FigureID("peak", "Peak", Dimension(time: -1, operations: 1)) }
  static var share: FigureID { FigureID("share", "Share of peak") }
  static var duration: FigureID { FigureID("duration", "Time of the work", Dimension(time: 1)) }
  static var horizon: FigureID {
    FigureID("finance.horizon", "Horizon", Dimension(time: 1), planWide: true)
  }
}

extension LimitID {
  static let patience = LimitID(rawValue: 9_001)
}

let published = Provenance(
  .citations([Citation(title: "Datasheet", publisher: "Maker", date: "2024-01-01", locator: "p1")]),
  evidence: .published)
let assumed = Provenance(.assumed("nobody has measured it"), evidence: .assumed)

/// Work done at a share of peak: enough of a model to try both ledgers on.
func duration<L: Ledger>(share: Double, in ledger: inout L) throws(Infeasible) -> L.Number {
  let work = ledger.input(.work, Fact<Operations>(6e18, published))
  let peak = ledger.input(.peak, Fact<OperationsPerSecond>(989.4e12, published))
  let efficiency = ledger.input(.share, Fact<Ratio>(share, assumed))
  let ideal = work / (peak * efficiency)
  let result = ledger.define(.duration, .norm(ideal, ideal / 2, 1 + 1 + 1))
  try ledger.require(result, atMost: ideal * 2, .patience)
  return result
}

@Suite struct LedgerTests {
  @Test func scratchAndSheetAgreeToTheLastBit() throws {
    for step in 1...200 {
      let share = Double(step) / 257
      var scratch = Scratch()
      var sheet = Sheet()
      let plain = try duration(share: share, in: &scratch)
      let figure = try duration(share: share, in: &sheet)
      #expect(plain.bitPattern == figure.value.bitPattern)
    }
  }

  @Test func sheetCarriesWeakestEvidenceAndItsOrigin() throws {
    var sheet = Sheet()
    sheet.scope = "pretrain"
    _ = try duration(share: 0.4, in: &sheet)
    let figure = try #require(sheet["pretrain.duration"])
    #expect(figure.evidence == .assumed)
    #expect(figure.weakest == ["pretrain.share"])
    #expect(sheet["pretrain.peak"]?.evidence == .published)
    #expect(sheet.faults.isEmpty)
    #expect(sheet.constraints.map(\.holds) == [true])
  }

  @Test func planDemandsNeedNoEvidence() {
    var sheet = Sheet()
    let span = SourceSpan(file: "plan.yaml", line: 3, column: 5)
    let fact = Fact<Seconds>(60, Provenance(.plan(span), evidence: nil))
    let horizon = sheet.input(.horizon, fact)
    _ = sheet.define(.duration, horizon + horizon)
    #expect(sheet["duration"]?.evidence == nil)
  }

  @Test func planWideFiguresTakeNoScope() {
    var sheet = Sheet()
    sheet.scope = "serve"
    _ = sheet.input(.horizon, Fact<Seconds>(60, assumed))
    #expect(sheet.names == ["finance.horizon"])
  }

  @Test func refusalCarriesTheLimitAndBothValues() {
    var scratch = Scratch()
    #expect(throws: Infeasible(.patience, needed: 3, available: 2)) {
      try scratch.require(3, atMost: 2, .patience)
    }
    #expect(throws: Infeasible.self) { try scratch.require(.nan, atMost: 2, .patience) }
  }

  @Test func dimensionsAreChecked() {
    var sheet = Sheet()
    let work = sheet.input(.work, Fact<Operations>(1, published))
    let peak = sheet.input(.peak, Fact<OperationsPerSecond>(1, published))
    _ = sheet.define(.duration, work + peak)
    _ = sheet.define(.share, work / peak)
    _ = sheet.define(.horizon, .exponential(work))
    #expect(sheet.faults.map(\.figure) == ["duration", "share", "finance.horizon"])
  }

  @Test func secondDefinitionIsAFault() {
    var sheet = Sheet()
    let share = sheet.input(.share, Fact<Ratio>(1, published))
    _ = sheet.input(.share, Fact<Ratio>(2, published))
    _ = sheet.define(.share, share)
    #expect(sheet.faults.count == 2)
  }
}

@Suite struct FormulaTextTests {
  private static func figure(_ name: String) -> Formula? {
    let values = ["a": 3.0, "b-c.d": 0.5, "x": 7]
    guard let value = values[name] else { return nil }
    var sheet = Sheet()
    let known: [String: FigureID] = [
      "a": FigureID("a", "A"), "b-c.d": FigureID("b-c.d", "B"), "x": FigureID("x", "X"),
    ]
    return known[name].map { sheet.input($0, Fact<Ratio>(value, assumed)) }
  }

  @Test(arguments: [
    "a + b-c.d × x", "(a + b-c.d) × x", "a - (b-c.d - x)", "a - b-c.d - x", "a / (b-c.d / x)",
    "a / b-c.d × x", "if(a <= b-c.d, max(a, 0), ceil(x / 2))", "pow(1 + a, x) × exp(0 - log(a))",
    "min(a, b-c.d + 1)",
  ])
  func printedTextReadsBackToTheSameTree(_ text: String) throws {
    let tree = try FormulaParser.parse(text, resolve: Self.figure)
    #expect(tree.text == text)
    let again = try FormulaParser.parse(tree.text, resolve: Self.figure)
    #expect(again.isSameTree(as: tree))
    #expect(again.value.bitPattern == tree.value.bitPattern)
  }

  @Test func differentTreesAreToldApart() throws {
    let a = try FormulaParser.parse("a - (b-c.d - x)", resolve: Self.figure)
    let b = try FormulaParser.parse("a - b-c.d - x", resolve: Self.figure)
    #expect(!a.isSameTree(as: b))
  }

  @Test(arguments: [
    ("a +", 2), ("a + unknown", 4), ("sqrt(a)", 0), ("max(a)", 0), ("(a", 2), ("a b-c.d", 2),
    ("if(a, a, a)", 4),
  ])
  func failuresSayWhere(_ text: String, _ offset: Int) {
    #expect {
      try FormulaParser.parse(text, resolve: Self.figure)
    } throws: { error in
      (error as? FormulaParser.Failure)?.offset == offset
    }
  }

  @Test func randomTreesSurviveTheRoundTrip() throws {
    var state: UInt64 = 20_261_123
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    func tree(_ depth: Int) -> Formula {
      guard depth > 0, let a = Self.figure("a"), let x = Self.figure("x") else { return 2 }
      switch next(11) {
      case 0: return a
      case 1: return x
      case 2: return 1
      case 3: return tree(depth - 1) + tree(depth - 1)
      case 4: return tree(depth - 1) - tree(depth - 1)
      case 5: return tree(depth - 1) * tree(depth - 1)
      case 6: return tree(depth - 1) / tree(depth - 1)
      case 7: return .larger(tree(depth - 1), tree(depth - 1))
      case 8: return .power(tree(depth - 1), tree(depth - 1))
      case 9: return .ceiling(tree(depth - 1))
      default:
        return .select(
          tree(depth - 1), atMost: tree(depth - 1), then: tree(depth - 1),
          otherwise: tree(depth - 1))
      }
    }
    for _ in 0..<300 {
      let original = tree(4)
      let again = try FormulaParser.parse(original.text, resolve: Self.figure)
      #expect(again.isSameTree(as: original), "\(original.text)")
    }
  }
}
