import Diagnostics
public import Documents
import HardwareKit
import Keys

/// The scenarios of a plan file by name; none where it cannot be read.
public func scenarioNames(of path: String, reader: FileReader = .disk) -> [String] {
  guard let document = try? loadDocument(path, reader: reader) else { return [] }
  return document.root.mapping?["scenarios"]?.mapping?.keys ?? []
}

/// Paths that `--set` takes: the values of a plan file, and the prices and facts of products.
///
/// - Parameter path: The plan; the products of the catalogue alone without one.
public func settingPaths(of path: String?, context: PlanContext) -> [String] {
  let products = context.registry.productIDs.flatMap { id in
    ProductSetting.all.map { "\(id).\($0.path)" }
  }
  guard let path, let document = try? loadDocument(path, reader: context.reader) else {
    return products
  }
  var result: [String] = []
  func visit(_ node: Node, _ prefix: [String]) {
    for entry in node.mapping?.entries ?? [] {
      // Workloads go by their names alone.
      let here = prefix == ["workloads"] ? [entry.key] : prefix + [entry.key]
      if prefix.isEmpty, ["import", "scenarios", "assumptions", "headroom"].contains(entry.key) {
        continue
      }
      if entry.value.mapping != nil {
        visit(entry.value, here)
      } else {
        result.append(here.joined(separator: "."))
      }
    }
  }
  visit(document.root, [])
  // Keys that the plan leaves out can be set too.
  let table = KeyTable.plan(context)
  for entry in document.root.mapping?["workloads"]?.mapping?.entries ?? [] {
    guard let kind = entry.value["kind"]?.scalar?.text else { continue }
    result += table.paths(in: kind).map { "\(entry.key).\($0)" }
  }
  result += table.paths(in: "finance").map { "finance.\($0)" }
  var seen: Set<String> = []
  return (result + products).filter { seen.insert($0).inserted }
}
