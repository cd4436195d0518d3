import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

extension PlanReader {
  func workload(
    _ entry: Mapping.Entry, products: [String], ways: [Way],
    into diagnostics: inout DiagnosticList
  ) -> PlannedWorkload? {
    var reader = MappingReader(
      entry.value, what: "workload '\(entry.key)'", into: &diagnostics)
    let kind = reader.required("kind", into: &diagnostics)?
      .choice("kind", among: ["train", "fine-tune", "serve"], into: &diagnostics)
    let result: PlannedWorkload.Kind?
    switch kind {
    case "train": result = training(&reader, isFineTune: false, into: &diagnostics)
    case "fine-tune": result = training(&reader, isFineTune: true, into: &diagnostics)
    case "serve": result = serving(&reader, into: &diagnostics)
    default: return nil
    }
    reader.finish(into: &diagnostics)
    return result.map {
      PlannedWorkload(
        name: entry.key, kind: $0, products: products, ways: ways, span: entry.keySpan)
    }
  }

  // MARK: Training

  private func training(
    _ reader: inout MappingReader, isFineTune: Bool, into diagnostics: inout DiagnosticList
  ) -> PlannedWorkload.Kind? {
    let constants = context.shared.constants
    let published = publishedTime(
      reader.optional("accelerator-hours"), source: reader.optional("source"), into: &diagnostics)
    let tokensNode =
      published == nil
      ? reader.required("tokens", into: &diagnostics) : reader.optional("tokens")
    let tokens = tokensNode?
      .planFact(Tokens.self, "'tokens'", range: .positive, into: &diagnostics)
    let sequence = reader.optional("sequence")?
      .planFact(Tokens.self, "'sequence'", range: .positive, into: &diagnostics)
    let batch = reader.optional("batch")?
      .planFact(Tokens.self, "'batch'", range: .positive, into: &diagnostics)
    let precisions = precisions(reader.optional("precision"), into: &diagnostics)
    let stack = stack(reader.optional("stack"), into: &diagnostics)
    let acceleratorsNode = reader.optional("accelerators")
    let accelerators = acceleratorsNode?.planCount("'accelerators'", into: &diagnostics)
    let deadlineNode = reader.optional("deadline")
    let deadline = deadlineNode?
      .planFact(Seconds.self, "'deadline'", range: .positive, into: &diagnostics)
    if let deadlineNode, acceleratorsNode != nil {
      diagnostics.append(.conflict("accelerators", "deadline", at: deadlineNode.span))
    }
    if published != nil, accelerators == nil {
      diagnostics.append(
        .missingKey("accelerators", in: "a workload with 'accelerator-hours'", at: reader.span))
    }
    let layout = layout(reader.optional("layout"), into: &diagnostics)
    let experiments = reader.optional("experiments")?
      .planFact(Ratio.self, "'experiments'", range: .notNegative, into: &diagnostics)
    let mfu = reader.optional("mfu")?
      .planFact(Ratio.self, "'mfu'", evidence: .assumed, range: .share, into: &diagnostics)
    let goodput = reader.optional("goodput")?
      .planFact(Ratio.self, "'goodput'", evidence: .assumed, range: .share, into: &diagnostics)
    let reliability = reliability(reader.optional("failures"), into: &diagnostics)
    let packing = reader.optional("packing")?
      .planFact(Ratio.self, "'packing'", evidence: .assumed, range: .share, into: &diagnostics)
    let evaluation = reader.optional("evaluation")?
      .planFact(Tokens.self, "'evaluation'", range: .positive, into: &diagnostics)
    var options = trainingOptions(&reader, isFineTune: isFineTune, into: &diagnostics)
    if precisions.count > 1 { options.precisions = precisions }
    var method = TrainingWorkload.Method.pretrain
    var runs = Fact<Count>(
      1, Provenance(.definition("one run, unless the plan says more"), evidence: nil))
    var chosen = constants
    if isFineTune {
      let name = reader.optional("method")?
        .choice("method", among: ["full", "lora", "qlora"], into: &diagnostics)
      method = TrainingWorkload.Method(rawValue: name ?? "full") ?? .full
      if let given = reader.optional("runs")?.planCount("'runs'", into: &diagnostics) {
        runs = given
      }
      if let rank = reader.optional("rank")?.planCount("'rank'", into: &diagnostics) {
        chosen.adapterRank = rank
      }
    }
    guard let stack, tokens != nil || published != nil else { return nil }
    return .train(
      TrainingDemand(
        method: method, tokens: tokens ?? .unstated, sequence: sequence ?? constants.sequence,
        batch: batch ?? (isFineTune ? constants.fineTuneBatch : constants.pretrainBatch),
        precision: precisions.first ?? .bf16, stack: stack, constants: chosen, layout: layout,
        accelerators: accelerators.map { Int($0.value) }, deadline: deadline, runs: runs,
        experiments: experiments ?? .noExperiments, reliability: reliability, mfu: mfu,
        goodput: goodput, load: context.shared.facility.trainingLoad, publishedTime: published,
        options: options, packing: packing,
        evaluation: evaluation))
  }

