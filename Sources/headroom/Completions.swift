import ArgumentParser
import BuiltInPlugins
import Diagnostics
import Figures
import HardwareKit
import PlanFiles
import Planning

/// What a shell offers for the word under the cursor. A plan that is already on the line says which
/// scenarios, figures and keys there are; a mistake in it offers nothing.
enum Completions {
  static let plans = CompletionKind.file(extensions: ["yaml", "yml"])

  static let products = CompletionKind.custom { _, _, prefix in
    let registry = ProductRegistry(builtInPlugins)
    return matching(registry.productIDs, registry.names, prefix)
  }

  /// `peak-2023,tro` goes on with the name after the last comma.
  static let scenarios = CompletionKind.custom { words, _, prefix in
    let names = plan(in: words).map { scenarioNames(of: $0) } ?? []
    let before = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    return names.map { before + $0 }.filter { $0.hasPrefix(prefix) }
  }

  static let settings = CompletionKind.custom { words, _, prefix in
    guard !prefix.contains("="), let shared = try? SharedData.embedded() else { return [] }
    let context = PlanContext(registry: ProductRegistry(builtInPlugins), shared: shared)
    return settingPaths(of: plan(in: words), context: context)
      .filter { $0.hasPrefix(prefix) }.map { "\($0)=" }
  }

  static let figures = CompletionKind.custom { words, _, prefix in
    guard let path = plan(in: words), let shared = try? SharedData.embedded() else { return [] }
    let registry = ProductRegistry(builtInPlugins)
    guard
      let read = try? readPlan(path, context: PlanContext(registry: registry, shared: shared)),
      let products = try? registry.products(read.plan.workloads.flatMap(\.products))
    else { return [] }
    let outcome = Planner(products: products, facility: shared.facility, bands: shared.bands)
      .outcome(of: read.plan)
    return outcome.cases.first?.sheet.names.filter { $0.hasPrefix(prefix) } ?? []
  }

  /// Ids, and other names only once the prefix asks for one of them.
  private static func matching(
    _ ids: [String], _ names: [String], _ prefix: String
  ) -> [String] {
    let found = ids.filter { $0.hasPrefix(prefix) }
    return found.isEmpty ? names.filter { $0.hasPrefix(prefix) } : found
  }

  /// The plan that the line names, or the one that is meant without a name.
  private static func plan(in words: [String]) -> String? {
    let named = words.dropFirst().lazy.map(unquoted)
      .first { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && Streams.exists($0) }
    return named ?? (try? PlanFinder.path(nil))
  }

  /// Shells pass words on as they were typed.
  private static func unquoted(_ word: String) -> String {
    String(word.filter { !"'\"\\".contains($0) })
  }
}
