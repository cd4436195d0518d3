import Diagnostics

extension ModelCatalogue {
  /// The id that a misspelt name most likely meant; nil when none is near. Aliases count too, but
  /// the id of their model is given; at one distance an id comes before an alias.
  public func suggestion(for name: String) -> String? {
    var named: [String: String] = [:]
    for entry in entries {
      for alias in entry.architecture.aliases {
        named[Self.folded(alias)] = entry.architecture.id
      }
    }
    return closestMatch(to: Self.folded(name), in: ids + named.keys.sorted()).map {
      named[$0] ?? $0
    }
  }
}
