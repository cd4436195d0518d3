/// The `model_type` of a Hugging Face `config.json`, and what it says without being asked.
///
/// The defaults are those of the configuration and model classes of huggingface/transformers,
/// src/transformers/models, under the folder of each type's name, as they stood in 2026;
/// `kimi_k2` is `deepseek_v3` under another name.
enum ConfigType: String, CaseIterable {
  case llama, mistral, mixtral, qwen2, qwen3, gemma2, olmo2
  case qwen3MoE = "qwen3_moe"
  case deepseekV3 = "deepseek_v3"
  case gptOSS = "gpt_oss"
  case gemma3 = "gemma3_text"
  case llama4 = "llama4_text"
  case glm4MoE = "glm4_moe"
  case kimiK2 = "kimi_k2"
  case minimaxM2 = "minimax_m2"

  /// The key and value heads of a file that does not say; nil where they are as many as the heads.
  var defaultKeyValueHeads: Int? {
    switch self {
    case .mistral, .mixtral, .llama4, .glm4MoE, .minimaxM2: 8
    case .gemma2, .gemma3: 4
    default: nil
    }
  }

  /// The head dimension of a file that does not say; nil where it is hidden size ÷ heads.
  var defaultHeadDimension: Int? {
    switch self {
    case .qwen3: 128
    case .gptOSS: 64
    case .gemma2, .gemma3: 256
    default: nil
    }
  }

  var hasLatentAttention: Bool { self == .deepseekV3 || self == .kimiK2 }

  /// Whether queries and keys have norms with weights, which those of Llama 4 have not. GLM says so
  /// in `use_qk_norm`.
  var normalisesQueriesAndKeys: Bool {
    switch self {
    case .qwen3, .qwen3MoE, .gemma3, .olmo2, .minimaxM2: true
    default: false
    }
  }

  /// Whether those norms span all heads together.
  var normalisesHeadsTogether: Bool { self == .olmo2 || self == .minimaxM2 }

  /// Whether both halves of a layer have a norm behind them as well.
  var normsPerLayer: Int { self == .gemma2 || self == .gemma3 ? 4 : 2 }

  /// Whether the head is the embedding table unless `tie_word_embeddings` says otherwise.
  var tiesEmbeddings: Bool { self == .gemma2 || self == .gemma3 }

  /// The key of the dense layers' feed-forward width.
  var widthKey: String { self == .llama4 ? "intermediate_size_mlp" : "intermediate_size" }

  /// Whether `attention_bias`, which puts biases on all four projections, is on unless said.
  var defaultAttentionBias: Bool { self == .gptOSS }

  /// The window of layers that do not say, and which layers have it.
  enum Window {
    case none
    /// In every layer, of this width when the key is missing; a null key means none.
    case everywhere(default: Int?)
    /// Only with `use_sliding_window`, from layer `max_window_layers` on.
    case switched
    /// In every second layer, the first included.
    case alternating(default: Int)
    /// In all layers but every so many-th, which the file may tell under `key`.
    case allBut(every: Int, key: String, default: Int)
  }

  /// The key of the window's width.
  var windowKey: String { self == .llama4 ? "attention_chunk_size" : "sliding_window" }

  /// The names that `layer_types` gives to layers with a window and without.
  var layerTypes: [String] {
    [self == .llama4 ? "chunked_attention" : "sliding_attention", "full_attention"]
  }

  var window: Window {
    switch self {
    case .llama, .deepseekV3, .kimiK2, .glm4MoE, .minimaxM2, .olmo2: .none
    case .mistral: .everywhere(default: 4_096)
    case .mixtral: .everywhere(default: nil)
    case .qwen2, .qwen3, .qwen3MoE: .switched
    case .gptOSS: .alternating(default: 128)
    case .gemma2: .alternating(default: 4_096)
    case .gemma3: .allBut(every: 6, key: "sliding_window_pattern", default: 4_096)
    case .llama4: .allBut(every: 4, key: "no_rope_layer_interval", default: 8_192)
    }
  }
}
