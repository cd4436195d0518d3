extension ModelArchitecture {
  /// Stands for a model whose dimensions nobody has published. Everything about it is zero, and a plan
  /// may use it only where a workload brings its accelerator-hours along.
  public static func unpublished(name: String) -> ModelArchitecture {
    ModelArchitecture(
      id: name, name: name, layers: 0, hidden: 0,
      attention: .grouped(GroupedAttention(heads: 0, keyValueHeads: 0, headDimension: 0)),
      feedForward: FeedForward(width: 0), vocabulary: 0, context: 0)
  }

  public var isPublished: Bool { layers > 0 }
}
