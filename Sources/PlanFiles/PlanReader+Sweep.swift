import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
public import Planning
public import Units

extension PlanReader {
  /// The plan once for each point of its `sweep:`, which is what `--set` would make of it.
  ///
  /// Only fleets that are rented out print theirs; the sweep of another plan waits for a command.
  func sweep(
    of root: Node, for plan: Plan, _ reading: Reading
  ) -> PlannedSweep? {
    guard let fleet = plan.fleet, case .rentOut = fleet.purpose,
      let node = root.mapping?["sweep"], let entries = node.mapping?.entries, !entries.isEmpty
    else { return nil }
    guard entries.count <= 2 else {
      reading.report(.sweepAxes(entries.count, at: node.span))
      return nil
    }
    let counts = [Self.rows, Self.columns]
    let axes = zip(entries, counts).compactMap { axis($0, count: $1, reading) }
    guard let rows = axes.first, axes.count == entries.count else { return nil }
    let columns = axes.dropFirst().first
    var plans: [[Plan]] = []
    for row in rows.written.indices {
      var line: [Plan] = []
      for column in 0..<(columns?.written.count ?? 1) {
        var points = [(entries[0], rows.written[row])]
        if let columns { points.append((entries[1], columns.written[column])) }
        guard let point = at(points, root, reading) else { return nil }
        line.append(point)
      }
      plans.append(line)
    }
    return PlannedSweep(rows: rows, columns: columns, plans: plans)
  }

  private static let rows = 5
  private static let columns = 4

  /// Values from one bound to the other, evenly or, over more than a decade, in even ratios.
  private func axis(
    _ entry: Mapping.Entry, count: Int, _ reading: Reading
  ) -> FleetGrid.Axis? {
    guard let text = reading.collect({ entry.value.text("'\(entry.key)'", into: &$0) }) else {
      return nil
    }
    do throws(QuantityError) {
      return try FleetGrid.Axis(path: entry.key, bounds: text, count: count)
    } catch {
      reading.report(.quantity(error, at: entry.value))
      return nil
    }
  }

  /// The plan with values at paths.
  private func at(
    _ points: [(Mapping.Entry, String)], _ root: Node, _ reading: Reading
  ) -> Plan? {
    let own = Reading()
    var changed = root
    let patches = points.map { entry, text in
      PlanPatch(
        path: entry.key.split(separator: ".").map(String.init),
        value: Node(.scalar(Node.Scalar(text)), at: entry.value.span), place: entry.keySpan)
    }
    var set = self.patches
    set.apply(patches, to: &changed, context: context, own)
    let reader = PlanReader(context: context, file: file, patches: set, checks: given)
    let plan = reader.plan(changed, own)
    guard !own.found.hasErrors else {
      // One message for each mistake, not one for each point.
      let known = reading.found.diagnostics
      for problem in own.found.diagnostics where !known.contains(problem) {
        reading.report(problem)
      }
      return nil
    }
    return plan
  }
}

extension FleetGrid.Axis {
  /// Values from one bound to the other, `$1.50/h .. $8.00/h`, evenly or, over more than a decade, in
  /// even ratios.
  ///
  /// - Parameter count: At least two.
  public init(path: String, bounds text: String, count: Int) throws(QuantityError) {
    let unit = try SweepUnit(of: text)
    let (low, high) = try parseBounds(text, dimension: unit.dimension)
    let last = Double(count - 1)
    let values = (0..<count).map { index -> Double in
      let part = Double(index) / last
      return low > 0 && high / low > 10
        ? low * Double.power(high / low, part) : low + (high - low) * part
    }
    // What is shown is what is put into the plan.
    self.init(path: path, values: values, written: values.map { format($0, as: unit.display) })
  }
}

/// In what the bounds of a sweep are written.
private struct SweepUnit {
  let dimension: Dimension
  let display: DisplayUnit

  /// The unit may stand at the upper end only.
  init(of text: String) throws(QuantityError) {
    let end = text.ranges(of: "..").last.map { String(text[$0.upperBound...]) } ?? text
    let quantity = try ParsedQuantity(parsing: end.trimmed)
    dimension = quantity.dimension
    if quantity.isPercent, dimension == .none {
      display = .percent
    } else if quantity.isPercent {
      display = quantity.period == .month ? .percentPerMonth : .percentPerYear
    } else if dimension == .none {
      display = .count
    } else {
      display = .standard(dimension)
    }
  }
}