  /// What a run does beside its layout; the stack's habit where the plan is silent.
  private func trainingOptions(
    _ reader: inout MappingReader, isFineTune: Bool, into diagnostics: inout DiagnosticList
  ) -> TrainingOptions {
    let recompute = reader.optional("recompute")?
      .choice("recompute", among: Recompute.allCases.map(\.rawValue), into: &diagnostics)
      .flatMap(Recompute.init(rawValue:))
    let sharding = reader.optional("sharding")?
      .choice("sharding", among: Sharding.names + ["search"], into: &diagnostics)
    let load = reader.optional("expert-load")?
      .planFact(
        Ratio.self, "'expert-load'", evidence: .assumed, range: .positive, into: &diagnostics)
    let oversubscription = reader.optional("oversubscription")?
      .planFact(
        Ratio.self, "'oversubscription'", evidence: .assumed, range: .positive, into: &diagnostics)
    var targets: Set<AdapterTarget> = []
    if isFineTune, let node = reader.optional("targets") {
      for item in node.sequence ?? [node] {
        let name = item.choice(
          "target", among: AdapterTarget.allCases.map(\.rawValue), into: &diagnostics)
        if let target = name.flatMap(AdapterTarget.init(rawValue:)) { targets.insert(target) }
      }
    }
    return TrainingOptions(
      recompute: recompute,
      shardings: sharding == "search"
        ? Sharding.allCases : sharding.flatMap(Sharding.init(name:)).map { [$0] } ?? [],
      expertLoad: load, oversubscription: oversubscription, targets: targets)
  }

  private func stack(_ node: Node?, into diagnostics: inout DiagnosticList) -> TrainingStack? {
    let stacks = context.shared.stacks
    guard let node else { return context.shared.defaultStack }
    guard let name = node.choice("stack", among: stacks.map(\.id), into: &diagnostics) else {
      return nil
    }
    return stacks.first { $0.id == name }
  }

  private func reliability(
    _ node: Node?, into diagnostics: inout DiagnosticList
  ) -> Reliability {
    var result = context.shared.reliability
    guard let node else { return result }
    var reader = MappingReader(node, what: "'failures'", into: &diagnostics)
    func read(_ key: String, _ diagnostics: inout DiagnosticList) -> Fact<Seconds>? {
      reader.optional(key)?
        .planFact(
          Seconds.self, "'\(key)'", evidence: .assumed, range: .positive, into: &diagnostics)
    }
    result.interval = read("interval", &diagnostics) ?? result.interval
    result.checkpointStall = read("checkpoint-stall", &diagnostics) ?? result.checkpointStall
    result.checkpointWrite = read("checkpoint-write", &diagnostics) ?? result.checkpointWrite
    result.checkpointLoad = read("checkpoint-load", &diagnostics) ?? result.checkpointLoad
    result.detection = read("detection", &diagnostics) ?? result.detection
    result.spares = reader.optional("spares")?
      .planFact(Ratio.self, "'spares'", evidence: .assumed, range: .share, into: &diagnostics)
    reader.finish(into: &diagnostics)
    return result
  }

