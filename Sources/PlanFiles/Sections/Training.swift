import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// Workloads that train: `kind: train` and `kind: fine-tune`.
extension PlanReader {
  var train: Section<PlannedWorkload.Kind> {
    Section("train", "A workload of kind train") { keys in
      _ = keys.required("kind", .words(["train"]), "train")
      return training(keys)?.kind
    }
  }

  var fineTune: Section<PlannedWorkload.Kind> {
    Section("fine-tune", "A workload of kind fine-tune") { keys in
      _ = keys.required("kind", .words(["fine-tune"]), "fine-tune")
      var training = training(keys)
      let method = keys.optional(
        "method", Form<TrainingWorkload.Method>.cases([.full, .lora, .qlora]), "what is trained",
        without: "full")
      let runs = keys.optional(
        "runs", .count("6"), "how many runs, thrown-away ones included", without: "1")
      let rank = keys.optional("rank", .count("16"), "rank of the adapters", without: "a default")
      let targets = keys.optional(
        "targets", .several(Form<AdapterTarget>.caseName), "products that have adapters",
        without: "the attention",
        word: "target")
      let constants = context.shared.constants
      if training?.isBatchGiven == false { training?.demand.batch = constants.fineTuneBatch }
      training?.demand.method = method ?? .full
      if let runs { training?.demand.runs = runs }
      if let rank { training?.demand.constants.adapterRank = rank }
      training?.demand.options.targets = Set(targets ?? [])
      return training?.kind
    }
  }

  struct Training {
    var demand: TrainingDemand
    var isBatchGiven: Bool

    var kind: PlannedWorkload.Kind { .train(demand) }
  }

  /// The keys that both kinds have.
  private func training(_ keys: Keys) -> Training? {
    let tokens = keys.optional(
      "tokens", .fact(Tokens.self, .text, "15.6 T tokens", sample: "15 T tokens"),
      "tokens of one run", without: "required, but with accelerator-hours")
    let sequence = keys.optional(
      "sequence", .fact(Tokens.self, .text, "8192 tokens"), "tokens of a sequence",
      without: "a default, assumed")
    let batch = keys.optional(
      "batch", .fact(Tokens.self, .text, "16 M tokens"), "tokens of an optimizer step",
      without: "a default, assumed")
    let precisions =
      keys.optional(
        "precision", .searched("number format", all: Precision.trained),
        "of the arithmetic; of several, or of 'search', the fastest", without: "bf16") ?? []
    let stacks = context.shared.stacks
    let stack = keys.optional(
      "stack", .words(stacks.map(\.id)), "training software and its generation",
      without: context.shared.defaultStack?.id ?? "none")
    let accelerators = keys.optional(
      "accelerators", .count("16384"), "how many",
      without: "sized to the deadline, else the smallest fleet that fits")
    let deadline = keys.optional(
      "deadline", .fact(Seconds.self, .lasting, "90 days"),
      "how long the final run may take; not together with accelerators")
    let layout = keys.optional(
      "layout", .section(LayoutRequest.section), "sizes of the layout", without: "searched")
    let experiments = keys.optional(
      "experiments", .fact(Ratio.self, .notNegative, "25% of final run"),
      "share of the final run, for ablations and abandoned runs")
    let mfu = keys.optional(
      "mfu", .assumedShare("38% to 43%"), "stands in for the model's", without: "modelled")
    let goodput = keys.optional(
      "goodput", .assumedShare("88% to 93%"), "stands in for the model's", without: "modelled")
    let reliability = keys.optional(
      "failures", .section(reliability), "interruptions and checkpoints",
      without: "published figures")
    let published = publishedTime(keys)
    let packing = keys.optional(
      "packing", .assumedShare("95%"), "share of a sequence that holds text", without: "100%")
    let evaluation = keys.optional(
      "evaluation", .fact(Tokens.self, .text, "50 M tokens"),
      "tokens that evaluations of a run read")
    var options = Self.options(keys)
    if precisions.count > 1 { options.precisions = precisions }

    if !keys.has("tokens"), !keys.has("accelerator-hours") { keys.missing("tokens") }
    if keys.has("accelerators") { keys.refuse("deadline", with: "accelerators") }
    if keys.has("accelerator-hours"), accelerators == nil {
      keys.missing("accelerators", in: "a workload with 'accelerator-hours'")
    }
    let chosen =
      keys.has("stack") ? stacks.first { $0.id == stack } : context.shared.defaultStack
    guard let chosen, tokens != nil || published != nil else { return nil }
    let constants = context.shared.constants
    let demand = TrainingDemand(
      method: .pretrain, tokens: tokens ?? .unstated, sequence: sequence ?? constants.sequence,
      batch: batch ?? constants.pretrainBatch, precision: precisions.first ?? .bf16,
      stack: chosen, constants: constants, layout: layout ?? LayoutRequest(),
      accelerators: accelerators.map { Int(saturating: $0.value) }, deadline: deadline,
      runs: Fact(1, Provenance(.definition("one run, unless the plan says more"), evidence: nil)),
      experiments: experiments ?? .noExperiments,
      reliability: reliability ?? context.shared.reliability, mfu: mfu, goodput: goodput,
      load: context.shared.facility.trainingLoad, publishedTime: published, options: options,
      packing: packing, evaluation: evaluation)
    return Training(demand: demand, isBatchGiven: batch != nil)
  }

