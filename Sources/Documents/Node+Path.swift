public import Diagnostics

extension Node {
  /// The value at a path of keys; a number picks from a list, counted from 0.
  public func value(at path: [String]) -> Node? {
    guard let first = path.first else { return self }
    let rest = Array(path.dropFirst())
    switch content {
    case .mapping(let map): return map[first]?.value(at: rest)
    case .sequence(let list):
      guard let index = Int(first), list.indices.contains(index) else { return nil }
      return list[index].value(at: rest)
    case .scalar: return nil
    }
  }

  /// The tree with the value at a path replaced. Maps that are missing on the way are made.
  /// - Throws: A diagnostic at the new value when the path leads through text.
  public func setting(
    _ path: [String], to value: Node, keySpan: SourceSpan
  ) throws(Diagnostic) -> Node {
    guard let first = path.first else { return value }
    let rest = Array(path.dropFirst())
    var copy = self
    switch content {
    case .mapping(var map):
      if let position = map.entries.firstIndex(where: { $0.key == first }) {
        map.entries[position].value = try map.entries[position].value.setting(
          rest, to: value, keySpan: keySpan)
      } else {
        let empty = Node(.mapping(Mapping()), at: keySpan)
        map.entries.append(
          Mapping.Entry(
            key: first, keySpan: keySpan,
            value: try empty.setting(rest, to: value, keySpan: keySpan)))
      }
      copy.content = .mapping(map)
    case .sequence(var list):
      guard let index = Int(first), list.indices.contains(index) else {
        throw .patchThrough(first, "not an index of a list of \(list.count)", at: keySpan)
      }
      list[index] = try list[index].setting(rest, to: value, keySpan: keySpan)
      copy.content = .sequence(list)
    case .scalar(let scalar):
      guard isNull else { throw .patchThrough(scalar.text, "text", at: keySpan) }
      copy.content = .mapping(Mapping())
      return try copy.setting(path, to: value, keySpan: keySpan)
    }
    return copy
  }
}
