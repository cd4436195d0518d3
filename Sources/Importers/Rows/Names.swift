import Diagnostics
public import HardwareKit

/// The names that files of other tools use, read as products and models of the catalogue.
public struct Names: Sendable {
  let registry: ProductRegistry
  let models: ModelCatalogue

  /// Ids by the last part of the names that models have where they are published: `llama-3.1-8b-instruct`.
  private let published: [String: String]

  public init(registry: ProductRegistry, models: ModelCatalogue) {
    self.registry = registry
    self.models = models
    var published: [String: Set<String>] = [:]
    for entry in models.entries {
      for alias in entry.architecture.aliases {
        published[Self.last(alias).lowercased(), default: []].insert(entry.architecture.id)
      }
    }
    self.published = published.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  private static func last(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }

  /// The id of a model: by the whole name, or by its last part, as in
  /// `/models/meta-llama/Llama-3.1-8B-Instruct`.
  func model(_ name: String) -> String? {
    if let entry = models[name] { return entry.architecture.id }
    let last = Self.last(name)
    return models[last]?.architecture.id ?? published[last.lowercased()]
  }

  func model(
    _ name: String, at span: SourceSpan, into found: inout DiagnosticList
  ) -> String? {
    if let id = model(name) { return id }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    found.append(.unknownModel(name, suggestion: models.suggestion(for: last), at: span))
    return nil
  }

  enum Product {
    case one(String)
    /// A short name that leaves the form open, with the products that it may stand for.
    case several([String])
    case none
  }

  func product(_ name: String) -> Product {
    switch registry.resolve(name) {
    case .product(let id): return .one(id)
    case .unknown: return .none
    case .ambiguous(let id):
      // `nvidia-h100-sxm5` stands for all of `nvidia-h100`.
      let stem = id.split(separator: "-").prefix(2).joined(separator: "-") + "-"
      return .several(registry.productIDs.filter { $0.hasPrefix(stem) })
    }
  }

  /// - Parameter option: The option with which the choice is made.
  func product(
    _ name: String, option: String, at span: SourceSpan?, into found: inout DiagnosticList
  ) -> String? {
    switch product(name) {
    case .one(let id): return id
    case .several(let choices):
      found.append(.openProduct(name, choices: choices, option: option, at: span))
    case .none:
      let near = closestMatch(to: name, in: registry.names)
      found.append(.unknownProduct(name, suggestion: near, at: span))
    }
    return nil
  }
}