  /// What a run does beside its layout; the stack's habit where the plan is silent.
  private static func options(_ keys: Keys) -> TrainingOptions {
    let recompute: Recompute? = keys.optional(
      "recompute", .caseName, "activations made again", without: "as much as memory needs")
    let sharding = keys.optional(
      "sharding", .words(Sharding.names + ["search"]), "what data parallelism splits",
      without: "the stack's habit")
    let load = keys.optional(
      "expert-load", .fact(Ratio.self, .positive, "1.2", evidence: .assumed),
      "tokens of the busiest expert over the mean", without: "the stack's")
    let oversubscription = keys.optional(
      "oversubscription", .fact(Ratio.self, .positive, "2", evidence: .assumed),
      "of the network between nodes", without: "none: 1")
    return TrainingOptions(
      recompute: recompute,
      shardings: sharding == "search"
        ? Sharding.allCases : sharding.flatMap(Sharding.init(name:)).map { [$0] } ?? [],
      expertLoad: load, oversubscription: oversubscription, targets: [])
  }

  private var reliability: Section<Reliability> {
    Section("failures", "Interruptions of training") { keys in
      func read(_ name: String, _ example: String, _ help: String) -> Fact<Seconds>? {
        keys.optional(
          name, .fact(Seconds.self, .positive, example, evidence: .assumed), help,
          without: "published")
      }
      var result = context.shared.reliability
      result.interval =
        read("interval", "50 k h", "accelerator-time between interruptions") ?? result.interval
      result.checkpointStall =
        read("checkpoint-stall", "5 s", "the run stands still") ?? result.checkpointStall
      result.checkpointWrite =
        read("checkpoint-write", "2 min", "until it is safe") ?? result.checkpointWrite
      result.checkpointLoad =
        read("checkpoint-load", "5 min", "to start again") ?? result.checkpointLoad
      result.detection =
        read("detection", "10 min", "to notice and find the cause") ?? result.detection
      result.spares = keys.optional(
        "spares", .assumedShare("2%"), "accelerators held ready, over those that compute")
      return result
    }
  }

  /// The accelerator-time of a run as somebody published it, graded by its source.
  private func publishedTime(_ keys: Keys) -> Fact<Seconds>? {
    let fact = keys.optional(
      "accelerator-hours",
      .fact(
        Seconds.self, .positive, "30.84 M accelerator-hours", evidence: .assumed,
        sample: "30.84 M accelerator-hours"),
      "of the final run, as somebody published them; in place of the model", without: "modelled")
    let citation = keys.source(of: "where the accelerator-hours come from")
    if keys.has("source"), !keys.has("accelerator-hours"),
      let place = keys.place(of: "source")
    {
      keys.reading.report(
        .missingKey("accelerator-hours", in: "a workload with 'source'", at: place.node.span))
    }
    guard let fact, let citation, let place = keys.place(of: "accelerator-hours") else {
      return fact
    }
    return fact.resting(on: citation, note: "accelerator-hours at \(place.node.span)")
  }
}

extension Form {
  /// A share of something, between nothing and all of it, that the plan states about the world.
  static func assumedShare(
    _ example: String, sample: String? = nil
  ) -> Form where Value == Fact<Ratio> {
    .fact(Ratio.self, .share, example, evidence: .assumed, sample: sample)
  }
}

extension Fact where U == Ratio {
  static var noExperiments: Fact<Ratio> {
    Fact(0, Provenance(.definition("no experiments given"), evidence: nil))
  }
}

extension Fact where U == Tokens {
  /// A published bill needs no tokens; they are unknown then, not zero.
  static var unstated: Fact<Tokens> {
    Fact(.nan, Provenance(.definition("the plan does not say"), evidence: nil))
  }
}
