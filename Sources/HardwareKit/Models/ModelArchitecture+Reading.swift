import Diagnostics
import Documents

/// The architecture of a catalogue entry. Its keys are explained in Documentation/Models.md.
extension ModelArchitecture {
  /// Reads the `architecture:` map of a catalogue. Nil after it has reported.
  init?(
    catalogue node: Node, id: String, name: String, aliases: [String],
    into found: inout DiagnosticList
  ) {
    var read = DimensionReader(node, what: "architecture")
    let layers = read.size("layers", .layers)
    let hidden = read.size("hidden", .hidden)
    let attention = read.map.required("attention", into: &read.problems)
      .flatMap { Attention(catalogue: $0, into: &read.problems) }
    let feedForward = FeedForward(
      width: read.size("ffn", .width), isGated: read.flag("gated", default: true),
      hasBias: read.flag("ffn-bias"))
    let experts = read.map.optional("experts").map {
      Experts(catalogue: $0, layers: layers, into: &read.problems)
    }
    let window = read.map.optional("sliding-window").map {
      SlidingWindow(catalogue: $0, layers: layers, into: &read.problems)
    }
    let vocabulary = read.size("vocabulary", .rows)
    let isTied = read.flag("tied")
    let positions = read.size("positions", .rows, default: 0)
    let norms = Norm.allCases.map(\.rawValue)
    let norm = read.map.optional("norm")?.choice("norm", among: norms, into: &read.problems)
    let normsPerLayer = read.map.optional("norms")?
      .integer("norms", in: 1...8, into: &read.problems)
    let hasHeadBias = read.flag("head-bias")
    let context = read.size("context", .rows)
    read.map.finish(into: &read.problems)
    found.merge(read.problems)
    guard let attention, !read.problems.hasErrors else { return nil }
    self.init(
      id: id, name: name, aliases: aliases, layers: layers, hidden: hidden, attention: attention,
      slidingWindow: window, feedForward: feedForward, experts: experts, vocabulary: vocabulary,
      tiesEmbeddings: isTied, learnedPositions: positions,
      norm: norm.flatMap(Norm.init(rawValue:)) ?? .rms, normsPerLayer: normsPerLayer ?? 2,
      hasHeadBias: hasHeadBias, context: context)
  }
}

extension Attention {
  init?(catalogue node: Node, into found: inout DiagnosticList) {
    var read = DimensionReader(node, what: "attention")
    let kind = read.map.required("kind", into: &read.problems)?
      .choice("kind", among: ["grouped", "latent"], into: &read.problems)
    let heads = kind == nil ? 1 : read.size("heads", .parts)
    switch kind {
    case "grouped":
      let attention = GroupedAttention(
        heads: heads, keyValueHeads: read.size("kv-heads", .parts),
        headDimension: read.size("head-dim", .parts),
        normalisesQueriesAndKeys: read.flag("qk-norm"),
        normalisesHeadsTogether: read.flag("qk-norm-together"), hasInputBias: read.flag("qkv-bias"),
        hasOutputBias: read.flag("output-bias"), hasSinks: read.flag("sinks"),
        hasOutputGate: read.flag("output-gate"))
      read.checkHeads(attention, key: "kv-heads")
      self = .grouped(attention)
    case "latent":
      let queryRank = read.size("q-rank", .hidden, default: 0)
      self = .latent(
        LatentAttention(
          heads: heads, queryRank: queryRank == 0 ? nil : queryRank,
          keyValueRank: read.size("kv-rank", .hidden),
          plainDimension: read.size("nope-dim", .parts),
          rotaryDimension: read.size("rope-dim", .parts),
          valueDimension: read.size("value-dim", .parts)))
    default:
      found.merge(read.problems)
      return nil
    }
    read.map.finish(into: &read.problems)
    found.merge(read.problems)
  }
}

extension Experts {
  init(catalogue node: Node, layers: Int, into found: inout DiagnosticList) {
    var read = DimensionReader(node, what: "experts")
    let count = read.size("count", .parts)
    self.init(
      count: count, active: read.size("active", upTo: count), width: read.size("width", .width),
      sharedCount: read.size("shared", .layers, default: 0),
      sharedWidth: read.size("shared-width", .width, default: 0),
      denseFirst: read.size("dense-first", .layers, default: 0),
      every: read.size("every", .layers, default: 1), hasRouterBias: read.flag("router-bias"))
    read.map.finish(into: &read.problems)
    found.merge(read.problems)
  }
}

extension ModelArchitecture.SlidingWindow {
  init(catalogue node: Node, layers: Int, into found: inout DiagnosticList) {
    var read = DimensionReader(node, what: "sliding window")
    self.init(tokens: read.size("tokens", .rows), layers: read.size("layers", upTo: layers))
    read.map.finish(into: &read.problems)
    found.merge(read.problems)
  }
}
