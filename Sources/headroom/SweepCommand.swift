import ArgumentParser
import Diagnostics
import Figures
import HardwareKit
import PlanFiles
import Planning
import Reporting
import Units

/// A plan's figure over one or two of its inputs.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Show a figure over one or two inputs of a plan, and where it breaks even.",
    discussion: """
      headroom sweep Plans/neocloud-sizing.yaml --vary 'market.price.start=$1.50/h..$8/h'
      headroom sweep Plans/neocloud-sizing.yaml --vary 'market.price.start=$1.50/h..$8/h' \
        --vary 'market.utilisation.steady=50%..95%' --points 50x50 --format json
      headroom sweep Plans/fine-tune-llama.yaml --vary 'finance.discount=5%..20% per year'
      """)

  @Argument(help: ArgumentHelp("The plan file; '-' reads standard input.", valueName: "plan"))
  var plan: String?

  @Option(
    name: .customLong("vary"),
    help: ArgumentHelp("An input and its bounds; may be given twice.", valueName: "path=lo..hi"))
  var inputs: [String] = []

  @Option(help: ArgumentHelp("The figure to show; irr, or total.cost.", valueName: "name"))
  var figure: String?

  @Option(
    help: ArgumentHelp(
      "How many values of each input, at most 1000: 12, or 50x50.", valueName: "count"))
  var points: String?

  @Flag(help: "Draw the sweep and its break-even line, on a terminal.")
  var plot = false

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let context = try session.context()
    let path = try PlanFinder.path(plan)
    let read = try session.read(path, planOptions, context, sweeps: false)
    try read.plan.finance.writing { try run(session, context, path, read) }
  }

  private func run(
    _ session: Session, _ context: PlanContext, _ path: String, _ read: ReadPlan
  ) throws {
    let axes = try axes()
    let first = try session.outcome(of: read, planOptions, context)
    guard let sheet = first.sheets.first, first.sheets.count == 1 else {
      throw ValidationError("a sweep needs a plan of one model")
    }
    let products = try session.products(read.plan.productIDs, planOptions)
    let planner = Planner(
      products: products, facility: context.shared.facility, bands: context.shared.bands)
    let chosen = first.fleet?.choice?.product.id
    let name = figure ?? (first.fleet == nil ? "total.cost" : "irr")
    guard let shown = sheet[name] else {
      throw ValidationError("there is no figure '\(name)'; 'headroom explain PLAN' lists them")
    }
    // Beside what is asked for: where it pays, and what a lender asks for.
    let outputs = [name] + ["npv", "dscr"].filter { $0 != name && sheet[$0] != nil }
    /// Figures that tell a secret at some point of the sweep.
    var secrets: Set<String> = []
    /// The sheet with other values at the paths.
    func replanned(_ settings: [String]) throws -> Sheet? {
      var options = planOptions
      options.settings += settings
      var plan = try session.read(path, options, context, sweeps: false).plan
      if let chosen { plan.fleet?.products = [chosen] }
      let found = planner.outcome(of: plan).sheets.first
      for name in outputs where found?[name]?.taint.isDisjoint(with: .secret) == false {
        secrets.insert(name)
      }
      return found
    }
    guard first.isComplete, let base = try replanned([]), base[name] != nil else {
      try Ending.check([(first, read.sources)], session)
      throw ValidationError("there is no figure '\(name)' to sweep")
    }
    let swept = try self.swept(axes, outputs, replanned)
    let result: SweepResult
    if let swept {
      result = evaluate(swept, axes, shown)
    } else {
      result = try planned(axes, shown, outputs, replanned)
    }
    guard planOptions.redact else {
      try output.emit(SweepReport.report(result, plots: plot))
      return
    }
    // Another value may bring in another price: what is secret at any point is so at all.
    let hidden = planOptions.shown(first)
    let isStated = axes.contains(where: \.isMoney)
    let shared = result.redacted { name in
      secrets.contains(name) || hidden.sheets.first?[name]?.value.isHidden == true
    }
    try output.emit(
      SweepReport.report(shared, plots: plot),
      redacting: hidden.isRedacted || isStated || !secrets.isEmpty ? .done : .unneeded)
  }

  // MARK: Axes

  private func axes() throws -> [FleetGrid.Axis] {
    guard !inputs.isEmpty else { throw ValidationError("expected '--vary path=lo..hi'") }
    guard inputs.count <= 2 else { throw ValidationError("'--vary' may be given twice at most") }
    let counts = try counts()
    return try zip(inputs, counts).map { text, count in
      guard let equals = text.firstIndex(of: "="), text[equals...].contains("..") else {
        throw ValidationError(
          "expected an input and its bounds such as 'market.price.start=$1.50/h..$8/h', found '\(text)'"
        )
      }
      let path = String(text[..<equals])
      do throws(QuantityError) {
        return try FleetGrid.Axis(
          path: path, bounds: String(text[text.index(after: equals)...]), count: count)
      } catch {
        throw ValidationError("in '\(text)': \(error.message)")
      }
    }
  }

  private func counts() throws -> [Int] {
    guard let points else { return inputs.count == 1 ? [12] : [10, 6] }
    let parts = points.split(separator: "x").map { Int($0) ?? 0 }
    guard (1...2).contains(parts.count), parts.allSatisfy({ (2...1000).contains($0) }),
      let first = parts.first, let last = parts.last
    else { throw ValidationError("expected a count such as '12' or '50x50', found '\(points)'") }
    return [first, last]
  }

  // MARK: Values

  /// The sheet as a function of the axes, where it is one: planned where all are at their first value,
  /// and where each is at its last.
  private func swept(
    _ axes: [FleetGrid.Axis], _ outputs: [String], _ sheet: ([String]) throws -> Sheet?
  ) throws -> SweptSheet? {
    func settings(last: Int? = nil) -> [String] {
      axes.enumerated().map { index, axis in
        "\(axis.path)=\(axis.written[index == last ? axis.written.count - 1 : 0])"
      }
    }
    guard let near = try sheet(settings()) else { return nil }
    var ends: [SweptSheet.Axis] = []
    for (index, axis) in axes.enumerated() {
      guard let low = axis.values.first, let high = axis.values.last,
        let far = try sheet(settings(last: index))
      else { return nil }
      ends.append(SweptSheet.Axis(path: axis.path, low: low, high: high, sheet: far))
    }
    return SweptSheet(near, axes: ends, outputs: outputs)
  }

  private func evaluate(
    _ swept: SweptSheet, _ axes: [FleetGrid.Axis], _ shown: Figure
  ) -> SweepResult {
    let rows = axes[0]
    let columns = axes.count > 1 ? axes[1] : nil
    let worthIndex = swept.outputs.firstIndex(of: "npv")
    var found: [[[Double]]] = []
    var line: [Double?] = []
    for row in rows.values {
      found.append(swept.values(at: (columns?.values ?? [0]).map { [row, $0] }))
      if let worthIndex, let columns, let low = columns.values.first, let high = columns.values.last
      {
        line.append(
          swept.zero(of: worthIndex, along: 1, from: low, to: high, at: [row, low]))
      }
    }
    if let worthIndex, columns == nil, let low = rows.values.first, let high = rows.values.last {
      line = [swept.zero(of: worthIndex, along: 0, from: low, to: high, at: [low, 0])]
    }
    return SweepResult(
      title: title(shown), rows: rows, columns: columns, figure: shown,
      values: Self.grid(shown.name, swept.outputs, found) ?? [],
      worth: Self.grid("npv", swept.outputs, found),
      coverage: Self.grid("dscr", swept.outputs, found),
      breakEven: worthIndex == nil ? nil : line,
      method: "The chosen option, its sheet evaluated anew at each point.")
  }

  /// One output at each point.
  private static func grid(
    _ name: String, _ outputs: [String], _ found: [[[Double]]]
  ) -> [[Double]]? {
    outputs.firstIndex(of: name).map { place in found.map { row in row.map { $0[place] } } }
  }

  /// Each point planned on its own, where the inputs change what is written.
  private func planned(
    _ axes: [FleetGrid.Axis], _ shown: Figure, _ outputs: [String],
    _ sheet: ([String]) throws -> Sheet?
  ) throws -> SweepResult {
    let columns = axes.count > 1 ? axes[1] : nil
    let cells = axes[0].values.count * (columns?.values.count ?? 1)
    guard cells <= Self.mostPlanned else {
      throw ValidationError(
        "these inputs change what is planned, so that each point is planned on its own; at most \(Self.mostPlanned) points, not \(cells)"
      )
    }
    var found: [[[Double]]] = []
    for row in axes[0].written {
      var cells: [[Double]] = []
      for column in columns?.written ?? [""] {
        var settings = ["\(axes[0].path)=\(row)"]
        if let columns { settings.append("\(columns.path)=\(column)") }
        let point = try sheet(settings)
        cells.append(outputs.map { point?[$0]?.value ?? .nan })
      }
      found.append(cells)
    }
    return SweepResult(
      title: title(shown), rows: axes[0], columns: columns, figure: shown,
      values: Self.grid(shown.name, outputs, found) ?? [],
      worth: Self.grid("npv", outputs, found), coverage: Self.grid("dscr", outputs, found),
      breakEven: nil,
      method: "Each point planned on its own, as these inputs change what is planned.")
  }

  private static let mostPlanned = 400

  private func title(_ figure: Figure) -> String { "\(figure.id.title) (\(figure.name))" }
}