  /// Beyond every fleet that is built, and far below what whole numbers hold.
  private static let mostAccelerators = 1e7

  func layout(
    _ node: Node?, _ name: String = "layout", into diagnostics: inout DiagnosticList
  ) -> LayoutRequest {
    var request = LayoutRequest()
    guard let node else { return request }
    var reader = MappingReader(node, what: "'\(name)'", into: &diagnostics)
    func read(_ key: String, _ diagnostics: inout DiagnosticList) -> Int {
      reader.optional(key)?.planCount("'\(key)'", into: &diagnostics).map { Int($0.value) } ?? 0
    }
    request.tp = read("tp", &diagnostics)
    request.pp = read("pp", &diagnostics)
    request.dp = read("dp", &diagnostics)
    request.cp = read("cp", &diagnostics)
    request.ep = read("ep", &diagnostics)
    request.interleave = read("interleave", &diagnostics)
    request.microBatch = read("micro-batch", &diagnostics)
    reader.finish(into: &diagnostics)
    let sizes = [request.tp, request.pp, request.dp, request.cp].map { Double(max(1, $0)) }
    let accelerators = sizes.reduce(1, *)
    guard accelerators <= Self.mostAccelerators else {
      diagnostics.append(
        .badRange(
          "the accelerators of '\(name)'", "at most 10 M", format(accelerators, as: .count),
          at: node.span))
      return LayoutRequest()
    }
    return request
  }

  private func precision(
    _ node: Node?, default standard: Precision, into diagnostics: inout DiagnosticList
  ) -> Precision {
    node?.choice("precision", among: Precision.allCases.map(\.rawValue), into: &diagnostics)
      .flatMap(Precision.init(rawValue:)) ?? standard
  }

  /// One number format, several of which the best is taken, or `search` for all that published runs use.
  func precisions(
    _ node: Node?, _ key: String = "precision", search: [Precision] = Precision.trained,
    into diagnostics: inout DiagnosticList
  ) -> [Precision] {
    guard let node else { return [] }
    if node.sequence == nil {
      let name = node.choice(
        "precision", among: Precision.allCases.map(\.rawValue) + ["search"], into: &diagnostics)
      return name == "search" ? search : name.flatMap(Precision.init).map { [$0] } ?? []
    }
    var result: [Precision] = []
    for item in node.listOrOne {
      let precision = precision(item, default: .bf16, into: &diagnostics)
      if !result.contains(precision) { result.append(precision) }
    }
    if result.isEmpty {
      diagnostics.append(.nothingListed("number format", "'\(key)'", at: node.span))
    }
    return result
  }

  // MARK: Serving

