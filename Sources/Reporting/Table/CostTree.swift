import Units

/// A bill as a tree: what, how much of it, and what it costs; a line that has parts costs their sum.
///
/// Costs are shown in one unit and rounded so that the parts of a line add up to it as displayed
/// (``footed(_:decimals:total:)``). A part that nobody knows is `?`, and what it is part of `≥`.
public struct CostTree: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public var name: String
    /// How much of it: `12.2` with the unit `GWh`.
    public var quantity: Table.Cell
    public var unit: String
    /// In dollars; the sum of the parts, or unknown where there are none, when `nil`.
    public var cost: Double?
    /// Whether the cost rests on an assumption.
    public var isAssumed: Bool
    /// Whether the line is shown in bold.
    public var isTotal: Bool
    public var parts: [Line]
    /// The figure that the cost is.
    public var figure: FigureLink?

    public init(
      _ name: String, quantity: Table.Cell = .blank, unit: String = "", cost: Double? = nil,
      isAssumed: Bool = false, isTotal: Bool = false, parts: [Line] = []
    ) {
      self.name = name
      self.quantity = quantity
      self.unit = unit
      self.cost = cost
      self.isAssumed = isAssumed
      self.isTotal = isTotal
      self.parts = parts
    }

    /// The cost, or what is known of it.
    public var knownCost: Double? {
      if let cost { return cost.isFinite ? cost : nil }
      let known = parts.compactMap(\.knownCost)
      return known.isEmpty ? nil : known.reduce(0, +)
    }

    /// Whether the cost, or a part of it, was taken out for sharing.
    public var isHidden: Bool { cost?.isHidden ?? parts.contains(where: \.isHidden) }

    /// Whether a part of the cost is unknown, so that there is at least as much.
    public var isLowerBound: Bool {
      if parts.isEmpty { return knownCost == nil }
      return parts.contains(where: \.isLowerBound)
    }

    private var leaves: [Line] { parts.isEmpty ? [self] : [self] + parts.flatMap(\.leaves) }

    fileprivate var amounts: [Double] { leaves.compactMap(\.knownCost).map(abs).filter { $0 > 0 } }
  }

  public var lines: [Line]
  /// The sum of the lines, shown last; absent where they do not add up, such as capital and the
  /// operating cost of a year.
  public var total: Line?

  public init(_ lines: [Line], total: Line? = nil) {
    self.lines = lines
    self.total = total
  }

  /// The tree as a table, its parts drawn with `├─` and `└─`.
  public func table(title: String? = nil, subtitle: String? = nil, notes: [String] = []) -> Table {
    var whole = total
    if whole?.cost == nil { whole?.parts = lines }
    let amounts = lines.flatMap(\.amounts) + [whole?.knownCost].compactMap { $0.map(abs) }
    let scale = MoneyScale(largest: amounts.max() ?? 0, smallest: amounts.min() ?? 0)
    var writer = Writer(scale: scale)
    writer.write(lines, total: whole.map { $0.isLowerBound ? nil : $0.knownCost } ?? nil, level: 0)
    if var whole {
      whole.parts = lines
      writer.write(whole, shown: whole.knownCost ?? 0, level: 0)
    }
    let legend =
      writer.hasAssumption ? ["* rests on an assumption more than on evidence."] : []
    return Table(
      title: title, subtitle: subtitle,
      columns: [
        Table.Column("line", heading: ["NAME"], priority: 110),
        Table.Column("quantity", heading: ["QUANTITY"], alignment: .number, priority: 80),
        Table.Column("unit", heading: ["UNIT"], priority: 80),
        Table.Column("cost_usd", heading: ["COST"], alignment: .number, priority: 109),
      ], rows: writer.rows, notes: legend + notes)
  }

  private struct Writer {
    let scale: MoneyScale
    var rows: [Table.Row] = []
    var hasAssumption = false

    init(scale: MoneyScale) { self.scale = scale }

    /// Lines under one parent; `total` is what the parent shows, where all of its parts are known.
    mutating func write(_ lines: [Line], total: Double?, level: Int) {
      let known = lines.compactMap(\.knownCost)
      // Without a total every line stands for itself.
      let amounts =
        total == nil && level == 0
        ? known : scale.footed(known, total: total ?? known.reduce(0, +))
      var next = amounts.makeIterator()
      for line in lines {
        let shown = line.knownCost == nil ? 0 : next.next() ?? 0
        write(line, shown: shown, level: level)
        write(line.parts, total: line.isLowerBound || line.isHidden ? nil : shown, level: level + 1)
      }
    }

    mutating func write(_ line: Line, shown: Double, level: Int) {
      let isAtLeast = line.isLowerBound && !line.isHidden && !line.parts.isEmpty
      let mark: Table.Mark? = isAtLeast ? .lowerBound : line.isAssumed ? .assumed : nil
      if mark == .assumed { hasAssumption = true }
      let cost =
        line.isHidden
        ? Table.Cell("", raw: .hidden, mark: mark)
        : line.knownCost.map { Table.Cell.number($0, scale.text(shown), mark: mark) } ?? .unknown
      rows.append(
        Table.Row(
          [
            Table.Cell(line.name), line.quantity, Table.Cell(line.unit),
            cost.linked(to: line.figure),
          ],
          style: line.isTotal ? .total : .plain, level: level))
    }
  }
}
