import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// The number formats of a service that a plan allows, in its order.
struct Formats {
  var weights: [Precision]
  /// Empty: as the weights, at least `fp8`.
  var caches: [Precision]
  /// Weights found by `search` and not named.
  var isSearched: Bool

  init(_ keys: Keys) {
    let weights = keys.optional(
      "precision", .searched("number format", all: Precision.served),
      "of weights and arithmetic; of several, or of 'search', the cheapest inside the level",
      without: "bf16")
    let caches = keys.optional(
      "cache-precision", .searched("number format", all: Precision.cached),
      "of the cache, the same way", without: "as the weights, at least fp8", word: "precision")
    let named = weights ?? []
    self.weights = named.isEmpty ? [.bf16] : named
    self.caches = caches ?? []
    isSearched = keys.place(of: "precision")?.node.sequence == nil && named.count > 1
  }
}

/// Techniques of an engine as the plan gives them.
struct GivenTechniques {
  /// With their tokens, and what they are worth; without a key, none.
  var speculations: [Speculation]
  var chunks: [ServingTechnique]
  var pools: [ServingTechnique]

  struct Speculation: Sendable {
    var technique: ServingTechnique
    /// What a step gains, with its place.
    var accepted: (fact: Fact<Count>, span: SourceSpan, written: String)?
  }

  init(_ keys: Keys) {
    let none = ServingTechnique()
    var whole = none
    whole.takesWholePrompts = true
    speculations =
      keys.optional(
        "speculative",
        .orSearch(
          Self.speculation,
          all: [
            Speculation(technique: none),
            Speculation(technique: ServingTechnique(speculation: true)),
          ], noun: "technique"),
        "tokens proposed and checked several at a time; of several, or of 'search', the cheapest")
      ?? []
    chunks =
      keys.optional(
        "chunked-prefill", .orSearch(Self.chunk(whole), all: [none, whole], noun: "technique"),
        "prompt tokens that a step takes in; of several, or of 'search', the cheapest",
        without: "the engine's") ?? []
    pools =
      keys.optional(
        "disaggregated",
        .orSearch(
          .map(
            .section(Self.pools), or: Form<Bool>.flag.map { ServingTechnique(disaggregated: $0) }),
          all: [none, ServingTechnique(disaggregated: true)], noun: "technique"),
        "replicas of their own for prompts, which hand the cache over; of several, or of 'search', the cheapest",
        without: "no") ?? []
    if speculations.isEmpty { speculations = [Speculation(technique: none)] }
    if chunks.isEmpty { chunks = [none] }
    if pools.isEmpty { pools = [none] }
  }

  /// What an engine can gain: each token checked may stand, so that a step gains at least one and at
  /// most all of them.
  func checked(for engine: ServingEngine, _ reading: Reading) -> Techniques {
    Techniques(
      speculations: speculations.map { given in
        guard let accepted = given.accepted else { return given.technique }
        var technique = given.technique
        let most = technique.verified?.value ?? engine.constants.verified.value
        if accepted.fact.low < 1 || accepted.fact.high > most {
          reading.report(
            .badRange(
              "'accepted'", "from 1 to the \(format(most, as: .count)) tokens of a step",
              accepted.written, at: accepted.span))
        } else {
          technique.accepted = accepted.fact
        }
        return technique
      }, chunks: chunks, pools: pools)
  }

  /// `none`, or `{tokens: 3, accepted: 1.8, draft: 2%}`.
  private static let speculation = Form<Speculation>.word(
    ["none"], { _, _ in Speculation(technique: ServingTechnique()) },
    or: .section(
      Section("speculative", "Speculative decoding") { keys in
        var technique = ServingTechnique(speculation: true)
        technique.verified = keys.optional(
          "tokens", .count("3"), "checked in a step for each sequence", without: "the engine's")
        let accepted = keys.optional(
          "accepted", Form.fact(Count.self, .positive, "1.8").placed,
          "gained by a step, on average",
          without: "the engine's")
        technique.draft = keys.optional(
          "draft", .fact(Ratio.self, .share, "2%"),
          "work of proposing a token over that of the model",
          without: "inside 'accepted', as measured servers were")
        return Speculation(
          technique: technique,
          accepted: accepted.map { ($0.value, $0.place.node.span, $0.place.written) })
      }))

  /// `2048 tokens`, `engine`, or `none`.
  private static func chunk(_ whole: ServingTechnique) -> Form<ServingTechnique> {
    .word(
      ["engine", "none"], { word, _ in word == "none" ? whole : ServingTechnique() },
      or: Form.fact(Tokens.self, .text, "2048 tokens").map {
        var technique = ServingTechnique()
        technique.chunk = $0
        return technique
      })
  }

  private static let pools = Section<ServingTechnique>("pools", "Pools") { keys in
    func replicas(_ name: String, _ example: String, _ help: String) -> Int {
      keys.optional(name, .count(example, to: 1000), help, without: "searched")
        .map { Int(saturating: $0.value) } ?? 0
    }
    var technique = ServingTechnique(disaggregated: true)
    technique.prefillReplicas = replicas("prefill", "1", "replicas of a unit for prompts")
    technique.decodeReplicas = replicas("decode", "2", "replicas of a unit that decode")
    technique.prefillLayout = keys.optional(
      "prefill-layout", .section(LayoutRequest.section), "sizes of the replicas for prompts",
      without: "those of layout, else searched")
    return technique
  }
}
