import HardwareKit
import Planning

extension KeyTable {
  /// Every key of a plan.
  public static let plan = KeyTable(
    sections: [whole] + workloads + ways + money + fleets)

  private static let whole = Section(
    "plan", "A plan",
    [
      .required("headroom", .number("1"), "the version of the format, 1"),
      Key(
        "model", .several(.either([.text, .section("unpublished-model")])),
        "a name of the catalogue, the path of a Hugging Face config.json beside the plan, or a list: a case each",
        without: "required, but for a fleet"),
      Key(
        "workloads",
        .named(.either([.section("train"), .section("fine-tune"), .section("serve")])),
        "what is wanted, a name for each workload", without: "required, but for a fleet"),
      Key("plan", .text, "the title", without: "the file's name"),
      Key("question", .text, "the question that the plan answers"),
      Key("prepared-for", .text, "for whom"), Key("author", .text, "by whom"),
      Key("version", .text, "which version of the plan"),
      Key("import", .several(.text), "files whose keys are merged under this one's"),
      Key(
        "hardware", .either([.several(.text), .named(.several(.text))]),
        "products for all workloads, or a map with a list for each; -name takes one out",
        without: "every product"),
      Key(
        "acquire",
        .either([.several(.section("way")), .named(.several(.section("way")))]),
        "ways for all workloads, or a map with a list for each", without: "rent on demand"),
      Key("costs", .several(.section("cost")), "lines that no model gives"),
      Key("finance", .section("finance"), "currency, date, horizon, discount"),
      Key(
        "assumptions", .several(.section("assumption")),
        "figures that the plan knows better, with sources"),
      Key(
        "scenarios", .named(.either([.named(.either([.text, .named(.text)])), .empty])),
        "by name, maps of path and value"),
      Key("sweep", .named(.text), "by path, two bounds: low .. high"),
      Key("checks", .several(.text), "such as total.cost <= $200 M"),
      Key("correlations", .several(.section("correlation")), "figures that vary together"),
      Key("fleet", .section("fleet"), "a fleet in place of workloads"),
      Key("buy", .section("fleet-buy"), "what the fleet costs at the start"),
      Key("operate", .section("operate"), "what the fleet costs to run"),
      Key("market", .section("market"), "prices and utilisation of what the fleet sells or rents"),
    ])

  private static let precisions = Form.several(
    .choice(Precision.allCases.map(\.rawValue) + ["search"]))

  private static let trained = [
    Key(
      "tokens", .quantity("15.6 T tokens"), "tokens of one run",
      without: "required, but with accelerator-hours"),
    Key(
      "sequence", .quantity("8192 tokens"), "tokens of a sequence", without: "a default, assumed"),
    Key(
      "batch", .quantity("16 M tokens"), "tokens of an optimizer step",
      without: "a default, assumed"),
    Key(
      "precision", precisions,
      "of the arithmetic; of several, or of 'search', the fastest", without: "bf16"),
    Key(
      "stack", .text, "training software and its generation: megatron, fsdp", without: "megatron"),
    Key(
      "accelerators", .number("16384"), "how many",
      without: "sized to the deadline, else the smallest fleet that fits"),
    Key(
      "deadline", .quantity("90 days"),
      "how long the final run may take; not together with accelerators"),
    Key("layout", .section("layout"), "sizes of the layout", without: "searched"),
    Key(
      "experiments", .number("25% of final run"),
      "share of the final run, for ablations and abandoned runs"),
    Key("mfu", .number("38% to 43%"), "stands in for the model's", without: "modelled"),
    Key("goodput", .number("88% to 93%"), "stands in for the model's", without: "modelled"),
    Key(
      "failures", .section("failures"), "interruptions and checkpoints",
      without: "published figures"),
    Key(
      "accelerator-hours", .quantity("30.84 M accelerator-hours"),
      "of the final run, as somebody published them; in place of the model", without: "modelled"),
    Key("source", .section("source"), "where the accelerator-hours come from", without: "assumed"),
    Key("packing", .number("95%"), "share of a sequence that holds text", without: "100%"),
    Key("evaluation", .quantity("50 M tokens"), "tokens that evaluations of a run read"),
    Key(
      "recompute", .choice(Recompute.allCases.map(\.rawValue)), "activations made again",
      without: "as much as memory needs"),
    Key(
      "sharding", .choice(Sharding.names + ["search"]), "what data parallelism splits",
      without: "the stack's habit"),
    Key(
      "expert-load", .number("1.2"), "tokens of the busiest expert over the mean",
      without: "the stack's"),
    Key(
      "oversubscription", .number("2"), "of the network between nodes", without: "none: 1"),
  ]

