import Figures
import HardwareKit
import JSON
import Planning
import Units

/// Options of a service that were played request by request, beside the closed form.
enum SimulationTable {
  static func table(_ workload: WorkloadOutcome, _ played: [SimulatedOption]) -> Table? {
    guard case .serve = workload.planned.kind, let first = played.first else { return nil }
    let isOfPools = played.contains { $0.layout.hasPools }
    let rows = played.flatMap { option in
      option.measures.map { measure in
        let unit = unit(measure.kind)
        return Table.Row([
          Table.Cell(option.product.id), Table.Cell(option.layout.text),
          Table.Cell(name(measure.kind)), EstimateReport.number(measure.simulated, unit),
          EstimateReport.number(measure.closed, unit),
          measure.difference.map { .number($0, signed($0)) } ?? .unknown,
        ])
      }
    }
    return Table(
      title: "\(workload.planned.name): one \(isOfPools ? "unit" : "replica"), played",
      subtitle: "\(first.requests) requests, seed \(first.seed)",
      columns: [
        Table.Column("product", heading: ["PRODUCT"], priority: 110),
        Table.Column("layout", heading: ["LAYOUT"], priority: 90),
        Table.Column("measure", heading: ["MEASURE"], priority: 109),
        Table.Column("simulated", heading: ["SIMULATED"], alignment: .number, priority: 108),
        Table.Column("closed_form", heading: ["CLOSED FORM"], alignment: .number, priority: 107),
        Table.Column("difference", heading: ["DIFFERENCE"], alignment: .number, priority: 106),
      ], rows: rows,
      notes: [
        "The load is that of a replica\(isOfPools ? ", or of a unit of two pools," : "") in the busiest month. Saturation is the load over the most that the replica could carry if nobody asked how fast."
      ], isListing: true)
  }

  static func json(_ played: [SimulatedOption]) -> JSONValue { .array(played.map(json)) }

  private static func json(_ option: SimulatedOption) -> JSONValue {
    .object([
      JSONValue.Member("product", .string(option.product.id)),
      JSONValue.Member("layout", .string(option.layout.text)),
      JSONValue.Member("seed", .string("\(option.seed)")),
      JSONValue.Member("requests", .number(Double(option.requests))),
      JSONValue.Member(
        "measures",
        .array(
          option.measures.map { measure in
            .object([
              JSONValue.Member("measure", .string(key(measure.kind))),
              JSONValue.Member("simulated", value(measure.simulated)),
              JSONValue.Member("closed_form", value(measure.closed)),
              JSONValue.Member("difference", value(measure.difference)),
            ])
          })),
    ])
  }

  private static func value(_ number: Double?) -> JSONValue {
    number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
  }

  private static func percentile(_ share: Double) -> String {
    "p\(format(share * 100, as: .count))"
  }

  private static func name(_ kind: SimulatedOption.Measure.Kind) -> String {
    switch kind {
    case .requests: "requests/s"
    case .batch: "batch, mean"
    case .saturation: "saturation"
    case .tpot(let share): "TPOT \(percentile(share))"
    case .ttft(let share): "TTFT \(percentile(share))"
    }
  }

  private static func key(_ kind: SimulatedOption.Measure.Kind) -> String {
    switch kind {
    case .requests: "requests_per_s"
    case .batch: "batch"
    case .saturation: "saturation"
    case .tpot(let share): "tpot_\(percentile(share))_s"
    case .ttft(let share): "ttft_\(percentile(share))_s"
    }
  }

  private static func unit(_ kind: SimulatedOption.Measure.Kind) -> DisplayUnit {
    switch kind {
    case .requests, .batch: .number
    case .saturation: .percent
    case .tpot, .ttft: .standard(Dimension(time: 1))
    }
  }

  private static func signed(_ share: Double) -> String {
    (share >= 0 ? "+" : "") + format(share, as: .percent)
  }
}
