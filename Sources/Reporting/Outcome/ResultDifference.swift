import Figures
import Planning
import Units

/// What changed between two results: inputs first, then choices, then the figures that moved.
public struct ResultDifference: Sendable {
  private struct Change {
    let path: String
    let old: PlanInput?
    let new: PlanInput?
  }

  private struct Move {
    let name: String
    let old: ResultSnapshot.Number?
    let new: ResultSnapshot.Number?

    /// By how much of the old value; `nil` where one side is unknown or the old one is zero.
    var share: Double? {
      guard let old, let new, old.isFinite, new.isFinite, old.value != 0 else { return nil }
      return (new.value - old.value) / abs(old.value)
    }

    /// Whether one side is hidden, so that nobody can say whether it moved.
    var isHidden: Bool { old?.value.isHidden == true || new?.value.isHidden == true }

    /// Whether it is the same on both sides, or unknown on both.
    var isStill: Bool {
      old?.value == new?.value || old?.isFinite != true && new?.isFinite != true
    }

    /// Whether it moved by more than a share. From or to an unknown is always a move.
    func exceeds(_ threshold: Double) -> Bool {
      guard let old, let new, old.isFinite, new.isFinite else {
        return (old?.isFinite ?? false) != (new?.isFinite ?? false)
      }
      guard old.value != new.value else { return false }
      return share.map { abs($0) > threshold } ?? true
    }
  }

  private let old: ResultSnapshot
  private let new: ResultSnapshot
  private let threshold: Double
  private let showsAll: Bool
  private var inputs: [Change] = []
  private var sameInputs = 0
  private var choices: [(name: String, old: String?, new: String?)] = []
  private var facts: [Move] = []
  private var figures: [Move] = []
  private var results: [Move] = []
  private var unchanged = 0
  /// Figures that are hidden, moved or not.
  private var hidden = 0
  /// Figures that moved, but by no more than the threshold.
  private var nearby = 0

  /// - Parameters:
  ///   - threshold: The share by which a figure must move to be shown.
  ///   - showsAll: Every figure that moved, and not only the results and the facts behind them.
  public init(
    from old: ResultSnapshot, to new: ResultSnapshot, threshold: Double, showsAll: Bool = false
  ) {
    self.old = old
    self.new = new
    self.threshold = threshold
    self.showsAll = showsAll
    compareInputs()
    compareFigures()
  }

  /// Whether anything is different: an input, a choice, or a figure by more than the threshold.
  public var isEmpty: Bool {
    inputs.isEmpty && choices.isEmpty && figures.isEmpty && facts.isEmpty
  }

  private mutating func compareInputs() {
    let before = Dictionary(old.inputs.map { ($0.path, $0) }, uniquingKeysWith: { a, _ in a })
    let after = Dictionary(new.inputs.map { ($0.path, $0) }, uniquingKeysWith: { a, _ in a })
    for input in new.inputs {
      let was = before[input.path]
      if was?.text == input.text {
        sameInputs += 1
      } else {
        inputs.append(Change(path: input.path, old: was, new: input))
      }
    }
    inputs += old.inputs.filter { after[$0.path] == nil }
      .map { Change(path: $0.path, old: $0, new: nil) }
  }

  /// Cases go by their model; two results with one case each are compared whatever it is.
  private mutating func compareFigures() {
    let single = old.parts.count == 1 && new.parts.count == 1
    let severals = old.parts.count > 1 || new.parts.count > 1
    for part in new.parts {
      let before = single ? old.parts.first : old.parts.first { $0.model == part.model }
      compare(before, part, prefix: severals ? "\(part.model): " : "")
    }
    guard !single else { return }
    for part in old.parts where !new.parts.contains(where: { $0.model == part.model }) {
      compare(part, nil, prefix: "\(part.model): ")
    }
  }

  /// One case; of a case that stands on one side only, its choices are all that can be said.
  private mutating func compare(
    _ before: ResultSnapshot.Part?, _ after: ResultSnapshot.Part?, prefix: String
  ) {
    let workloads = (after ?? before)?.workloads ?? []
    let gone = before?.workloads.filter { !workloads.contains($0) } ?? []
    for workload in workloads + gone {
      let was = before?.text(ofChoice: workload)
      let now = after?.text(ofChoice: workload)
      if was != now { choices.append((prefix + workload, was, now)) }
    }
    guard let before, let after else { return }
    for name in after.names + before.names.filter({ !after.has($0) }) {
      let move = Move(name: prefix + name, old: before[name], new: after[name])
      guard !move.isHidden else {
        hidden += 1
        continue
      }
      guard move.exceeds(threshold) else {
        if move.isStill { unchanged += 1 } else { nearby += 1 }
        continue
      }
      figures.append(move)
      let isInput = (move.new ?? move.old)?.isInput == true
      let isPrice = (move.new?.dimension.money ?? 0) != 0
      // What the plan gives stands among the inputs; facts of another product come with the choice.
      if isInput, isPrice, move.old != nil, move.new != nil { facts.append(move) }
      if !isInput, Self.isResult(name) { results.append(move) }
    }
  }