  private static let workloads = [
    Section(
      "train", "A workload of kind train",
      [.required("kind", .choice(["train"]), "train")] + trained),
    Section(
      "fine-tune", "A workload of kind fine-tune",
      [.required("kind", .choice(["fine-tune"]), "fine-tune")] + trained + [
        Key("method", .choice(["full", "lora", "qlora"]), "what is trained", without: "full"),
        Key("runs", .number("6"), "how many runs, thrown-away ones included", without: "1"),
        Key("rank", .number("16"), "rank of the adapters", without: "a default"),
        Key(
          "targets", .several(.choice(AdapterTarget.allCases.map(\.rawValue))),
          "products that have adapters", without: "the attention"),
      ]),
    Section(
      "serve", "A workload of kind serve",
      [
        .required("kind", .choice(["serve"]), "serve"),
        .required("traffic", .section("traffic"), "how much, and how long the texts are"),
        Key(
          "service-level", .section("service-level"), "latencies that must be kept",
          without: "no limit"),
        Key(
          "precision", precisions,
          "of weights and arithmetic; of several, or of 'search', the cheapest inside the level",
          without: "bf16"),
        Key(
          "cache-precision", precisions, "of the cache, the same way",
          without: "as the weights, at least fp8"),
        Key("redundancy", .text, "none, n+1 replicas, n+2", without: "none"),
        Key("engine", .text, "serving software and its generation: vllm, sglang", without: "vllm"),
        Key("layout", .section("layout"), "sizes of the layout", without: "searched"),
        Key(
          "speculative",
          .several(.either([.choice(["none", "search"]), .section("speculative")])),
          "tokens proposed and checked several at a time; of several, or of 'search', the cheapest"),
        Key(
          "chunked-prefill",
          .several(.either([.choice(["engine", "none", "search"]), .quantity("2048 tokens")])),
          "prompt tokens that a step takes in; of several, or of 'search', the cheapest",
          without: "the engine's"),
        Key(
          "disaggregated",
          .several(.either([.flag, .choice(["search"]), .section("pools")])),
          "replicas of their own for prompts, which hand the cache over; of several, or of 'search', the cheapest",
          without: "no"),
        Key(
          "selling-price", .quantity("$1.35 per M output tokens"),
          "what output tokens are sold for, prompts included", without: "nothing is sold"),
        Key(
          "size-for", .text, "percentile of the peak that the fleet must carry: p90",
          without: "the median"),
      ]),
    Section(
      "traffic", "Traffic of a service",
      [
        Key(
          "peak", .quantity("3000 output tokens/s"), "in the busiest time of the first month",
          without: "required, but with concurrency"),
        Key(
          "concurrency", .number("64"), "users who each ask again when answered; in place of peak"),
        Key(
          "arrivals", .either([.choice(["poisson"]), .section("arrivals")]),
          "how requests come", without: "poisson"),
        Key(
          "prompt-variation", .number("80%"), "standard deviation of prompts over their mean",
          without: "100%, assumed"),
        Key(
          "answer-variation", .number("80%"), "the same of answers",
          without: "100%, assumed"),
        .required("prompt", .quantity("1500 tokens"), "mean length"),
        .required("answer", .quantity("300 tokens"), "mean length"),
        Key("mean", .quantity("40% of peak"), "mean traffic, or a rate", without: "the peak"),
        Key(
          "prefix-cache", .number("30% of prompt tokens"),
          "share of prompt tokens that a cache answers, below 100%"),
        Key("growth", .quantity("4% per month"), "of the traffic"),
      ]),
    Section(
      "arrivals", "Arrivals", merged: false,
      [
        .required(
          "gamma", .number("2"),
          "standard deviation of the times between them over their mean; 1 is Poisson")
      ]),
    Section(
      "speculative", "Speculative decoding",
      [
        Key(
          "tokens", .number("3"), "checked in a step for each sequence", without: "the engine's"),
        Key(
          "accepted", .number("1.8"), "gained by a step, on average", without: "the engine's"),
        Key(
          "draft", .number("2%"), "work of proposing a token over that of the model",
          without: "inside 'accepted', as measured servers were"),
      ]),
    Section(
      "pools", "Pools",
      [
        Key("prefill", .number("1"), "replicas of a unit for prompts", without: "searched"),
        Key("decode", .number("2"), "replicas of a unit that decode", without: "searched"),
        Key(
          "prefill-layout", .section("layout"), "sizes of the replicas for prompts",
          without: "those of layout, else searched"),
      ]),
    Section(
      "service-level", "Service level",
      [
        Key("ttft", .quantity("2 s at p95"), "time to the first token", without: "no limit"),
        Key("tpot", .quantity("80 ms at p95"), "time per output token", without: "no limit"),
      ]),
    Section(
      "layout", "A layout",
      [
        ("tp", "tensor parallel"), ("pp", "pipeline stages"), ("dp", "data parallel"),
        ("cp", "context parallel"), ("ep", "expert parallel"),
        ("interleave", "virtual stages of each stage"),
        ("micro-batch", "sequences of a micro-batch"),
      ].map { Key($0.0, .number("8"), $0.1, without: "searched") }),
    Section(
      "failures", "Interruptions of training",
      [
        Key(
          "interval", .quantity("50 k h"), "accelerator-time between interruptions",
          without: "published"),
        Key("checkpoint-stall", .quantity("5 s"), "the run stands still", without: "published"),
        Key("checkpoint-write", .quantity("2 min"), "until it is safe", without: "published"),
        Key("checkpoint-load", .quantity("5 min"), "to start again", without: "published"),
        Key("detection", .quantity("10 min"), "to notice and find the cause", without: "published"),
        Key("spares", .number("2%"), "accelerators held ready, over those that compute"),
      ]),
    Section(
      "unpublished-model", "A model whose dimensions nobody has published", merged: false,
      [.required("name", .text, "its name")]),
  ]

