public import Figures
import Finance
import Units

/// A sheet as a function of one or two inputs of the plan that it was written for.
///
/// A plan's value, `market.price.start`, becomes one or more inputs of the sheet. Which ones, and how,
/// is seen by planning at three values: the inputs that differ are those that it drives, and each must
/// lie on a straight line through the three. Where the plan's value changes what is written (more
/// months, another product), the sheet is no function of it, and there is no such thing as this.
public struct SweptSheet: Sendable {
  /// The sheet that an option was written on with one value of an axis.
  public struct Point: Sendable {
    /// The value of the plan, in base units.
    public let value: Double
    public let sheet: Sheet

    public init(value: Double, sheet: Sheet) {
      self.value = value
      self.sheet = sheet
    }
  }

  /// An input of the sheet, and the line on which it follows the plan's value.
  fileprivate struct Line: Sendable {
    let axis: Int
    let offset: Double
    let slope: Double
  }

  private let tape: Tape
  private let lines: [Line]
  public let outputs: [String]

  /// - Parameters:
  ///   - base: The sheet at the plan's own values.
  ///   - axes: For each axis the sheets at its ends and between them.
  ///   - outputs: Names of figures that are asked for.
  /// - Returns: `nil` where the sheet is no function of the axes.
  public init?(_ base: Sheet, axes: [(low: Point, middle: Point, high: Point)], outputs: [String]) {
    var lines: [String: Line] = [:]
    for (index, axis) in axes.enumerated() {
      guard let found = Self.lines(base, axis.low, axis.middle, axis.high, index),
        !found.isEmpty
      else { return nil }
      for (name, line) in found {
        // Two axes that drive one input have no value for it.
        guard lines.updateValue(line, forKey: name) == nil else { return nil }
      }
    }
    let names = lines.keys.sorted()
    let results = outputs.compactMap { base.reference($0) }
    guard results.count == outputs.count else { return nil }
    tape = Tape(base, outputs: results, varying: names)
    self.lines = names.compactMap { lines[$0] }
    self.outputs = outputs
  }

  private static func lines(
    _ base: Sheet, _ low: Point, _ middle: Point, _ high: Point, _ axis: Int
  ) -> [String: Line]? {
    guard base.hasFormulas(of: low.sheet), base.hasFormulas(of: middle.sheet),
      base.hasFormulas(of: high.sheet)
    else { return nil }
    var lines: [String: Line] = [:]
    for figure in low.sheet.figures where figure.formula == nil {
      guard let between = middle.sheet[figure.name], let end = high.sheet[figure.name] else {
        return nil
      }
      if figure.value == end.value, figure.value == between.value { continue }
      let slope = (end.value - figure.value) / (high.value - low.value)
      let line = Line(axis: axis, offset: figure.value - slope * low.value, slope: slope)
      let expected = line.offset + slope * middle.value
      let size = max(abs(figure.value), abs(end.value))
      guard abs(expected - between.value) <= 1e-9 * size else { return nil }
      lines[figure.name] = line
    }
    return lines
  }

  /// The outputs at values of the axes, in base units.
  public func values(_ axes: [Double]) -> [Double] {
    tape.evaluate(lines.map { $0.offset + $0.slope * axes[$0.axis] })
  }

  /// The outputs at many points at once, each with a value for every axis.
  public func values(at points: [[Double]]) -> [[Double]] {
    let columns = Columns(count: lines.count, rows: points.count)
    for (index, line) in lines.enumerated() {
      columns.fill(index) { line.offset + line.slope * points[$0][line.axis] }
    }
    let results = tape.run(columns)
    return points.indices.map { row in outputs.indices.map { results[$0, row] } }
  }

  /// The value of one axis, between two, at which an output is zero, the other axes as given.
  public func zero(
    of output: Int, along axis: Int, from low: Double, to high: Double, at axes: [Double]
  ) -> Double? {
    var place = axes
    return root(
      of: { value in
        place[axis] = value
        return values(place)[output]
      }, between: low, and: high, tolerance: 1e-9 * abs(high - low))
  }
}

extension Sheet {
  /// Whether another sheet holds the same figures with the same formulas.
  fileprivate func hasFormulas(of other: Sheet) -> Bool {
    guard figures.count == other.figures.count else { return false }
    return zip(figures, other.figures).allSatisfy { a, b in
      guard a.name == b.name else { return false }
      switch (a.formula, b.formula) {
      case (nil, nil): return true
      case (let x?, let y?): return x.isSameTree(as: y)
      default: return false
      }
    }
  }
}
