public import Diagnostics

extension Node {
  /// The value at the end of a path of keys, or nil. In a list a component is an index from 0.
  public func value(at path: [String]) -> Node? {
    var node = self
    for component in path {
      let next: Node?
      switch node.content {
      case .mapping(let mapping): next = mapping[component]
      case .sequence(let items): next = Self.index(component, in: items).map { items[$0] }
      case .scalar: next = nil
      }
      guard let next else { return nil }
      node = next
    }
    return node
  }

  /// A copy with another value at the end of a path. Maps that are missing on the way are made, and
  /// take the place of the new value.
  ///
  /// - Throws: `bad-path` where the path leads through text, or names an item that a list has not.
  public func setting(path: [String], to value: Node) throws(DiagnosticList) -> Node {
    guard path.count <= DocumentLimits.standard.depth else {
      throw DiagnosticList([
        .badPath(path, "it has more than \(DocumentLimits.standard.depth) parts", at: value.span)
      ])
    }
    return try setting(path: path, from: 0, to: value)
  }

  private func setting(
    path: [String], from depth: Int, to value: Node
  ) throws(DiagnosticList) -> Node {
    guard depth < path.count else { return value }
    let component = path[depth]
    switch content {
    case .mapping(var mapping):
      if let place = mapping.entries.firstIndex(where: { $0.key == component }) {
        let old = mapping.entries[place].value
        mapping.entries[place].value = try old.setting(path: path, from: depth + 1, to: value)
      } else {
        mapping.entries.append(try Self.entry(path: path, from: depth, to: value))
      }
      return Node(.mapping(mapping), at: span)
    case .sequence(var items):
      guard let index = Self.index(component, in: items) else {
        throw DiagnosticList([
          .badPathIndex(path, depth: depth, count: items.count, at: span)
        ])
      }
      items[index] = try items[index].setting(path: path, from: depth + 1, to: value)
      return Node(.sequence(items), at: span)
    case .scalar where isNull:
      return Node(
        .mapping(Mapping([try Self.entry(path: path, from: depth, to: value)])), at: value.span)
    case .scalar:
      throw DiagnosticList([.badPathText(path, depth: depth, at: span)])
    }
  }

  private static func entry(
    path: [String], from depth: Int, to value: Node
  ) throws(DiagnosticList) -> Mapping.Entry {
    let empty = Node(.mapping(Mapping()), at: value.span)
    let rest =
      depth + 1 < path.count
      ? try empty.setting(path: path, from: depth + 1, to: value) : value
    return Mapping.Entry(key: path[depth], keySpan: value.span, value: rest)
  }

  private static func index(_ component: String, in items: [Node]) -> Int? {
    guard let index = Int(component), String(index) == component, items.indices.contains(index)
    else { return nil }
    return index
  }
}
