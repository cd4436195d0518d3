import Diagnostics
import Documents
import Figures
import HardwareKit

extension PlanReader {
  /// Catalogue names, or paths of Hugging Face `config.json` files; one case for each.
  func models(_ node: Node?, into diagnostics: inout DiagnosticList) -> [ModelFacts] {
    if let node, node.listOrOne.isEmpty {
      diagnostics.append(.nothingListed("model", "'model'", at: node.span))
    }
    return (node?.listOrOne ?? []).compactMap { item in
      guard let name = item.text("'model'", into: &diagnostics) else { return nil }
      if name.hasSuffix(".json") { return config(name, at: item, into: &diagnostics) }
      let catalogue = context.shared.models
      guard let entry = catalogue[name] else {
        diagnostics.append(
          .unknownModel(name, suggestion: catalogue.suggestion(for: name), at: item.span))
        return nil
      }
      return ModelFacts(
        entry.architecture, provenance: catalogue.provenance(of: entry),
        score: entry.scores.first.map { QualityScore(benchmark: $0.benchmark, percent: $0.percent) }
      )
    }
  }

  /// An architecture from a `config.json` beside the plan.
  private func config(
    _ path: String, at node: Node, into diagnostics: inout DiagnosticList
  ) -> ModelFacts? {
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let full = path.hasPrefix("/") ? path : folder + path
    let root: Node
    do throws(FileReadError) {
      let bytes = try context.reader.read(full)
      diagnostics.sources[full] = SourceFile(name: full, bytes: bytes)
      do throws(DiagnosticList) {
        root = try parseDocument(bytes, name: full)
      } catch {
        diagnostics.merge(error)
        return nil
      }
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, .unreadableFile, "cannot read '\(full)': \(error.reason)", at: node.span))
      return nil
    }
    let parts = full.split(separator: "/")
    let id = parts.dropLast().last.map(String.init) ?? "config"
    guard
      let model = ModelArchitecture(configJSON: root, id: id, into: &diagnostics)
    else { return nil }
    return ModelFacts(
      model,
      provenance: Provenance(
        .plan(root.span), evidence: .published, note: "dimensions of \(path)"))
  }
}
