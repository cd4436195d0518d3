import Testing
import Units

@testable import Figures

/// A model made at random: a list of operations, each on earlier numbers, run on any ledger.
private struct RandomModel {
  enum Step {
    case add, subtract, multiply, divide, larger, smaller, power, exponential, logarithm
    case ceiling, norm, select, one
  }

  var inputs: [Double]
  var steps: [(Step, [Int])] = []

  init(_ state: inout UInt64) {
    inputs = (0..<4).map { Double($0) + 1.25 }
    for index in 0..<40 {
      let kind: Step
      switch Self.next(&state, 13) {
      case 0: kind = .add
      case 1: kind = .subtract
      case 2: kind = .multiply
      case 3: kind = .divide
      case 4: kind = .larger
      case 5: kind = .smaller
      case 6: kind = .power
      case 7: kind = .exponential
      case 8: kind = .logarithm
      case 9: kind = .ceiling
      case 10: kind = .norm
      case 11: kind = .select
      default: kind = .one
      }
      steps.append((kind, (0..<4).map { _ in Self.next(&state, 4 + index) }))
    }
  }

  static func next(_ state: inout UInt64, _ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  static func input(_ index: Int) -> FigureID { FigureID("in", "Input").at(index + 1) }
  static func figure(_ index: Int) -> FigureID { FigureID("out", "Output").at(index + 1) }

  func run<L: Ledger>(_ values: [Double], in ledger: inout L) -> [L.Number] {
    var numbers = values.enumerated().map {
      ledger.input(Self.input($0), Fact<Ratio>($1, assumed))
    }
    for (index, (kind, from)) in steps.enumerated() {
      let (a, b, c, d) = (
        numbers[from[0]], numbers[from[1]], numbers[from[2]], numbers[from[3]]
      )
      let made: L.Number
      switch kind {
      case .add: made = a + b
      case .subtract: made = a - b
      case .multiply: made = a * b
      case .divide: made = a / b
      case .larger: made = .larger(a, b)
      case .smaller: made = .smaller(a, b)
      case .power: made = .power(a, b)
      case .exponential: made = .exponential(0 - a * a)
      case .logarithm: made = .logarithm(1 + a * a)
      case .ceiling: made = .ceiling(a)
      case .norm: made = .norm(a * a + 1, b * b + 1, 2)
      case .select: made = .select(a, atMost: b, then: c, otherwise: d)
      case .one: made = 1 * a + b * 1 - a / 1
      }
      numbers.append(ledger.define(Self.figure(index), made))
    }
    return numbers
  }
}

@Suite struct TapeTests {
  @Test func everyLaneIsTheScalarModel() {
    var state: UInt64 = 8
    for round in 0..<60 {
      let model = RandomModel(&state)
      var sheet = Sheet()
      let formulas = model.run(model.inputs, in: &sheet)
      // Some rounds vary one input alone, so that most of the graph folds.
      let varying = round % 3 == 0 ? [1] : [0, 1, 2, 3]
      let tape = Tape(
        sheet, outputs: formulas, varying: varying.map { RandomModel.input($0).localName })
      let columns = Columns(count: varying.count, rows: 37)
      for column in varying.indices {
        columns.fill(column) { Double(($0 * 7 + column * 5) % 23) / 4 - 2 }
      }
      let results = tape.run(columns)
      for row in 0..<columns.rows {
        var values = model.inputs
        for (column, input) in varying.enumerated() { values[input] = columns[column, row] }
        var scratch = Scratch()
        let expected = model.run(values, in: &scratch)
        for (output, value) in expected.enumerated() {
          let found = results[output, row]
          // All that is not a number is alike.
          #expect(
            found.bitPattern == value.bitPattern || (found.isNaN && value.isNaN),
            "round \(round), row \(row), output \(output): \(found), not \(value)")
        }
      }
    }
  }

  @Test func coresDoNotChangeAnyBit() {
    var state: UInt64 = 5
    let model = RandomModel(&state)
    var sheet = Sheet()
    let formulas = model.run(model.inputs, in: &sheet)
    let tape = Tape(
      sheet, outputs: formulas, varying: (0..<4).map { RandomModel.input($0).localName })
    let columns = Columns(count: 4, rows: 9_001)
    for column in 0..<4 { columns.fill(column) { Double(($0 * 31 + column) % 977) / 100 } }
    let one = tape.run(columns)
    for cores in [2, 3, 8] {
      let several = tape.run(columns, cores: cores)
      for output in 0..<tape.outputCount {
        #expect(
          one.values(output).map(\.bitPattern) == several.values(output).map(\.bitPattern))
      }
    }
  }

  private static func sheet() -> (Sheet, [Formula]) {
    var sheet = Sheet()
    let names = [FigureID("a", "A"), FigureID("b", "B"), FigureID("c", "C")]
    let values = names.map { sheet.input($0, Fact<Ratio>(2, assumed)) }
    return (sheet, values)
  }

  @Test func whatDoesNotVaryFolds() {
    let (sheet, v) = Self.sheet()
    let formula = (v[0] * v[1] + v[0]) * v[2]
    #expect(Tape(sheet, outputs: [formula], varying: []).length == 0)
    #expect(Tape(sheet, outputs: [formula], varying: ["c"]).length == 1)
    #expect(Tape(sheet, outputs: [formula], varying: []).evaluate([]) == [12])
  }

  @Test func equalOperationsAreMadeOnce() {
    let (sheet, v) = Self.sheet()
    let formula = (v[0] + v[1]) * (v[1] + v[0]) - (v[0] + v[1])
    let tape = Tape(sheet, outputs: [formula], varying: ["a", "b"])
    #expect(tape.length == 3)
    #expect(tape.evaluate([3, 4]) == [42])
    // A difference is not the same in the other order.
    let other = (v[0] - v[1]) * (v[1] - v[0])
    #expect(Tape(sheet, outputs: [other], varying: ["a", "b"]).length == 3)
  }

  @Test func multiplicationByOneIsNoStep() {
    let (sheet, v) = Self.sheet()
    #expect(Tape(sheet, outputs: [1 * v[0] * 1 / 1 + v[1]], varying: ["a", "b"]).length == 1)
  }

  @Test func registersAreUsedAgain() {
    let (sheet, v) = Self.sheet()
    var sum: Formula = v[0]
    for _ in 0..<50 { sum = sum * v[1] - v[0] }
    let tape = Tape(sheet, outputs: [sum], varying: ["a", "b"])
    #expect(tape.length == 100)
    #expect(tape.registers <= 2)
  }

  @Test func outputsMayRepeatAndMayBeInputs() {
    let (sheet, v) = Self.sheet()
    let sum = v[0] + v[1]
    let tape = Tape(sheet, outputs: [sum, sum, v[0], 7, sum * sum], varying: ["a", "b"])
    #expect(tape.evaluate([1, 2]) == [3, 3, 1, 7, 9])
    // A name that is no input of the sheet is a column that nothing reads.
    #expect(Tape(sheet, outputs: [sum], varying: ["z", "a"]).evaluate([9, 5]) == [7])
  }

  @Test func noRowsGiveNoResults() {
    let (sheet, v) = Self.sheet()
    let tape = Tape(sheet, outputs: [v[0] + 1], varying: ["a"])
    #expect(tape.run(Columns(count: 1, rows: 0)).values(0).isEmpty)
  }
}