  private func serving(
    _ reader: inout MappingReader, into diagnostics: inout DiagnosticList
  ) -> PlannedWorkload.Kind? {
    let trafficNode = reader.required("traffic", into: &diagnostics)
    let levelNode = reader.optional("service-level")
    let formats = formats(&reader, into: &diagnostics)
    let spares = spares(reader.optional("redundancy"), into: &diagnostics)
    let engine = engine(reader.optional("engine"), into: &diagnostics)
    let layout = layout(reader.optional("layout"), into: &diagnostics)
    let traffic = trafficNode.map { self.traffic($0, into: &diagnostics) }
    let ttft = level(
      levelNode, "ttft", sample: "2 s", default: .unlimitedTime, into: &diagnostics)
    let tpot = level(
      levelNode, "tpot", sample: "80 ms", default: .unlimitedTime, into: &diagnostics)
    if let levelNode {
      var level = MappingReader(levelNode, what: "'service-level'", into: &diagnostics)
      _ = level.optional("ttft")
      _ = level.optional("tpot")
      level.finish(into: &diagnostics)
    }
    let sizeFor = reader.optional("size-for").flatMap { percentile($0, into: &diagnostics) }
    let techniques = techniques(&reader, engine, into: &diagnostics)
    let sellingPrice = reader.optional("selling-price")?
      .planFact(
        DollarsPerToken.self, "'selling-price'", evidence: .assumed, range: .positive,
        sample: "$1.35 per M output tokens", into: &diagnostics)
    guard let traffic, let demand = traffic, let engine else { return nil }
    let variants = Self.variants(formats, techniques, engine)
    var serving = ServingDemand(
      peak: demand.peak, meanShare: demand.mean, prompt: demand.prompt, answer: demand.answer,
      prefixCache: demand.cached, growth: demand.growth, growthPeriod: demand.period,
      ttft: ttft.limit, ttftPercentile: ttft.percentile, tpot: tpot.limit,
      tpotPercentile: tpot.percentile, spares: spares, precision: variants[0].precision,
      cachePrecision: variants[0].cachePrecision, engine: engine, layout: layout)
    serving.sizeFor = sizeFor
    serving.variation = demand.variation
    serving.users = demand.users
    serving.technique = variants[0].technique
    if variants.count > 1 { serving.variants = variants }
    serving.sellingPrice = sellingPrice
    return .serve(serving)
  }

  private struct Traffic {
    let peak: Fact<TokensPerSecond>
    let users: Fact<Count>?
    let variation: ServingVariation
    let mean: Fact<Ratio>
    let prompt: Fact<Tokens>
    let answer: Fact<Tokens>
    let cached: Fact<Ratio>
    let growth: Fact<Ratio>
    let period: Fact<Seconds>
  }

  private func traffic(_ node: Node, into diagnostics: inout DiagnosticList) -> Traffic? {
    var reader = MappingReader(node, what: "'traffic'", into: &diagnostics)
    let usersNode = reader.optional("concurrency")
    let users = usersNode?.planCount("'concurrency'", into: &diagnostics)
    let peakNode =
      usersNode == nil ? reader.required("peak", into: &diagnostics) : reader.optional("peak")
    if let peakNode, usersNode != nil {
      diagnostics.append(.conflict("concurrency", "peak", at: peakNode.span))
    }
    let peak =
      usersNode == nil
      ? peakNode?.planFact(
        TokensPerSecond.self, "'peak'", range: .positive, into: &diagnostics)
      : .ofUsers
    let variation = variation(&reader, isClosed: usersNode != nil, into: &diagnostics)
    let prompt = reader.required("prompt", into: &diagnostics)?
      .planFact(Tokens.self, "'prompt'", range: .positive, into: &diagnostics)
    let answer = reader.required("answer", into: &diagnostics)?
      .planFact(Tokens.self, "'answer'", range: .positive, into: &diagnostics)
    let mean = reader.optional("mean").flatMap { meanShare($0, peak: peak, into: &diagnostics) }
    let cached = reader.optional("prefix-cache")?
      .planFact(Ratio.self, "'prefix-cache'", range: .share, into: &diagnostics)
    var growth = Fact<Ratio>(0, Provenance(.definition("no growth given"), evidence: nil))
    var period = Fact<Seconds>.month
    if let rate = reader.optional("growth")?.planRate("'growth'", into: &diagnostics) {
      (growth, period) = rate
    }
    reader.finish(into: &diagnostics)
    if let cached, cached.high >= 1 {
      diagnostics.append(
        .badRange(
          "'prefix-cache'", "less than 100%", cached.provenance.written ?? "", at: node.span))
      return nil
    }
    guard let peak, let prompt, let answer, usersNode == nil || users != nil else { return nil }
    return Traffic(
      peak: peak, users: users, variation: variation, mean: mean ?? .steadyTraffic, prompt: prompt,
      answer: answer,
      cached: cached ?? .noCache, growth: growth, period: period)
  }

