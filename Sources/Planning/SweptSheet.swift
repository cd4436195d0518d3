public import Figures
import Finance
import Units

/// A sheet as a function of one or two keys of the plan that it was written for.
///
/// Each input of a sheet remembers the keys that say it, and how many times what a key says it is
/// (``Provenance/Key``). The sheet is a function of a key where all inputs that carry its path follow it
/// so, and nothing else does: the sheet at the other end of the axis has the same figures and formulas,
/// and all its other inputs, the decisions of the search among them, are the same. Decisions are held
/// in between. Where a key changes what is written (more months, another product) or what is decided,
/// there is no such thing as this.
public struct SweptSheet: Sendable {
  /// A key, and the sheet at the far end of its values, all other keys as at the near end.
  public struct Axis: Sendable {
    /// `market.price.start`
    public let path: String
    /// The ends in base units.
    public let low: Double
    public let high: Double
    public let sheet: Sheet

    public init(path: String, low: Double, high: Double, sheet: Sheet) {
      self.path = path
      self.low = low
      self.high = high
      self.sheet = sheet
    }
  }

  /// An input of the sheet, and how many times the value of an axis it is.
  private struct Followed: Sendable {
    let axis: Int
    let factor: Double
  }

  private let tape: Tape
  private let followed: [Followed]
  public let outputs: [String]

  /// - Parameters:
  ///   - near: The sheet where all axes are at their low end.
  ///   - outputs: Names of figures that are asked for.
  /// - Returns: `nil` where the sheet is no function of the axes.
  public init?(_ near: Sheet, axes: [Axis], outputs: [String]) {
    var inputs: [String: Followed] = [:]
    for (index, axis) in axes.enumerated() {
      guard let found = Self.inputs(near, axis, index), !found.isEmpty else { return nil }
      for (name, input) in found {
        // Two axes that drive one input have no value for it.
        guard inputs.updateValue(input, forKey: name) == nil else { return nil }
      }
    }
    let names = inputs.keys.sorted()
    let results = outputs.compactMap { near.reference($0) }
    guard results.count == outputs.count else { return nil }
    tape = Tape(near, outputs: results, varying: names)
    followed = names.compactMap { inputs[$0] }
    self.outputs = outputs
  }

  /// The inputs that follow a key, where nothing else does.
  private static func inputs(_ near: Sheet, _ axis: Axis, _ index: Int) -> [String: Followed]? {
    guard near.hasFormulas(of: axis.sheet) else { return nil }
    var result: [String: Followed] = [:]
    for (input, far) in zip(near.figures, axis.sheet.figures) where input.formula == nil {
      guard let key = input.provenance?.keys.first(where: { $0.path == axis.path }) else {
        guard input.value == far.value else { return nil }
        continue
      }
      guard let factor = key.factor, far.provenance?.keys.contains(key) == true,
        isNear(input.value, factor * axis.low), isNear(far.value, factor * axis.high)
      else { return nil }
      result[input.name] = Followed(axis: index, factor: factor)
    }
    return result
  }

  /// Up to the rounding of a text that is read.
  private static func isNear(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-9 * max(abs(a), abs(b))
  }

  /// The outputs at values of the axes, in base units.
  public func values(_ axes: [Double]) -> [Double] {
    tape.evaluate(followed.map { $0.factor * axes[$0.axis] })
  }

  /// The outputs at many points at once, each with a value for every axis.
  public func values(at points: [[Double]]) -> [[Double]] {
    let columns = Columns(count: followed.count, rows: points.count)
    for (index, input) in followed.enumerated() {
      columns.fill(index) { input.factor * points[$0][input.axis] }
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
