import Reporting

/// Tables as the commands will print them; the numbers show layout only.
enum Sample {
  static let comparison = Table(
    title: "Serving an assistant for 12 months, peak 3000 output tokens/s",
    subtitle: "as of 2026-11-01, USD",
    columns: [
      .init("plan", heading: ["PLAN"]),
      .init("capability", heading: ["CAPABILITY"], priority: 20),
      .init("training_usd", heading: ["TRAINING"], alignment: .number, priority: 60),
      .init("serving_usd", heading: ["SERVING"], alignment: .number, priority: 50),
      .init("total_usd", heading: ["TOTAL"], alignment: .number),
      .init("total_p5_p95_usd", heading: ["P5 .. P95"], alignment: .number, priority: 80),
      .init("versus_best", heading: ["VERSUS BEST"], alignment: .number, priority: 70),
    ],
    rows: [
      Table.Row(
        [
          "inference-only", "Llama 3.1 70B", .absent, .number(110_000, "$0.11 M"),
          .number(110_000, "$0.11 M"),
          Table.Cell("$0.09 .. 0.14 M", raw: .interval(low: 90_000, high: 140_000)),
          .number(1, "1.0 ×", judgement: .good),
        ], style: .chosen),
      Table.Row([
        "fine-tune-llama", "Llama 3.1 405B", .number(60_300, "$0.06 M"),
        .number(440_000, "$0.44 M"), .number(500_300, "$0.50 M", mark: .lowerBound),
        Table.Cell("$0.42 .. 0.61 M", raw: .interval(low: 420_000, high: 610_000)),
        .number(4.5, "4.5 ×"),
      ]),
      Table.Row(
        [
          "train-from-scratch", "own 405B", .number(90.8e6, "$90.8 M"),
          .number(440_000, "$0.44 M"), .number(91.2e6, "$91.2 M"),
          Table.Cell("$79 .. 104 M", raw: .interval(low: 79e6, high: 104e6)),
          .number(826, "826 ×", judgement: .bad),
        ], style: .rejected),
    ],
    notes: ["inference-only serves a smaller model: the totals compare cost, not quality."])

  static let hardware = Table(
    columns: [
      .init("product", heading: ["PRODUCT"]),
      .init("way", heading: ["WAY"], priority: 50),
      .init("units", heading: ["UNITS", "(n+1)"], alignment: .number),
      .init("tpot_ms", heading: ["TPOT", "ms"], alignment: .number),
      .init("cost_usd", heading: ["12 MONTHS"], alignment: .number),
      .init("output_usd_per_m", heading: ["$ PER M", "OUTPUT TOK"], alignment: .number),
      .init("why_not", heading: ["WHY NOT"], priority: 90),
    ],
    rows: [
      .init([
        "nvidia-b200", "rent 12 mo", .number(3, "3"), .number(39.6, "39.6"),
        .number(110_000, "$110 k"), .number(2.92, "$2.92"), .blank,
      ]),
      .init([
        "groq-lpu-v1", "endpoint", .absent, .unknown,
        .number(144_000, "$144 k", mark: .assumed), .number(3.8, "$3.80"),
        "no figure for the time per token under this load is published",
      ]),
      .init([
        "nvidia-l40s", "rent 12 mo", .number(44, "44"), .number(39.75, "39.75"),
        .number(1_366_000, "$1366 k"), .number(9.68, "$9.68"),
        "dearer than nvidia-b200",
      ]),
    ],
    notes: ["* includes 189 G input tokens billed apart."])

  static let costTree = Table(
    columns: [
      .init("name", heading: ["NAME"]),
      .init("quantity", heading: ["QUANTITY"], alignment: .number),
      .init("unit", heading: ["UNIT"]),
      .init("cost_usd", heading: ["COST"], alignment: .number),
    ],
    rows: [
      .init(["capital", .blank, .blank, .number(44.1e6, "$44.1 M")], style: .total),
      .init(
        ["servers", .number(128, "128"), "nodes", .number(35.9e6, "$35.9 M")], level: 1),
      .init(["chassis", .number(128, "128"), "nodes", .unknown], level: 2),
      .init(
        ["storage", .number(9, "9"), "% of servers", .number(3.2e6, "$3.2 M")], level: 1),
      .section("per year"),
      .init(["operating", .blank, .blank, .number(5e6, "$5.0 M")]),
      .init(
        ["electricity", .number(12.15, "12.15"), "GWh", .number(0.8e6, "$0.8 M")], level: 1),
    ])

  static let checks = [
    CheckLine(
      .passed, subject: "train-from-scratch", figure: "pretrain.duration", value: "73.9 days",
      bound: "<= 100 days"),
    CheckLine(
      .failed, subject: "train-from-scratch", figure: "total.cost", value: "$91.2 M",
      bound: "<= $80 M", extra: "P95 $104 M"),
    CheckLine(
      .undecided, subject: "fine-tune-llama", figure: "tune.cost", value: "?",
      bound: "<= $250 k"),
  ]
}