  /// Figures that answer a question: those of the plan or its fleet, and of a workload
  /// without further dots.
  private static func isResult(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    let isSeries = parts.last?.contains("month-") ?? false
    return parts.count <= 2 && !isSeries
  }
}

extension ResultDifference {
  public var report: Report {
    var blocks: [Report.Block] = [.paragraph("\(old.name) → \(new.name)")]
    if inputs.isEmpty {
      blocks.append(.paragraph("Inputs: none changed, \(sameInputs) unchanged."))
    } else {
      blocks.append(.table(inputTable))
    }
    if !choices.isEmpty { blocks.append(.table(choiceTable)) }
    if !facts.isEmpty {
      blocks.append(.table(table("Prices", of: facts, notes: [])))
    }
    let shown = showsAll ? figures.filter { ($0.new ?? $0.old)?.isInput != true } : results
    let others = figures.count - facts.count - shown.count
    var notes = ["\(unchanged) unchanged."]
    if nearby > 0 {
      notes.append("\(nearby) moved by at most \(format(threshold, as: .percent)).")
    }
    if hidden > 0 { notes.append("\(hidden) hidden, moved or not.") }
    if others > 0 { notes.append("\(others) that others rest on moved by more; --all shows them.") }
    if shown.isEmpty {
      blocks.append(.paragraph("Figures: \(notes.joined(separator: " "))"))
    } else {
      blocks.append(.table(table("Figures", of: shown, notes: notes)))
    }
    return Report(blocks)
  }

  private var inputTable: Table {
    let count = "\(inputs.count) changed, \(sameInputs) unchanged"
    return Table(
      title: "Inputs", subtitle: count,
      columns: [
        Table.Column("change", heading: ["CHANGE"], priority: 120),
        Table.Column("input", heading: ["INPUT"], priority: 110),
        Table.Column("old", heading: ["OLD"], priority: 105),
        Table.Column("new", heading: ["NEW"], priority: 108),
        Table.Column("place", heading: ["WHERE"], priority: 90),
      ],
      rows: inputs.map { change in
        let sign = change.old == nil ? "added" : change.new == nil ? "removed" : "changed"
        return Table.Row([
          Table.Cell(sign), Table.Cell(change.path),
          change.old.map { Table.Cell($0.text) } ?? .absent,
          change.new.map { Table.Cell($0.text) } ?? .absent,
          Table.Cell((change.new ?? change.old)?.place ?? ""),
        ])
      }, isListing: true)
  }

  private var choiceTable: Table {
    Table(
      title: "Choices",
      columns: [
        Table.Column("workload", heading: ["WORKLOAD"], priority: 110),
        Table.Column("old", heading: ["OLD"], priority: 105),
        Table.Column("new", heading: ["NEW"], priority: 108),
      ],
      rows: choices.map { change in
        Table.Row([
          Table.Cell(change.name), change.old.map { Table.Cell($0) } ?? .absent,
          change.new.map { Table.Cell($0) } ?? .absent,
        ])
      })
  }

  private func table(_ title: String, of moves: [Move], notes: [String]) -> Table {
    Table(
      title: title, subtitle: "moved by more than \(format(threshold, as: .percent))",
      columns: [
        Table.Column("figure", heading: ["FIGURE"], priority: 110),
        Table.Column("delta", heading: ["DELTA"], alignment: .number, priority: 100),
        Table.Column("old", heading: ["OLD"], alignment: .number, priority: 104),
        Table.Column("new", heading: ["NEW"], alignment: .number, priority: 106),
        Table.Column("change", heading: ["CHANGE"], alignment: .number, priority: 105),
      ],
      rows: moves.map(row), notes: notes, isListing: true)
  }

  private func row(_ move: Move) -> Table.Row {
    func cell(_ number: ResultSnapshot.Number?) -> Table.Cell {
      guard let number else { return .absent }
      // 'Never' is an answer; a value that nobody knows is none.
      guard !number.value.isNaN else { return .unknown }
      return .number(number.value, number.text(number.value)).linked(to: number.link)
    }
    var delta = Table.Cell.unknown
    var change = Table.Cell.unknown
    // What is unknown on one side is neither a saving nor a loss.
    if let old = move.old, let new = move.new, old.isFinite, new.isFinite {
      let step = new.value - old.value
      let judgement = Self.judgement(of: step, new)
      let sign = step > 0 ? "+" : ""
      delta = .number(step, sign + new.text(step), judgement: judgement)
      change =
        move.share.map { share in
          .number(share, (share > 0 ? "+" : "") + format(share, as: .percent), judgement: judgement)
        } ?? .absent
    }
    return Table.Row([Table.Cell(move.name), delta, cell(move.old), cell(move.new), change])
  }

  /// Money that is spent is better less; of other figures nobody can say.
  private static func judgement(
    of step: Double, _ number: ResultSnapshot.Number
  ) -> Table.Judgement {
    guard number.dimension == Dimension(money: 1), step != 0 else { return .neutral }
    return step < 0 ? .good : .bad
  }
}
