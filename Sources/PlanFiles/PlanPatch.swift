import Diagnostics
import Documents
import HardwareKit

/// A value that a scenario, an assumption or the command line puts at a path.
struct PlanPatch {
  let path: [String]
  let value: Node
  /// Where the path stands, for messages about it.
  let place: SourceSpan

  var text: String { path.joined(separator: ".") }

  /// `path=value`; the value is read as YAML, so that lists and maps work.
  ///
  /// - Parameter line: where the text stands in the list of all settings, which messages quote.
  static func setting(
    _ text: String, line: Int, into diagnostics: inout DiagnosticList
  ) -> PlanPatch? {
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
    let length = text[..<equals].unicodeScalars.count
    // Blanks in place of what stands before the value make its places those of the whole text.
    let indentation = value.contains("\n") ? 0 : length + 1
    let padded =
      String(repeating: "\n", count: line - 1) + String(repeating: " ", count: indentation) + value
    do throws(DiagnosticList) {
      let node = try parseDocument(Array(padded.utf8), name: commandLineFile)
      let place = SourceSpan(file: commandLineFile, line: line, column: 1, length: length)
      return PlanPatch(path: path, value: node, place: place)
    } catch {
      diagnostics.merge(DiagnosticList(error.diagnostics))
      return nil
    }
  }

  /// All settings of the command line, a line each, as messages quote them.
  static func settings(
    _ texts: [String], into diagnostics: inout DiagnosticList
  ) -> [PlanPatch] {
    guard !texts.isEmpty else { return [] }
    diagnostics.sources[commandLineFile] = SourceFile(
      name: commandLineFile, text: texts.joined(separator: "\n"))
    var line = 1
    var patches: [PlanPatch] = []
    for text in texts {
      if let patch = setting(text, line: line, into: &diagnostics) { patches.append(patch) }
      line += 1 + text.unicodeScalars.count { $0 == "\n" }
    }
    return patches
  }
}

/// Patches sorted by what they change: the tree of the plan, or the catalogue.
struct PatchSet {
  /// Prices and facts of products, later ones over earlier ones.
  var products: [(product: String, path: [String], value: Node, place: SourceSpan)] = []

  /// Applies patches to the tree, in order; keeps those that name a product.
  mutating func apply(
    _ patches: [PlanPatch], to root: inout Node, registry: ProductRegistry,
    into diagnostics: inout DiagnosticList
  ) {
    for patch in patches {
      guard var path = Optional(patch.path), let first = path.first else { continue }
      if case .product(let id) = registry.resolve(first) {
        products.append((id, Array(path.dropFirst()), patch.value, patch.place))
        continue
      }
      if first == "as-of" { path = ["finance", "as-of"] }
      let workloads = root.mapping?["workloads"]?.mapping?.keys ?? []
      if workloads.contains(first), !PlanKeys.top.contains(first) { path = ["workloads"] + path }
      guard PlanKeys.top.contains(path[0]) else {
        diagnostics.append(
          .unknownSetting(
            patch.text, known: PlanKeys.top + workloads + registry.productIDs,
            at: patch.place))
        continue
      }
      do throws(DiagnosticList) {
        root = try root.setting(path: path, to: patch.value)
      } catch {
        for problem in error.diagnostics {
          diagnostics.append(.pathBlocked(problem, at: patch.place))
        }
      }
    }
  }
}

/// Top-level keys of a plan.
enum PlanKeys {
  private static let shared = [
    "headroom", "plan", "question", "import", "acquire", "finance", "assumptions",
    "scenarios", "sweep", "checks", "costs", "correlations", "prepared-for", "author",
    "version",
  ]
  private static let ofWorkloads = ["model", "workloads", "hardware"]
  private static let ofFleets = ["fleet", "buy", "operate", "market"]

  static let top = shared + ofWorkloads + ofFleets

  /// Keys that a plan of one kind may have. A plan that has `fleet` and `workloads` is told of that
  /// alone.
  static func of(isFleet: Bool) -> [String] {
    isFleet ? shared + ofFleets + ["workloads"] : shared + ofWorkloads
  }
}
