import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning

extension PlanReader {
  /// Catalogue names, or paths of Hugging Face `config.json` files; one case for each.
  func models(_ node: Node?, into diagnostics: inout DiagnosticList) -> [ModelFacts] {
    if let node, node.listOrOne.isEmpty {
      diagnostics.append(.nothingListed("model", "'model'", at: node.span))
    }
    return (node?.listOrOne ?? []).compactMap { item in
      if item.mapping != nil { return unpublished(item, into: &diagnostics) }
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

  /// A model of which only the name is known: `{name: GPT-4}`.
  private func unpublished(
    _ node: Node, into diagnostics: inout DiagnosticList
  ) -> ModelFacts? {
    var reader = MappingReader(node, what: "'model'", into: &diagnostics)
    let name = reader.required("name", into: &diagnostics)?.text("'name'", into: &diagnostics)
    reader.finish(into: &diagnostics)
    return name.map {
      ModelFacts(
        .unpublished(name: $0),
        provenance: Provenance(
          .plan(node.span), evidence: .assumed, note: "dimensions are not published"))
    }
  }

  /// What has no published dimensions must bring its accelerator-hours along.
  func checkUnpublished(
    _ models: [ModelFacts], _ workloads: [PlannedWorkload],
    into diagnostics: inout DiagnosticList
  ) {
    guard let model = models.first(where: { !$0.architecture.isPublished }) else { return }
    for workload in workloads {
      if case .train(let demand) = workload.kind, demand.publishedTime != nil { continue }
      diagnostics.append(
        .unpublishedModel(model.architecture.name, workload: workload.name, at: workload.span))
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
