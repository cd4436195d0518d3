/// Published `config.json` files, less the keys that change no count.
///
/// The Llama, Qwen2.5 and Qwen3 files are those copied in github citsjtu2020/LLM-Prof@8434c8d19c39
/// sglang/Model_Config.md. Mistral and gpt-oss-120b are the defaults of huggingface/transformers
/// (configuration_mistral.py @001f85b38fb4, configuration_gpt_oss.py @02b8f42b4240), and Mixtral
/// has the shapes of keras-team/keras-hub@b9bc2e3008f5 keras_hub/src/models/mixtral/README.md.
/// DeepSeek-V3 is the file of DeepSeek-R1, whose shape is the same. The others are written from the
/// sources that the catalogue gives for their dimensions.
enum ConfigFixtures {
  static let llama = """
    {
      "architectures": ["LlamaForCausalLM"],
      "attention_bias": false,
      "hidden_act": "silu",
      "hidden_size": 4096,
      "intermediate_size": 14336,
      "max_position_embeddings": 131072,
      "mlp_bias": false,
      "model_type": "llama",
      "num_attention_heads": 32,
      "num_hidden_layers": 32,
      "num_key_value_heads": 8,
      "rms_norm_eps": 1e-05,
      "rope_scaling": {"factor": 8.0, "rope_type": "llama3"},
      "tie_word_embeddings": false,
      "torch_dtype": "bfloat16",
      "vocab_size": 128256
    }
    """

  static let tiedLlama = """
    {
      "attention_bias": false, "head_dim": 128, "hidden_size": 3072, "intermediate_size": 8192,
      "max_position_embeddings": 131072, "mlp_bias": false, "model_type": "llama",
      "num_attention_heads": 24, "num_hidden_layers": 28, "num_key_value_heads": 8,
      "tie_word_embeddings": true, "vocab_size": 128256
    }
    """

  static let mistral = """
    {
      "hidden_size": 4096, "intermediate_size": 14336, "max_position_embeddings": 32768,
      "model_type": "mistral", "num_attention_heads": 32, "num_hidden_layers": 32,
      "num_key_value_heads": 8, "sliding_window": 4096, "tie_word_embeddings": false,
      "vocab_size": 32000
    }
    """

  static let mixtral = """
    {
      "hidden_size": 4096, "intermediate_size": 14336, "max_position_embeddings": 32768,
      "model_type": "mixtral", "num_attention_heads": 32, "num_experts_per_tok": 2,
      "num_hidden_layers": 32, "num_key_value_heads": 8, "num_local_experts": 8,
      "sliding_window": null, "tie_word_embeddings": false, "vocab_size": 32000
    }
    """

  static let qwen2 = """
    {
      "hidden_size": 5120, "intermediate_size": 13824, "max_position_embeddings": 131072,
      "max_window_layers": 48, "model_type": "qwen2", "num_attention_heads": 40,
      "num_hidden_layers": 48, "num_key_value_heads": 8, "sliding_window": 131072,
      "tie_word_embeddings": false, "use_sliding_window": false, "vocab_size": 152064
    }
    """

  static let qwen3 = """
    {
      "attention_bias": false, "head_dim": 128, "hidden_size": 5120, "intermediate_size": 25600,
      "max_position_embeddings": 40960, "max_window_layers": 64, "model_type": "qwen3",
      "num_attention_heads": 64, "num_hidden_layers": 64, "num_key_value_heads": 8,
      "rope_scaling": null, "sliding_window": null, "tie_word_embeddings": false,
      "use_sliding_window": false, "vocab_size": 151936
    }
    """

  static let qwen3MoE = """
    {
      "attention_bias": false, "decoder_sparse_step": 1, "head_dim": 128, "hidden_size": 2048,
      "intermediate_size": 6144, "max_position_embeddings": 40960, "max_window_layers": 48,
      "mlp_only_layers": [], "model_type": "qwen3_moe", "moe_intermediate_size": 768,
      "num_attention_heads": 32, "num_experts": 128, "num_experts_per_tok": 8,
      "num_hidden_layers": 48, "num_key_value_heads": 4, "sliding_window": null,
      "tie_word_embeddings": false, "use_sliding_window": false, "vocab_size": 151936
    }
    """

