import Figures
import HardwareKit
import JSON
import Planning
import Units

/// The layouts of a service that no other beats for accelerator and user at once, product by product.
enum FrontierTable {
  /// One for each workload that is served; products in the order of the plan, each once.
  static func table(_ workload: WorkloadOutcome, model: String) -> Table? {
    guard case .serve(let demand) = workload.planned.kind else { return nil }
    let rate = DisplayUnit.standard(Dimension(time: -1, tokens: 1))
    var rows: [Table.Row] = []
    for (option, fit) in fits(workload) {
      for point in fit.frontier {
        let isChosen = point.layout == fit.layout
        rows.append(
          Table.Row(
            [
              Table.Cell(option.product.id), Table.Cell(point.layout.text),
              EstimateReport.number(Double(point.layout.batch), .count),
              EstimateReport.number(point.accelerators, .count),
              EstimateReport.number(point.perUser, rate),
              EstimateReport.number(point.perAccelerator, rate),
              EstimateReport.number(point.ttft, .standard(Dimension(time: 1))),
              Table.Cell(isChosen ? "✔" : ""),
            ], style: isChosen ? .chosen : .plain))
      }
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      title: "\(workload.planned.name): layouts that no other beats, \(model)",
      subtitle: "\(EstimateReport.formats(demand)), inside the service level",
      columns: [
        Table.Column("product", heading: ["PRODUCT"], priority: 110),
        Table.Column("layout", heading: ["LAYOUT"], priority: 108),
        Table.Column("batch", heading: ["BATCH", "mean"], alignment: .number, priority: 90),
        Table.Column(
          "accelerators", heading: ["ACCEL.", "a replica"], alignment: .number, priority: 70),
        Table.Column(
          "tokens_per_s_per_user", heading: ["PER USER", "tokens/s"], alignment: .number,
          priority: 107),
        Table.Column(
          "tokens_per_s_per_accelerator", heading: ["PER ACCEL.", "tokens/s"], alignment: .number,
          priority: 106),
        Table.Column("ttft_s", heading: ["TTFT"], alignment: .number, priority: 60),
        Table.Column("chosen", heading: ["BEST"], priority: 98),
      ], rows: rows, isListing: true)
  }

  /// Under `pareto` of a workload: a list for each product, the fastest for a user first.
  static func json(_ workload: WorkloadOutcome) -> JSONValue {
    .array(
      fits(workload).map { option, fit in
        .object([
          JSONValue.Member("product", .string(option.product.id)),
          JSONValue.Member("points", .array(fit.frontier.map { json($0, fit) })),
        ])
      })
  }

  private static func json(_ point: OperatingPoint, _ fit: Fit) -> JSONValue {
    .object([
      JSONValue.Member("layout", .string(point.layout.text)),
      JSONValue.Member("batch", .number(Double(point.layout.batch))),
      JSONValue.Member("accelerators", .number(point.accelerators)),
      JSONValue.Member("tokens_per_s_per_user", .number(point.perUser)),
      JSONValue.Member("tokens_per_s_per_accelerator", .number(point.perAccelerator)),
      JSONValue.Member("tpot_s", .number(point.tpot)),
      JSONValue.Member("ttft_s", point.ttft.map { .number($0) } ?? .null),
      JSONValue.Member("best", .bool(point.layout == fit.layout)),
    ])
  }

  /// What each product does, once.
  private static func fits(_ workload: WorkloadOutcome) -> [(PlanOption, Fit)] {
    var seen: Set<String> = []
    return workload.options.compactMap { option in
      guard let fit = option.fit, !fit.frontier.isEmpty,
        seen.insert(option.product.id).inserted
      else { return nil }
      return (option, fit)
    }
  }
}
