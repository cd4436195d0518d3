public import Diagnostics
public import Documents

/// Hugging Face's `config.json`. JSON is YAML, so it is parsed like any other document.
extension ModelArchitecture {
  /// Reads a `config.json` by the rules of its `model_type`, which Documentation/Models.md lists.
  ///
  /// A type that is not known is read as `llama`, with a warning. Keys that change no count are
  /// ignored. Of a file with a `text_config`, such as that of a model with vision, only this is read.
  ///
  /// - Parameters:
  ///   - node: the parsed file.
  ///   - id: the name to give the model; the file does not hold one.
  ///   - found: takes errors and warnings. Nil is returned after an error only.
  public init?(configJSON node: Node, id: String, into found: inout DiagnosticList) {
    let node = node.mapping?["text_config"] ?? node
    var read = DimensionReader(node, what: "config.json")
    guard node.mapping != nil else {
      found.merge(read.problems)
      return nil
    }
    let type = read.configType()
    let layers = read.size("num_hidden_layers", .layers)
    let hidden = read.size("hidden_size", .hidden)
    let attention = read.attention(type, hidden: hidden)
    let feedForward = FeedForward(
      width: read.size(type.widthKey, .width),
      hasBias: type == .gptOSS || read.flag("mlp_bias"))
    let experts = read.experts(type, layers: layers, width: feedForward.width)
    let window = read.window(type, layers: layers)
    let vocabulary = read.size("vocab_size", .rows)
    let isTied = read.flag("tie_word_embeddings", default: type.tiesEmbeddings)
    let context = read.size("max_position_embeddings", .rows)
    found.merge(read.problems)
    guard !read.problems.hasErrors else { return nil }
    self.init(
      id: id, name: id, layers: layers, hidden: hidden, attention: attention,
      slidingWindow: window, feedForward: feedForward, experts: experts, vocabulary: vocabulary,
      tiesEmbeddings: isTied, normsPerLayer: type.normsPerLayer, context: context)
  }
}

extension DimensionReader {
  fileprivate mutating func configType() -> ConfigType {
    let known = ConfigType.allCases.map(\.rawValue)
    guard let node = map.optional("model_type") else {
      problems.append(.missingModelType(at: map.span))
      return .llama
    }
    guard let text = node.text("model_type", into: &problems) else { return .llama }
    if let type = ConfigType(rawValue: text) { return type }
    problems.append(.unknownModelType(text, among: known, at: node.span))
    return .llama
  }

  fileprivate mutating func attention(_ type: ConfigType, hidden: Int) -> Attention {
    let heads = size("num_attention_heads", .parts)
    if type.hasLatentAttention { return .latent(latentAttention(heads: heads)) }
    let bias = type != .qwen2 && flag("attention_bias", default: type.defaultAttentionBias)
    let attention = GroupedAttention(
      heads: heads,
      keyValueHeads: size(
        "num_key_value_heads", .parts, default: type.defaultKeyValueHeads ?? heads),
      headDimension: headDimension(type, heads: heads, hidden: hidden),
      normalisesQueriesAndKeys: type == .glm4MoE
        ? flag("use_qk_norm") : type.normalisesQueriesAndKeys,
      normalisesHeadsTogether: type.normalisesHeadsTogether,
      hasInputBias: type == .qwen2 || bias, hasOutputBias: bias && type != .glm4MoE,
      hasSinks: type == .gptOSS)
    checkHeads(attention, key: "num_key_value_heads")
    return .grouped(attention)
  }

  private mutating func headDimension(_ type: ConfigType, heads: Int, hidden: Int) -> Int {
    if map.optional("head_dim") != nil { return size("head_dim", .parts) }
    if let dimension = type.defaultHeadDimension { return dimension }
    if let place = map.entry("num_attention_heads")?.value.span, hidden % heads != 0,
      !problems.hasErrors
    {
      problems.append(.unevenHeadDimension(hidden: hidden, heads: heads, at: place))
    }
    return max(1, hidden / heads)
  }

  private mutating func latentAttention(heads: Int) -> LatentAttention {
    if flag("attention_bias"), let place = map.entry("attention_bias")?.value.span {
      problems.append(.notCounted("attention_bias", at: place))
    }
    let queryRank = size("q_lora_rank", .hidden, default: 0)
    return LatentAttention(
      heads: heads, queryRank: queryRank == 0 ? nil : queryRank,
      keyValueRank: size("kv_lora_rank", .hidden),
      plainDimension: size("qk_nope_head_dim", .parts),
      rotaryDimension: size("qk_rope_head_dim", .parts),
      valueDimension: size("v_head_dim", .parts))
  }
}
