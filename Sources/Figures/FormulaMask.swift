import Units

/// Takes the values out of all nodes that tell a secret, each node once.
struct FormulaMask {
  private let hidden: Taint
  private var known: [ObjectIdentifier: Formula.Node] = [:]

  init(_ hidden: Taint) { self.hidden = hidden }

  /// The same formula, its names and literals as they are, without the values that tell.
  mutating func masked(_ formula: Formula) -> Formula {
    guard tells(formula.node) else { return formula }
    // A chain of months is deep: the nodes that wait for their operands are a list, and no recursion.
    var waiting = [formula.node]
    while let node = waiting.last {
      let open = node.operands.filter { tells($0) && known[ObjectIdentifier($0)] == nil }
      guard open.isEmpty else {
        waiting += open
        continue
      }
      waiting.removeLast()
      if known[ObjectIdentifier(node)] != nil { continue }
      known[ObjectIdentifier(node)] = Formula.Node(
        node.operation, node.operands.map { known[ObjectIdentifier($0)] ?? $0 }, .hidden,
        node.shape, node.taint)
    }
    return known[ObjectIdentifier(formula.node)].map(Formula.init(node:)) ?? formula
  }

  private func tells(_ node: Formula.Node) -> Bool { !node.taint.isDisjoint(with: hidden) }
}
