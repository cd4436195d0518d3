import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// Workloads that answer: `kind: serve`.
extension PlanReader {
  var serve: Section<PlannedWorkload.Kind> {
    Section("serve", "A workload of kind serve") { keys in
      _ = keys.required("kind", .words(["serve"]), "serve")
      let traffic = keys.required(
        "traffic", .section(Traffic.section), "how much, and how long the texts are")
      let level = keys.optional(
        "service-level", .section(ServiceLevel.section), "latencies that must be kept",
        without: "no limit")
      let formats = Formats(keys)
      let spares = keys.optional(
        "redundancy", Self.redundancy, "none, n+1 replicas, n+2", without: "none")
      let engine = keys.optional(
        "engine", engineForm, "serving software and its generation",
        without: context.shared.defaultEngine?.id ?? "none")
      let layout = keys.optional(
        "layout", .section(LayoutRequest.section), "sizes of the layout", without: "searched")
      let given = GivenTechniques(keys)
      let price = keys.optional(
        "selling-price",
        .fact(
          DollarsPerToken.self, .positive, "$1.35 per M output tokens", evidence: .assumed,
          sample: "$1.35 per M output tokens"),
        "what output tokens are sold for, prompts included", without: "nothing is sold")
      let sizeFor = keys.optional(
        "size-for", Self.percentile, "percentile of the peak that the fleet must carry: p90",
        without: "the median")

      guard let traffic,
        let engine = keys.has("engine") ? engine : context.shared.defaultEngine
      else { return nil }
      let variants = Self.variants(formats, given.checked(for: engine, keys.reading), engine)
      var serving = ServingDemand(
        peak: traffic.peak, meanShare: traffic.mean, prompt: traffic.prompt,
        answer: traffic.answer, prefixCache: traffic.cached, growth: traffic.growth,
        growthPeriod: traffic.period, ttft: (level?.ttft).limit,
        ttftPercentile: (level?.ttft).percentile, tpot: (level?.tpot).limit,
        tpotPercentile: (level?.tpot).percentile,
        spares: spares
          ?? Fact(0, Provenance(.definition("no redundancy asked for"), evidence: nil)),
        precision: variants[0].precision, cachePrecision: variants[0].cachePrecision,
        engine: engine, layout: layout ?? LayoutRequest())
      serving.sizeFor = sizeFor
      serving.allowsUnknownLatency = level?.allowsUnknown ?? false
      serving.variation = traffic.variation
      serving.users = traffic.users
      serving.technique = variants[0].technique
      if variants.count > 1 { serving.variants = variants }
      serving.sellingPrice = price
      return .serve(serving)
    }
  }

  private var engineForm: Form<ServingEngine> {
    let engines = context.shared.engines
    return Form<String>.words(engines.map(\.id)).then { name, _, _ in
      engines.first { $0.id == name }
    }
  }

  /// `n+1 replicas`, `n+2`, `none`.
  private static let redundancy = Form<String>.text.then { text, place, _ -> Fact<Count>? in
    let word = text.split(separator: " ").first.map(String.init) ?? ""
    if word == "none" { return Fact(0, place.provenance(factor: nil)) }
    guard word.lowercased().hasPrefix("n+"), let extra = Int(word.dropFirst(2)),
      (0...1000).contains(extra)
    else { return nil }
    return Fact(Double(extra), place.provenance(factor: nil))
  }.orRefuse("'none' or 'n+1 replicas'")

  /// `p90`: the share of cases that something must carry.
  private static let percentile = Form<String>.text.then { text, _, _ -> Double? in
    guard text.first == "p", let percent = Double(text.dropFirst()), percent > 0, percent < 100
    else { return nil }
    return percent / 100
  }.orRefuse("a percentile such as 'p90'")
}
