public import Units

/// The models that a plan can name, with what is known about each besides its dimensions.
public struct ModelCatalogue: Sendable {
  /// Where a fact was read.
  public struct Source: Sendable, Hashable {
    public var title: String
    public var publisher: String
    /// Nil where the source is pinned by a commit, or carries no date.
    public var date: PartialDate?
    /// A link, or a repository with commit and path.
    public var locator: String
  }

  /// A benchmark result as it was printed.
  public struct Score: Sendable, Hashable {
    /// The name of the benchmark with its setting, such as `MMLU (0-shot CoT)`.
    public var benchmark: String
    /// From 0 to 100, as printed.
    public var percent: Double
    /// Which version of the model was measured: `base`, `instruct` or `reasoning`.
    public var variant: String
    /// The key of the source in which it was printed.
    public var source: String
  }

  public struct Entry: Sendable, Hashable {
    public var architecture: ModelArchitecture
    public var publisher: String
    public var released: CivilDate
    public var license: String?
    /// What the dimensions leave out, or assume.
    public var note: String?
    /// The key of the source of the dimensions.
    public var source: String
    public var counts: [PrintedCount]
    public var scores: [Score]
  }

  /// By the keys that entries cite.
  public let sources: [String: Source]
  /// In the order of the file.
  public let entries: [Entry]
  private let places: [String: Int]

  init(sources: [String: Source], entries: [Entry], places: [String: Int]) {
    self.sources = sources
    self.entries = entries
    self.places = places
  }

  /// The model with this id, name or alias. Case is ignored; space, `_` and `-` are read alike.
  public subscript(_ name: String) -> Entry? {
    places[Self.folded(name)].map { entries[$0] }
  }

  /// The ids of all models, for lists and for the nearest of them to a misspelt name.
  public var ids: [String] { entries.map(\.architecture.id) }

  /// What a name is compared as.
  static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }
}
