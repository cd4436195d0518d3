import Documents
import Planning

extension PlanInput {
  /// Every value of a plan's tree in the order of the file, and what patches give to products.
  ///
  /// Scenarios are left out, as only the chosen one counts and that stands in the tree, and so are
  /// the names of imported files.
  static func all(in root: Node, patches: PatchSet) -> [PlanInput] {
    var result: [PlanInput] = []
    func visit(_ node: Node, _ path: [String]) {
      switch node.content {
      case .scalar(let scalar):
        if node.isNull { return }
        result.append(
          PlanInput(path: path.joined(separator: "."), text: scalar.text, at: node.span))
      case .sequence(let items):
        // A list of plain values reads as one value: its items have no names of their own.
        let texts = items.compactMap { $0.scalar?.text }
        if texts.count == items.count {
          let text = "[\(texts.joined(separator: ", "))]"
          result.append(PlanInput(path: path.joined(separator: "."), text: text, at: node.span))
        } else {
          for (index, item) in items.enumerated() { visit(item, path + ["\(index)"]) }
        }
      case .mapping(let mapping):
        for entry in mapping.entries { visit(entry.value, path + [entry.key]) }
      }
    }
    for entry in root.mapping?.entries ?? [] {
      switch entry.key {
      case "scenarios", "import", "headroom": continue
      // A workload goes by its name alone, as in `--set`.
      case "workloads": visit(entry.value, [])
      default: visit(entry.value, [entry.key])
      }
    }
    var given: [String: PlanInput] = [:]
    for patch in patches.products {
      let path = ([patch.product] + patch.path).joined(separator: ".")
      given[path] = PlanInput(path: path, text: patch.value.scalar?.text ?? "", at: patch.place)
    }
    return result + given.values.sorted { $0.path < $1.path }
  }
}
