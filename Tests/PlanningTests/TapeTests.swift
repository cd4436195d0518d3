import Figures
import Planning
import Testing

/// Reads a sheet at other inputs, one formula node after another: slow, and plainly right.
struct ScalarReading {
  let sheet: Sheet
  let inputs: [String: Double]
  private var figures: [String: Double] = [:]
  private var nodes: [ObjectIdentifier: Double] = [:]

  init(_ sheet: Sheet, at inputs: [String: Double]) {
    self.sheet = sheet
    self.inputs = inputs
    for figure in sheet.figures {
      figures[figure.name] =
        figure.formula.map { value(of: $0.node) } ?? inputs[figure.name] ?? figure.value
    }
  }

  subscript(_ name: String) -> Double? { figures[name] }

  mutating func value(of node: Formula.Node) -> Double {
    if let known = nodes[ObjectIdentifier(node)] { return known }
    var operands: [Double] = []
    for operand in node.operands { operands.append(value(of: operand)) }
    let result: Double
    switch node.operation {
    case .literal: result = node.value
    case .figure(let name): result = figures[name] ?? .nan
    case .add: result = operands[0] + operands[1]
    case .subtract: result = operands[0] - operands[1]
    case .multiply: result = operands[0] * operands[1]
    case .divide: result = operands[0] / operands[1]
    case .larger: result = .larger(operands[0], operands[1])
    case .smaller: result = .smaller(operands[0], operands[1])
    case .exponential: result = .exponential(operands[0])
    case .logarithm: result = .logarithm(operands[0])
    case .power: result = .power(operands[0], operands[1])
    case .norm: result = .norm(operands[0], operands[1], operands[2])
    case .ceiling: result = .ceiling(operands[0])
    case .select:
      result = .select(
        operands[0], atMost: operands[1], then: operands[2], otherwise: operands[3])
    case .solve(let solver): result = .solved(solver, operands)
    }
    nodes[ObjectIdentifier(node)] = result
    return result
  }
}

@Suite struct TapeTests {
  private static func inputs(_ sheet: Sheet) -> [Figure] {
    sheet.figures.filter { $0.formula == nil }
  }

  /// The tape at the central values is the sheet, figure by figure, to the last bit.
  @Test(arguments: Samples.names + Samples.fleets)
  func tapeAtTheCentreIsTheSheet(_ name: String) throws {
    for sheet in try Samples.planned(name).outcome.sheets {
      let inputs = Self.inputs(sheet)
      let tape = Tape(
        sheet, outputs: sheet.names.compactMap(sheet.reference), varying: inputs.map(\.name))
      let values = tape.evaluate(inputs.map(\.value))
      #expect(values.count == sheet.figures.count)
      for (figure, value) in zip(sheet.figures, values) {
        #expect(figure.value.bitPattern == value.bitPattern, "\(figure.name)")
      }
    }
  }

  /// The tape at other inputs is what the formulas say there, whichever inputs vary.
  @Test(arguments: Samples.names + Samples.fleets)
  func tapeElsewhereIsAScalarReading(_ name: String) throws {
    var random = SplitMix64(state: 8)
    for sheet in try Samples.planned(name).outcome.sheets {
      for round in 0..<2 {
        let varying = Self.inputs(sheet).filter { _ in round == 0 || random.next() % 4 == 0 }
        let tape = Tape(
          sheet, outputs: sheet.names.compactMap(sheet.reference), varying: varying.map(\.name))
        let columns = Columns(count: varying.count, rows: 6)
        for (column, input) in varying.enumerated() {
          columns.fill(column) { _ in input.value * random.double(0.5...1.5) }
        }
        let results = tape.run(columns)
        for row in 0..<columns.rows {
          let reading = ScalarReading(
            sheet,
            at: Dictionary(
              uniqueKeysWithValues: varying.enumerated().map { ($1.name, columns[$0, row]) }))
          for (output, figure) in sheet.figures.enumerated() {
            let expected = try #require(reading[figure.name])
            let found = results[output, row]
            #expect(
              found.bitPattern == expected.bitPattern || (found.isNaN && expected.isNaN),
              "\(figure.name): \(found), not \(expected)")
          }
        }
      }
    }
  }

  /// Most of a sheet does not depend on a price, and the tape of the price is short.
  @Test func oneVaryingInputLeavesAShortTape() throws {
    let sheet = try #require(Samples.planned("inference-only").outcome.cases.first).sheet
    let total = try #require(sheet.reference("total.cost"))
    let inputs = Self.inputs(sheet).map(\.name)
    let whole = Tape(sheet, outputs: [total], varying: inputs)
    let rent = try #require(inputs.first { $0.contains("rent") })
    let short = Tape(sheet, outputs: [total], varying: [rent])
    #expect(short.length < whole.length / 4)
    #expect(short.length > 0)
  }
}

@Suite struct GradientTests {
  /// Reverse mode against central differences, on every figure of every sample plan.
  @Test(arguments: Samples.names)
  func gradientsAreDifferences(_ name: String) throws {
    for solved in try Samples.planned(name).outcome.cases {
      let sheet = solved.sheet
      // What is never reached has no neighbours.
      let inputs = sheet.figures.filter {
        $0.formula == nil && $0.value != 0 && $0.value.isFinite
      }
      let tape = Tape(
        sheet, outputs: sheet.names.compactMap(sheet.reference), varying: inputs.map(\.name))
      // Rows: the centre, then each input a little lower and a little higher.
      let step = 1e-6
      let columns = Columns(count: inputs.count, rows: 1 + 2 * inputs.count)
      for (column, input) in inputs.enumerated() {
        columns.fill(column) { row in
          guard row > 0, (row - 1) / 2 == column else { return input.value }
          return input.value * (row % 2 == 1 ? 1 - step : 1 + step)
        }
      }
      let results = tape.run(columns)
      let derivatives = Derivatives(sheet)
      var compared = 0
      for (output, figure) in sheet.figures.enumerated() where figure.formula != nil {
        let gradient = try #require(derivatives.gradient(of: figure.name))
        let values = results.values(output)
        // Elasticities: per cent of the figure over per cent of the input.
        let scale = values[0] == 0 ? 1 : abs(values[0])
        for (column, input) in inputs.enumerated() {
          let left = (values[0] - values[1 + 2 * column]) / step / scale
          let right = (values[2 + 2 * column] - values[0]) / step / scale
          let slope = (gradient.slopes[input.name] ?? 0) * input.value / scale
          let tolerance = 1e-4 * max(1, abs(slope))
          compared += 1
          if abs(left - slope) < tolerance && abs(right - slope) < tolerance { continue }
          // A kink: it must be listed, and the derivative must be that of one side.
          if gradient.kinks.isEmpty {
            Issue.record("\(figure.name) by \(input.name): \(slope), not \(left), \(right)")
          }
          if abs(left - slope) > 1e-3 * max(1, abs(slope)),
            abs(right - slope) > 1e-3 * max(1, abs(slope))
          {
            Issue.record("\(figure.name) by \(input.name): \(slope) is on neither side")
          }
        }
      }
      #expect(compared > 1000)
    }
  }
}
