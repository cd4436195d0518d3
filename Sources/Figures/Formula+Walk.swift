/// Walks over the graph of a formula in loops: a formula is as deep as a plan has terms to add, and a
/// function that called itself for each operand would need as much stack.
extension Formula.Node {
  /// Visits this node and all below it once each, operands before what uses them, left before right.
  ///
  /// - Parameters:
  ///   - isKnown: Whether to leave out a node and what lies below it. Asked again when a node's
  ///     operands are done, so that a visit may mark what it has seen.
  ///   - visit: What to do with a node whose operands have been visited.
  package func visitUpwards(unless isKnown: (Formula.Node) -> Bool, _ visit: (Formula.Node) -> Void)
  {
    var pending: [(node: Formula.Node, isReady: Bool)] = [(self, false)]
    while let (node, isReady) = pending.popLast() {
      if isKnown(node) { continue }
      if isReady || node.operands.isEmpty {
        visit(node)
      } else {
        pending.append((node, true))
        for operand in node.operands.reversed() { pending.append((operand, false)) }
      }
    }
  }

  /// This node and those below it once each, each before its operands, left before right.
  ///
  /// - Parameter body: What to do with a node; false ends the walk.
  package func visitDownwards(_ body: (Formula.Node) -> Bool) {
    var seen: Set<ObjectIdentifier> = []
    var pending = [self]
    while let node = pending.popLast() {
      // A leaf is left at once; to remember all of them would cost more than to meet some again.
      guard node.operands.isEmpty || seen.insert(ObjectIdentifier(node)).inserted else { continue }
      guard body(node) else { return }
      pending.append(contentsOf: node.operands.reversed())
    }
  }
}
