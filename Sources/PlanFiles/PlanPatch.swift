import Diagnostics
import Documents
import HardwareKit
import Keys

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
    _ text: String, line: Int, _ reading: Reading
  ) -> PlanPatch? {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      reading.report(.settingSyntax(text))
      return nil
    }
    let path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    let value = String(text[text.index(after: equals)...])
    guard !path.contains(""), !value.isEmpty else {
      reading.report(.settingSyntax(text))
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
      reading.merge(DiagnosticList(error.diagnostics))
      return nil
    }
  }

  /// All settings of the command line, a line each, as messages quote them.
  static func settings(
    _ texts: [String], _ reading: Reading
  ) -> [PlanPatch] {
    guard !texts.isEmpty else { return [] }
    reading.add(SourceFile(name: commandLineFile, text: texts.joined(separator: "\n")))
    var line = 1
    var patches: [PlanPatch] = []
    for text in texts {
      if let patch = setting(text, line: line, reading) { patches.append(patch) }
      line += 1 + text.unicodeScalars.count { $0 == "\n" }
    }
    return patches
  }
}

/// Patches sorted by what they change: the tree of the plan, or the catalogue.
struct PatchSet: Sendable {
  /// Prices and facts of products, later ones over earlier ones.
  var products: [(product: String, path: [String], value: Node, place: SourceSpan)] = []

  /// Applies patches to the tree, in order; keeps those that name a product.
  mutating func apply(
    _ patches: [PlanPatch], to root: inout Node, context: PlanContext,
    _ reading: Reading
  ) {
    guard !patches.isEmpty else { return }
    let top = context.topKeys
    for patch in patches {
      guard var path = Optional(patch.path), let first = path.first else { continue }
      if case .product(let id) = context.registry.resolve(first) {
        products.append((id, Array(path.dropFirst()), patch.value, patch.place))
        continue
      }
      if first == "as-of" { path = ["finance", "as-of"] }
      let workloads = root.mapping?["workloads"]?.mapping?.keys ?? []
      if workloads.contains(first), !top.contains(first) { path = ["workloads"] + path }
      guard top.contains(path[0]) else {
        reading.report(
          .unknownSetting(
            patch.text, known: top + workloads + context.registry.productIDs,
            at: patch.place))
        continue
      }
      do throws(DiagnosticList) {
        root = try root.setting(path: path, to: patch.value)
      } catch {
        for problem in error.diagnostics {
          reading.report(.pathBlocked(problem, at: patch.place))
        }
      }
    }
  }
}
