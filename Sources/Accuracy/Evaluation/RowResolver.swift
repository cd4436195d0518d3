public import Diagnostics
import Figures
public import HardwareKit

/// Turns the spellings of rows into products and models.
public final class RowResolver {
  private let registry: ProductRegistry
  private let shared: SharedData
  private let rules: BenchmarkRules
  private var products: [String: ModelledProduct] = [:]
  private var loaded: Set<String> = []
  private var models: [String: ModelFacts] = [:]

  public init(registry: ProductRegistry, shared: SharedData, rules: BenchmarkRules) {
    self.registry = registry
    self.shared = shared
    self.rules = rules
  }

  /// The product id that a row's accelerator stands for.
  public func productID(of row: MeasuredRow) -> String? {
    switch registry.resolve(row.accelerator) {
    case .product(let id), .ambiguous(let id): id
    case .unknown: nil
    }
  }

  /// Reads the data of all products that these rows name.
  ///
  /// - Throws: what is wrong with a plugin's data.
  public func load(_ rows: some Sequence<MeasuredRow>) throws(DiagnosticList) {
    let wanted = Set(rows.compactMap(productID)).subtracting(loaded)
    guard !wanted.isEmpty else { return }
    for (id, product) in try registry.products(wanted) { products[id] = product }
    loaded.formUnion(wanted)
  }

  public func question(_ row: MeasuredRow) -> Result<Question, Refusal> {
    if let problem = row.problem { return .failure(Refusal(.unreadable, problem)) }
    guard !row.accelerator.isEmpty else {
      return .failure(Refusal(.unreadable, "the row names no accelerator"))
    }
    guard let id = productID(of: row), let product = products[id] else {
      return .failure(Refusal(.noPlugin, "no plugin supplies '\(row.accelerator)'"))
    }
    guard let model = model(row) else {
      let near = shared.models.suggestion(for: row.model).map { "; the nearest is '\($0)'" } ?? ""
      return .failure(
        Refusal(.unknownModel, "the catalogue has no model '\(row.model)'\(near)"))
    }
    return .success(Question(row: row, product: product, model: model))
  }

  /// The model of a row: by its name, by the benchmark that has its name, or some layers of one.
  private func model(_ row: MeasuredRow) -> ModelFacts? {
    let written = row.model
    if let known = models[written] { return known }
    let slice = written.firstMatch(of: #/(?<name>.+?)\s*\((?<layers>[0-9]+)-layer slice\)/#)
    var name = slice.map { String($0.output.name) } ?? written
    if shared.models[name] == nil, let other = rules.model(of: name) { name = other }
    guard let entry = shared.models[name] else { return nil }
    var architecture = entry.architecture
    if let slice, let layers = Int(slice.output.layers), layers > 0 {
      guard layers <= architecture.layers else { return nil }
      architecture = architecture.slice(layers)
    }
    let facts = ModelFacts(architecture, provenance: shared.models.provenance(of: entry))
    models[written] = facts
    return facts
  }
}

extension ModelArchitecture {
  /// The first layers of the model, with embedding and head, as benchmarks on few accelerators run it.
  func slice(_ layers: Int) -> ModelArchitecture {
    var slice = self
    slice.layers = layers
    // Slices of mixtures are run with one dense layer at most; their published memory says so.
    if let dense = experts?.denseFirst { slice.experts?.denseFirst = min(dense, 1) }
    slice.slidingWindow?.layers = (slidingWindow?.layers ?? 0) * layers / self.layers
    return slice
  }
}
