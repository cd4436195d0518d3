import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning

extension PlanReader {
  /// `model`: catalogue names, or paths of Hugging Face `config.json` files; one case for each.
  var models: Form<[ModelFacts]> {
    let name = Form<ModelFacts>(.text) { place, reading in
      guard let name = Form<String>.text.read(place, reading) else { return nil }
      if name.hasSuffix(".json") { return config(name, at: place.node, reading) }
      let catalogue = context.shared.models
      guard let entry = catalogue[name] else {
        reading.report(
          .unknownModel(name, suggestion: catalogue.suggestion(for: name), at: place.node.span))
        return nil
      }
      return ModelFacts(
        entry.architecture, provenance: catalogue.provenance(of: entry),
        score: entry.scores.first.map { QualityScore(benchmark: $0.benchmark, percent: $0.percent) }
      )
    }
    return .several(.map(.section(Self.unpublished), or: name), noun: "model")
  }

  /// A model of which only the name is known: `{name: GPT-4}`.
  private static let unpublished = Section<ModelFacts>(
    "unpublished-model", "A model whose dimensions nobody has published", merged: false,
    what: "'model'"
  ) { keys in
    let name = keys.required("name", .text, "its name")
    guard let name, let place = keys.place else { return nil }
    return ModelFacts(
      .unpublished(name: name),
      provenance: Provenance(
        .plan(place.node.span), evidence: .assumed, note: "dimensions are not published"))
  }

  /// What has no published dimensions must bring its accelerator-hours along.
  func checkUnpublished(
    _ models: [ModelFacts], _ workloads: [PlannedWorkload], _ reading: Reading
  ) {
    guard let model = models.first(where: { !$0.architecture.isPublished }) else { return }
    for workload in workloads {
      if case .train(let demand) = workload.kind, demand.publishedTime != nil { continue }
      reading.report(
        .unpublishedModel(model.architecture.name, workload: workload.name, at: workload.span))
    }
  }

  /// An architecture from a `config.json` beside the plan.
  private func config(_ path: String, at node: Node, _ reading: Reading) -> ModelFacts? {
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let full = path.hasPrefix("/") ? path : folder + path
    let root: Node
    do throws(FileReadError) {
      let bytes = try context.reader.read(full)
      reading.add(SourceFile(name: full, bytes: bytes))
      do throws(DiagnosticList) {
        root = try parseDocument(bytes, name: full)
      } catch {
        reading.merge(error)
        return nil
      }
    } catch {
      reading.report(
        Diagnostic(
          .error, .unreadableFile, "cannot read '\(full)': \(error.reason)", at: node.span))
      return nil
    }
    let parts = full.split(separator: "/")
    let id = parts.dropLast().last.map(String.init) ?? "config"
    guard
      let model = reading.collect({ ModelArchitecture(configJSON: root, id: id, into: &$0) })
    else { return nil }
    return ModelFacts(
      model,
      provenance: Provenance(
        .plan(root.span), evidence: .published, note: "dimensions of \(path)"))
  }
}
