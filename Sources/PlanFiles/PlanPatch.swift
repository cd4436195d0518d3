import Diagnostics
import Documents
import HardwareKit

/// A value that a scenario, an assumption or the command line puts at a path.
struct PlanPatch {
  let path: [String]
  let value: Node

  var text: String { path.joined(separator: ".") }

  /// `path=value`; the value is read as YAML, so that lists and maps work.
  static func setting(_ text: String, into diagnostics: inout DiagnosticList) -> PlanPatch? {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      diagnostics.append(.settingSyntax(text))
      return nil
    }
    let path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    let value = String(text[text.index(after: equals)...])
    guard !path.contains(""), !value.isEmpty else {
      diagnostics.append(.settingSyntax(text))
      return nil
    }
    do throws(DiagnosticList) {
      let node = try parseDocument(Array(value.utf8), name: commandLineFile)
      return PlanPatch(path: path, value: node)
    } catch {
      for problem in error.diagnostics { diagnostics.append(problem) }
      return nil
    }
  }
}

/// Patches sorted by what they change: the tree of the plan, or the catalogue.
struct PatchSet {
  /// Prices and facts of products, later ones over earlier ones.
  var products: [(product: String, path: [String], value: Node, source: Node?)] = []

  /// Applies patches to the tree, in order; keeps those that name a product.
  mutating func apply(
    _ patches: [PlanPatch], to root: inout Node, registry: ProductRegistry,
    into diagnostics: inout DiagnosticList
  ) {
    for patch in patches {
      guard var path = Optional(patch.path), let first = path.first else { continue }
      if case .product(let id) = registry.resolve(first) {
        products.append((id, Array(path.dropFirst()), patch.value, nil))
        continue
      }
      if first == "as-of" { path = ["finance", "as-of"] }
      let workloads = root.mapping?["workloads"]?.mapping?.keys ?? []
      if workloads.contains(first), !PlanKeys.top.contains(first) { path = ["workloads"] + path }
      guard PlanKeys.top.contains(path[0]) else {
        diagnostics.append(
          .unknownSetting(
            patch.text, known: PlanKeys.top + workloads + registry.productIDs,
            at: patch.value.span))
        continue
      }
      do throws(DiagnosticList) {
        root = try root.setting(path: path, to: patch.value)
      } catch {
        for problem in error.diagnostics { diagnostics.append(problem) }
      }
    }
  }
}

/// Top-level keys of a plan.
enum PlanKeys {
  static let top = [
    "headroom", "plan", "question", "import", "model", "workloads", "hardware", "acquire", "costs",
    "finance", "assumptions", "scenarios", "sweep", "checks", "prepared-for", "author", "version",
  ]
}
