extension Node {
  /// This value with another laid over it: maps merge key by key, anything else is replaced.
  ///
  /// Keys keep the order of the base, new keys follow. Each value keeps its own place; the map
  /// itself and the keys that both have take the place of the upper one.
  func overlaid(by upper: Node) -> Node {
    guard case .mapping(let base) = content, case .mapping(let over) = upper.content else {
      return upper
    }
    var merged = base
    var places: [String: Int] = [:]
    for (index, entry) in base.entries.enumerated() { places[entry.key] = index }
    for entry in over.entries {
      if let place = places[entry.key] {
        var joined = entry
        joined.value = base.entries[place].value.overlaid(by: entry.value)
        merged.entries[place] = joined
      } else {
        merged.entries.append(entry)
      }
    }
    return Node(.mapping(merged), at: upper.span)
  }
}
