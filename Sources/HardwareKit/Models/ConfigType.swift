/// The `model_type` of a Hugging Face `config.json`, and what it says without being asked.
///
/// The defaults are those of the configuration and model classes of huggingface/transformers,
/// src/transformers/models/{llama,mistral,mixtral,qwen3,qwen3_moe,deepseek_v3,gpt_oss}, as they
/// stood in 2026.
enum ConfigType: String, CaseIterable {
  case llama, mistral, mixtral, qwen2, qwen3
  case qwen3MoE = "qwen3_moe"
  case deepseekV3 = "deepseek_v3"
  case gptOSS = "gpt_oss"

  /// The key and value heads of a file that does not say; nil where they are as many as the heads.
  var defaultKeyValueHeads: Int? {
    switch self {
    case .mistral, .mixtral: 8
    default: nil
    }
  }

  /// The head dimension of a file that does not say; nil where it is hidden size ÷ heads.
  var defaultHeadDimension: Int? {
    switch self {
    case .qwen3: 128
    case .gptOSS: 64
    default: nil
    }
  }

  var normalisesQueriesAndKeys: Bool { self == .qwen3 || self == .qwen3MoE }

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
  }

  var window: Window {
    switch self {
    case .llama, .deepseekV3: .none
    case .mistral: .everywhere(default: 4_096)
    case .mixtral: .everywhere(default: nil)
    case .qwen2, .qwen3, .qwen3MoE: .switched
    case .gptOSS: .alternating(default: 128)
    }
  }
}