  private static let rented = [
    Key(
      "commitment", .choice(["on-demand", "reserved", "spot", "capacity-block"]),
      "how firmly", without: "on-demand, or reserved with a term"),
    Key(
      "term", .quantity("12 months"), "12 or 36 months: the terms on record", without: "12 months"),
    Key(
      "segment", .choice(Segment.allCases.map(\.rawValue)), "kind of seller", without: "neocloud"),
    Key("provider", .text, "one seller", without: "the median of all"),
    Key("region", .text, "where", without: "anywhere"),
  ]

  private static let ways = [
    Section(
      "way", "A way to have hardware",
      [
        Key("rent", .either([.section("rent"), .empty]), "by the accelerator-hour"),
        Key("buy", .either([.section("buy"), .empty]), "own the nodes"),
        Key("endpoint", .either([.section("endpoint"), .empty]), "tokens bought by the million"),
        Key("bill", .section("bill"), "as published training bills are made"),
        Key("lease", .section("lease"), "owned by the month; of a fleet"),
        Key("hybrid", .section("hybrid"), "own or reserve the base, rent the peak; of a fleet"),
      ]),
    Section("rent", "Rent", rented),
    Section(
      "buy", "Purchase",
      [
        Key("life", .quantity("4 years"), "useful life", without: "the catalogue's, assumed"),
        Key(
          "residual", .number("10% to 25% of price"), "value left at its end",
          without: "the catalogue's, assumed"),
        Key(
          "delivery", .quantity("4 months"), "from payment to the first hour; of a fleet",
          without: "at once"),
      ]),
    Section(
      "endpoint", "Endpoint", [Key("provider", .text, "one seller", without: "each of them")]),
    Section(
      "bill", "A published bill", merged: false,
      [
        .required("method", .choice(["amortised", "cloud-price"]), "which method"),
        Key("acquired", .date, "when the hardware was bought; amortised"),
        Key(
          "progress", .number("37% per year"), "loss of value; amortised",
          without: "the catalogue's"),
        Key("network", .number("19%"), "share of a cluster; amortised", without: "the catalogue's"),
        Key("electricity", .quantity("$0.08/kWh"), "amortised", without: "the catalogue's"),
        Key("pue", .number("1.25"), "amortised", without: "the catalogue's"),
      ] + rented),
    Section(
      "hybrid", "Base and peak",
      [
        .required(
          "base", .choice(["buy", "reserved-1y", "reserved-3y"]), "what is held all the time"),
        .required("peak", .choice(["on-demand"]), "what comes on top"),
      ]),
  ]

