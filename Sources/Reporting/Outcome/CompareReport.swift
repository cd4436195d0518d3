public import Planning
import Figures
import HardwareKit
import Units

/// Plans side by side, like for like.
public enum CompareReport {
  /// - Parameter sampled: what samples say of each outcome, drawn together.
  public static func report(_ all: [Outcome], sampled: [Uncertainty] = []) -> Report {
    // Fleets and workloads have nothing to compare with each other.
    let fleets = all.filter { $0.fleet != nil }
    let outcomes = all.filter { $0.fleet == nil }
    guard !outcomes.isEmpty else {
      return FleetComparison.report(fleets, sampled: sampled)
    }
    let fleetSamples = zip(all, sampled).filter { $0.0.fleet != nil }.map(\.1)
    var blocks: [Report.Block] = [
      .paragraph(answer(outcomes)),
      .table(table(outcomes, zip(all, sampled).filter { $0.0.fleet == nil }.map(\.1))),
    ]
    let checks = all.enumerated().flatMap { index, outcome in
      Checks.lines(
        outcome, subject: name(outcome),
        sampled: sampled.indices.contains(index) ? sampled[index] : nil)
    }
    if !checks.isEmpty { blocks.insert(.checks(checks), at: 1) }
    blocks += crossings(outcomes)
    let reasons = reasons(outcomes)
    if !reasons.isEmpty { blocks.append(.paragraph(reasons)) }
    blocks += FleetComparison.tables(fleets, sampled: fleetSamples).map(Report.Block.table)
    blocks.append(.note(Footer.text(all)))
    return Report(blocks)
  }

  /// A plan by the name of its file, without folder and ending.
  static func name(_ outcome: Outcome) -> String {
    let file = outcome.plan.file.split(separator: "/").last.map(String.init) ?? outcome.plan.file
    return file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
  }

  private struct Entry {
    let outcome: Outcome
    let item: Case
    let total: Double?
    let sampled: UncertainCase?
  }

