import Diagnostics

extension ModelCatalogue {
  /// The id that a misspelt name most likely meant; nil when none is near. Aliases count too, but
  /// the id of their model is given.
  public func suggestion(for name: String) -> String? {
    let wanted = Self.folded(name)
    if let id = closestMatch(to: wanted, in: ids) { return id }
    var named: [String: String] = [:]
    for entry in entries {
      for alias in entry.architecture.aliases {
        named[Self.folded(alias)] = entry.architecture.id
      }
    }
    return closestMatch(to: wanted, in: named.keys.sorted()).flatMap { named[$0] }
  }
}