  /// The mean as a share of the peak: `40% of peak`, or a rate of its own.
  private func meanShare(
    _ node: Node, peak: Fact<TokensPerSecond>?, into diagnostics: inout DiagnosticList
  ) -> Fact<Ratio>? {
    guard let text = node.text("'mean'", into: &diagnostics) else { return nil }
    if text.contains("%") {
      return node.planFact(Ratio.self, "'mean'", range: .share, into: &diagnostics)
    }
    if Double(text) != nil {
      diagnostics.append(.bareMean(text, at: node.span))
      return nil
    }
    guard
      let rate = node.planFact(
        TokensPerSecond.self, "'mean'", range: .positive, into: &diagnostics), let peak
    else { return nil }
    if rate.value > peak.value {
      diagnostics.append(.badRange("'mean'", "at most the peak", text, at: node.span))
      return nil
    }
    return Fact(rate.value / peak.value, rate.provenance)
  }

  /// `n+1 replicas`, `n+2`, `none`.
  private func spares(_ node: Node?, into diagnostics: inout DiagnosticList) -> Fact<Count> {
    guard let node, let text = node.text("'redundancy'", into: &diagnostics) else {
      return Fact(0, Provenance(.definition("no redundancy asked for"), evidence: nil))
    }
    let word = text.split(separator: " ").first.map(String.init) ?? ""
    if word == "none" { return Fact(0, node.provenance(evidence: nil)) }
    if word.lowercased().hasPrefix("n+"), let extra = Int(word.dropFirst(2)),
      (0...1000).contains(extra)
    {
      return Fact(Double(extra), node.provenance(evidence: nil))
    }
    diagnostics.append(
      .badRange("'redundancy'", "'none' or 'n+1 replicas'", text, at: node.span))
    return Fact(0, node.provenance(evidence: nil))
  }

  private func engine(_ node: Node?, into diagnostics: inout DiagnosticList) -> ServingEngine? {
    let engines = context.shared.engines
    guard let node else { return context.shared.defaultEngine }
    guard let name = node.choice("engine", among: engines.map(\.id), into: &diagnostics) else {
      return nil
    }
    return engines.first { $0.id == name }
  }

  /// A limit with its percentile, `80 ms at p95`; the median when none is given.
  private func level(
    _ node: Node?, _ key: String, sample: String, default standard: Fact<Seconds>,
    into diagnostics: inout DiagnosticList
  ) -> (limit: Fact<Seconds>, percentile: Fact<Ratio>) {
    let half = Fact<Ratio>(
      0.5, Provenance(.definition("the median, where no percentile is given"), evidence: nil))
    guard let value = node?.mapping?[key], let text = value.text("'\(key)'", into: &diagnostics)
    else { return (standard, half) }
    do throws(QuantityError) {
      let parsed = try parsePercentileQuantity(
        text, expecting: "'\(key)'", sample: sample)
      guard parsed.base > 0 else {
        diagnostics.append(.badRange("'\(key)'", "above zero", text, at: value.span))
        return (standard, half)
      }
      let provenance = value.provenance(evidence: nil)
      return (
        Fact(parsed.base, provenance),
        parsed.percentile.map { Fact($0, provenance) } ?? half
      )
    } catch {
      diagnostics.append(.quantity(error, at: value))
      return (standard, half)
    }
  }
}

extension Fact where U == Ratio {
  static var noExperiments: Fact<Ratio> {
    Fact(0, Provenance(.definition("no experiments given"), evidence: nil))
  }
  static var steadyTraffic: Fact<Ratio> {
    Fact(1, Provenance(.assumed("the plan gives no mean traffic"), evidence: .assumed))
  }
  static var noCache: Fact<Ratio> {
    Fact(0, Provenance(.definition("no prefix cache given"), evidence: nil))
  }
}

extension Fact where U == Seconds {
  /// Longer than anything: the limit of a service level that a plan leaves out.
  static var unlimitedTime: Fact<Seconds> {
    Fact(TimeSpan.year, Provenance(.definition("no limit given"), evidence: nil))
  }
}