  private static func entries(_ outcomes: [Outcome], _ sampled: [Uncertainty] = []) -> [Entry] {
    outcomes.enumerated().flatMap { index, outcome in
      outcome.cases.enumerated().map { place, item in
        Entry(
          outcome: outcome, item: item, total: item.total,
          sampled: sampled.indices.contains(index) ? sampled[index].cases[place] : nil)
      }
    }.enumerated().sorted { a, b in
      let x = a.element.total ?? .infinity
      let y = b.element.total ?? .infinity
      // What is hidden comes last, in the order of the plans.
      if x.isHidden || y.isHidden {
        return x.isHidden == y.isHidden ? a.offset < b.offset : y.isHidden
      }
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  private static func answer(_ outcomes: [Outcome]) -> String {
    let known = entries(outcomes).filter { $0.total != nil }
    guard let best = known.first, let total = best.total else {
      return "None of the plans has an answer: see the reasons below."
    }
    let months = best.outcome.plan.finance.months
    guard !known.contains(where: { $0.total?.isHidden == true }) else {
      let names = known.map { "\(name($0.outcome)) with \($0.item.model.architecture.name)" }
      let what = known.count > 1 ? "have answers" : "has an answer"
      return
        "\(names.joined(separator: ", ")) \(what) over \(months) months; which costs what is not shown. As of \(best.outcome.asOf), \(Currency.shown.code)."
    }
    let who = "\(name(best.outcome)) with \(best.item.model.architecture.name)"
    let amount = "\(EstimateReport.money(total)) over \(months) months"
    var text = known.count > 1 ? "\(who) is the cheapest: \(amount)" : "\(who) costs \(amount)"
    if let last = known.last, known.count > 1, let dearest = last.total {
      text +=
        ", against \(EstimateReport.money(dearest)) for \(name(last.outcome)) with \(last.item.model.architecture.name)"
    }
    if known.count > 1 { text += ". Totals compare cost, not quality" }
    return text + ". As of \(best.outcome.asOf), \(Currency.shown.code)."
  }

  private static func table(_ outcomes: [Outcome], _ sampled: [Uncertainty]) -> Table {
    let entries = entries(outcomes, sampled)
    let totals = entries.compactMap(\.total)
    let best = totals.contains(where: \.isHidden) ? .hidden : totals.min()
    let scores = entries.map { $0.item.model.score }
    var columns = [
      Table.Column("plan", heading: ["PLAN"], priority: 110),
      Table.Column("capability", heading: ["CAPABILITY"], priority: 105),
    ]
    let benchmarks = Set(scores.compactMap { $0?.benchmark })
    let hasScores = !benchmarks.isEmpty
    if hasScores {
      let one = benchmarks.count == 1 ? benchmarks.first : nil
      columns.append(
        Table.Column(
          "quality", heading: ["QUALITY"] + (one.map { [$0] } ?? []), alignment: .number,
          priority: 50))
    }
    columns += [
      Table.Column("training_usd", heading: ["TRAINING"], alignment: .number, priority: 90),
      Table.Column("serving_usd", heading: ["SERVING"], alignment: .number, priority: 90),
      Table.Column("further_usd", heading: ["FURTHER"], alignment: .number, priority: 60),
      Table.Column("total_usd", heading: ["TOTAL"], alignment: .number, priority: 109),
      Table.Column("versus_best", heading: ["VERSUS", "BEST"], alignment: .number, priority: 80),
    ]
    let hasFurther = entries.contains { ($0.item.sheet["total.further"]?.value ?? 0) != 0 }
    if !hasFurther { columns.removeAll { $0.key == "further_usd" } }
    let rows = entries.map { entry in
      let isOwn = entry.item.workloads.contains {
        if case .train(let demand) = $0.planned.kind { demand.method == .pretrain } else { false }
      }
      let capability =
        isOwn
        ? "own \(entry.item.model.architecture.name) class" : entry.item.model.architecture.name
      var cells = [Table.Cell(name(entry.outcome)), Table.Cell(capability)]
      if hasScores {
        cells.append(quality(isOwn ? nil : entry.item.model.score, named: benchmarks.count > 1))
      }
      let (parts, whole) = costs(entry.item)
      cells += hasFurther ? parts : Array(parts.dropLast())
      cells.append(whole)
      if let total = entry.total, let best, best > 0 || best.isHidden {
        let ratio = total / best
        cells.append(.number(ratio, format(ratio, as: .number) + " ×"))
      } else {
        cells.append(.unknown)
      }
      cells = cells.linked(
        columns,
        [
          "training_usd": "total.training", "serving_usd": "total.serving",
          "further_usd": "total.further", "total_usd": "total.cost",
        ], on: entry.item.sheet,
        of: ResultPart.key(entry.outcome, entry.item.model.architecture.id))
      return Table.Row(cells, style: entry.total != nil && entry.total == best ? .chosen : .plain)
    }
    let table = Table(
      title: "Cost over \(outcomes.first?.plan.finance.months ?? 12) months", columns: columns,
      rows: rows,
      notes: PrivateQuotes.notes(rows) + entries.compactMap { remark($0.item, $0.outcome) },
      isListing: true)
    guard let terms = sampled.first?.terms else { return table }
    let known = entries.filter { $0.sampled?.total != nil }
    let wins = Uncertainty.wins(known.compactMap(\.sampled?.totals))
    var next = 0
    let cells = entries.map { entry -> [Table.Cell] in
      let summary = entry.sampled?.total
      guard summary != nil else { return [.unknown, .unknown, .absent] }
      defer { next += 1 }
      return [
        UncertaintyReport.median(summary), UncertaintyReport.interval(summary),
        UncertaintyReport.share(wins[next]),
      ]
    }
    var widened = table.inserting(UncertaintyReport.columns, before: "versus_best", cells)
    widened.notes.append(
      "\(terms.samples) samples, seed \(terms.seed); the same price has the same fortune in all plans."
    )
    return widened
  }

  /// Training, serving, further costs, and the total. Where several add up to it they are shown in one
  /// unit, and rounded so that what is shown adds up.
  private static func costs(_ item: Case) -> (parts: [Table.Cell], whole: Table.Cell) {
    let values = ["total.training", "total.serving", "total.further"].map {
      item.sheet[$0]?.value
    }
    let whole = ScenarioReport.total(item)
    let amounts = values.compactMap(\.self).filter { $0 != 0 }
    guard let total = item.total, amounts.count > 1,
      !(amounts + [total]).contains(where: \.isHidden)
    else {
      return (
        values.map { value in
          guard let value else { return .unknown }
          return value == 0 ? .absent : .number(value, EstimateReport.money(value))
        }, whole
      )
    }
    let sizes = (amounts + [total]).map(abs)
    let scale = MoneyScale(largest: sizes.max() ?? 0, smallest: sizes.min() ?? 0)
    var shown = scale.footed(amounts, total: total).makeIterator()
    let parts = values.map { value -> Table.Cell in
      guard let value, value != 0, let amount = shown.next() else { return .absent }
      return .number(value, scale.text(amount))
    }
    return (parts, .number(total, scale.text(total), mark: whole.mark))
  }

  /// Where ways to pay change places, once for services that are the same in several plans.
  private static func crossings(_ outcomes: [Outcome]) -> [Report.Block] {
    var seen: Set<[String]> = []
    return outcomes.flatMap { outcome in
      outcome.cases.flatMap { item in
        item.workloads.compactMap { workload -> Report.Block? in
          guard let table = CrossingTable.table(workload, item, outcome, plan: name(outcome))
          else { return nil }
          let texts = table.rows.flatMap { $0.cells.map(\.text) } + [table.subtitle ?? ""]
          return seen.insert(texts).inserted ? .table(table) : nil
        }
      }
    }
  }

  private static func quality(_ score: QualityScore?, named: Bool) -> Table.Cell {
    guard let score else { return .absent }
    let text = "\(score.percent)%"
    return .number(score.percent, named ? "\(score.benchmark) \(text)" : text)
  }

  /// Where the most of a plan's money goes, when one workload is nearly all of it.
  private static func remark(_ item: Case, _ outcome: Outcome) -> String? {
    guard let total = item.total, total > 0, item.workloads.count > 1 else { return nil }
    for workload in item.workloads {
      guard let answer = workload.choice?.answer, answer.duration != nil,
        answer.cost / total > 0.5, let rent = item.sheet["\(workload.planned.name).price.rent"]
      else { continue }
      let share = format(answer.cost / total, as: .percent)
      let hours = format(answer.usedHours ?? 0, as: .acceleratorHours)
      return
        "\(name(outcome)): \(workload.planned.name) is \(share) of it, \(hours) of accelerator time at \(FigureText.value(rent.value, rent.id))."
    }
    return nil
  }

  private static func reasons(_ outcomes: [Outcome]) -> String {
    outcomes.flatMap { outcome in
      outcome.cases.flatMap { item in
        item.workloads.filter { $0.chosen == nil }.map { workload in
          let first = workload.options.first.map(ReasonText.text) ?? "no product is listed"
          return "\(name(outcome)), \(workload.planned.name): \(first)."
        }
      }
    }.joined(separator: " ")
  }
}