  private static let money = [
    Section(
      "finance", "Money",
      [
        Key("currency", .text, "in which money is written: EUR", without: "USD"),
        Key(
          "exchange", .several(.section("exchange")),
          "dated rates of currencies other than the dollar"),
        Key(
          "as-of", .date, "the day of the plan: prices and products of then",
          without: "the newest price"),
        Key(
          "horizon", .quantity("12 months"), "how long the plan runs", without: "12 months, assumed"
        ),
        Key(
          "discount", .quantity("12% per year"), "yearly charge on capital",
          without: "the catalogue's"),
        Key("tax", .either([.number("21%"), .section("tax")]), "on the income of a fleet"),
      ]),
    Section(
      "exchange", "A rate of exchange", merged: false,
      [
        .required("currency", .text, "three letters: EUR"),
        .required("rate", .quantity("$1.09"), "dollars for one of it"),
        .required("date", .date, "of when it is"),
        Key("source", .text, "who says so", without: "assumed"),
      ]),
    Section(
      "tax", "Tax", merged: false,
      [
        .required("rate", .number("21%"), "of the income"),
        Key(
          "losses", .number("80% of income"), "share of an income that old losses may cover",
          without: "100%"),
      ]),
    Section(
      "correlation", "A correlation", merged: false,
      [
        .required("between", .list(.text), "two figures"),
        .required("correlation", .number("0.6"), "from -1 to 1"),
      ]),
    Section(
      "cost", "A further cost", merged: false,
      [
        .required("name", .text, "what it is"),
        Key("amount", .quantity("$40 k"), "how much", without: "required, but with share"),
        Key("share", .number("2% of capital"), "of a fleet: of its servers or its capital"),
        Key(
          "per", .choice(CostBasis.allCases.map(\.rawValue)), "of a fleet: what the amount is for",
          without: "fleet"),
        Key("once", .text, "in which month: month 3", without: "month 1"),
        Key("monthly", .flag, "every month", without: "once"),
        Key("yearly", .flag, "every year, a twelfth each month", without: "once"),
        Key("source", .section("source"), "who says so", without: "assumed"),
      ]),
    Section(
      "assumption", "An assumption", merged: false,
      [
        .required("set", .text, "a path: nvidia-h100-sxm5.rent.neocloud.on-demand"),
        .required("to", .quantity("$2.10/h"), "the figure in its place"),
        .required("source", .section("source"), "who says so"),
      ]),
    Section(
      "source", "A source", merged: false,
      [
        .required("title", .text, "what it is called"), .required("date", .date, "of when it is"),
        Key("kind", .text, "quote, page, report"), Key("publisher", .text, "who says it"),
        Key("link", .text, "where it is found"),
      ]),
  ]
}