  static let deepSeekV3 = """
    {
      "attention_bias": false, "first_k_dense_replace": 3, "hidden_size": 7168,
      "intermediate_size": 18432, "kv_lora_rank": 512, "max_position_embeddings": 163840,
      "model_type": "deepseek_v3", "moe_intermediate_size": 2048, "moe_layer_freq": 1,
      "n_group": 8, "n_routed_experts": 256, "n_shared_experts": 1, "num_attention_heads": 128,
      "num_experts_per_tok": 8, "num_hidden_layers": 61, "num_key_value_heads": 128,
      "num_nextn_predict_layers": 1, "q_lora_rank": 1536, "qk_nope_head_dim": 128,
      "qk_rope_head_dim": 64, "tie_word_embeddings": false, "v_head_dim": 128,
      "vocab_size": 129280
    }
    """

  static let gptOSS = """
    {
      "attention_bias": true, "head_dim": 64, "hidden_size": 2880, "intermediate_size": 2880,
      "max_position_embeddings": 131072, "model_type": "gpt_oss", "num_attention_heads": 64,
      "num_experts_per_tok": 4, "num_hidden_layers": 36, "num_key_value_heads": 8,
      "num_local_experts": 128, "sliding_window": 128, "tie_word_embeddings": false,
      "vocab_size": 201088
    }
    """

  static let gemma2 = """
    {
      "head_dim": 256, "hidden_size": 2304, "intermediate_size": 9216,
      "max_position_embeddings": 8192, "model_type": "gemma2", "num_attention_heads": 8,
      "num_hidden_layers": 26, "num_key_value_heads": 4, "sliding_window": 4096,
      "vocab_size": 256000
    }
    """

  static let gemma3 = """
    {
      "head_dim": 256, "hidden_size": 1152, "intermediate_size": 6912,
      "max_position_embeddings": 32768, "model_type": "gemma3_text", "num_attention_heads": 4,
      "num_hidden_layers": 26, "num_key_value_heads": 1, "sliding_window": 512,
      "sliding_window_pattern": 6, "vocab_size": 262144
    }
    """

  static let llama4 = """
    {
      "attention_chunk_size": 8192, "head_dim": 128, "hidden_size": 5120,
      "interleave_moe_layer_step": 2, "intermediate_size": 8192, "intermediate_size_mlp": 16384,
      "max_position_embeddings": 1048576, "model_type": "llama4_text",
      "no_rope_layer_interval": 4, "num_attention_heads": 40, "num_experts_per_tok": 1,
      "num_hidden_layers": 48, "num_key_value_heads": 8, "num_local_experts": 128,
      "use_qk_norm": false, "vocab_size": 202048
    }
    """

  static let kimiK2 = """
    {
      "attention_bias": false, "first_k_dense_replace": 1, "hidden_size": 7168,
      "intermediate_size": 18432, "kv_lora_rank": 512, "max_position_embeddings": 131072,
      "model_type": "kimi_k2", "moe_intermediate_size": 2048, "moe_layer_freq": 1,
      "n_routed_experts": 384, "n_shared_experts": 1, "num_attention_heads": 64,
      "num_experts_per_tok": 8, "num_hidden_layers": 61, "q_lora_rank": 1536,
      "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "tie_word_embeddings": false,
      "v_head_dim": 128, "vocab_size": 163840
    }
    """

  static let glm4MoE = """
    {
      "attention_bias": true, "first_k_dense_replace": 3, "head_dim": 128, "hidden_size": 5120,
      "intermediate_size": 12288, "max_position_embeddings": 131072, "model_type": "glm4_moe",
      "moe_intermediate_size": 1536, "n_routed_experts": 160, "n_shared_experts": 1,
      "num_attention_heads": 96, "num_experts_per_tok": 8, "num_hidden_layers": 92,
      "num_key_value_heads": 8, "tie_word_embeddings": false, "use_qk_norm": true,
      "vocab_size": 151552
    }
    """

  static let olmo2 = """
    {
      "attention_bias": false, "hidden_size": 4096, "intermediate_size": 11008,
      "max_position_embeddings": 4096, "model_type": "olmo2", "num_attention_heads": 32,
      "num_hidden_layers": 32, "num_key_value_heads": 32, "tie_word_embeddings": false,
      "vocab_size": 100352
    }
    """

  static let minimaxM2 = """
    {
      "head_dim": 128, "hidden_size": 3072, "intermediate_size": 1536,
      "max_position_embeddings": 196608, "model_type": "minimax_m2", "num_attention_heads": 48,
      "num_experts_per_tok": 8, "num_hidden_layers": 62, "num_key_value_heads": 8,
      "num_local_experts": 256, "tie_word_embeddings": false, "vocab_size": 200064
    }
    """
}
