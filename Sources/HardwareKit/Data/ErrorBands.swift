import Diagnostics
import Documents
import Figures
import Keys
import Units

/// How far measured values lie from modelled ones: half-widths of 90 % bands, in log.
///
/// A modelled value `v` with half-width `w` stands for `v · e^(-w)` to `v · e^w`. Widths are learnt from the
/// residuals of published rows by kind of value and group of rows, on cells that were held out; they
/// are wider for a chip, a vendor or a model that no row covers. Read from `bands.yaml`, which
/// `headroom accuracy --bands` writes.
public struct ErrorBands: Sendable {
  /// The band of one kind of value in one group of rows.
  public struct Width: Sendable, Hashable {
    /// As in the output of `accuracy`: `throughput`, `tpot`.
    public var kind: String
    /// The first word is `training` or `serving`: `training dense given`, `serving concurrency dense`.
    public var group: String
    public var halfWidth: Double
    public var rows: Int
    public var cells: Int
    /// Share of held-out rows inside, over random halves of the cells.
    public var coverage: Double

    public init(
      kind: String, group: String, halfWidth: Double, rows: Int, cells: Int, coverage: Double
    ) {
      self.kind = kind
      self.group = group
      self.halfWidth = halfWidth
      self.rows = rows
      self.cells = cells
      self.coverage = coverage
    }
  }

  /// What the rows of one subject, `training` or `serving`, cover.
  public struct Covered: Sendable, Hashable {
    public var products: Set<String> = []
    public var vendors: Set<String> = []
    public var models: Set<String> = []

    public init() {}
  }

  /// Multiples of the width where no row covers the chip, its vendor too, or the model.
  public struct Unseen: Sendable, Hashable {
    public var chip = 1.0
    public var vendor = 1.0
    public var model = 1.0
  }

  public private(set) var widths: [Width] = []
  public private(set) var covered: [String: Covered] = [:]
  public private(set) var unseen: [String: Unseen] = [:]
  /// Correlation of the errors of two products of one family, by key of ``ModelError``.
  public private(set) var shared: [String: Double] = [:]
  /// The date of the residuals.
  public private(set) var date = ""
  private var places: [String: Int] = [:]

  /// The group of all rows of a subject, for groups that no row is in.
  public static func all(_ subject: String) -> String { "\(subject) all" }

  public init() {}

  /// The same multiples with other widths and rows behind them.
  public func relearnt(_ widths: [Width], covered: [String: Covered]) -> ErrorBands {
    var result = ErrorBands()
    result.unseen = unseen
    result.shared = shared
    result.date = date
    result.covered = covered
    result.widths = widths
    result.places = Self.places(of: widths)
    return result
  }

  private static func places(of widths: [Width]) -> [String: Int] {
    Dictionary(
      widths.enumerated().map { ("\($0.element.kind) \($0.element.group)", $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The half-width for a value, nil where no row of its kind and subject is known.
  ///
  /// - Parameters:
  ///   - kind: `throughput`, `tpot`.
  ///   - group: the group of rows that the value is like.
  public func halfWidth(
    kind: String, group: String, product: String, vendor: String, model: String
  ) -> Double? {
    let subject = group.split(separator: " ").first.map(String.init) ?? ""
    guard var width = rows(kind: kind, group: group)?.halfWidth else { return nil }
    let rows = covered[subject] ?? Covered()
    let factors = unseen[subject] ?? Unseen()
    if !rows.vendors.contains(vendor) {
      width *= factors.vendor
    } else if !rows.products.contains(product) {
      width *= factors.chip
    }
    if !rows.models.contains(model) { width *= factors.model }
    return width
  }

  /// The band of a group, or of all rows of its subject.
  func rows(kind: String, group: String) -> Width? {
    let subject = group.split(separator: " ").first.map(String.init) ?? ""
    return (places["\(kind) \(group)"] ?? places["\(kind) \(Self.all(subject))"]).map {
      widths[$0]
    }
  }

  /// What no row covers and a band is wider for, in words; empty where rows cover all.
  func widening(group: String, product: String, vendor: String, model: String) -> String {
    let subject = group.split(separator: " ").first.map(String.init) ?? ""
    let rows = covered[subject] ?? Covered()
    var words: [String] = []
    if !rows.vendors.contains(vendor) {
      words.append(vendor)
    } else if !rows.products.contains(product) {
      words.append(product)
    }
    if !rows.models.contains(model) { words.append(model) }
    return words.joined(separator: " and ")
  }

  init(_ root: Node, into diagnostics: inout DiagnosticList) {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    for entry in map["unseen"]?.mapping?.entries ?? [] {
      let table = ConstantTable(entry.value, fallback: root, sources: sources)
      unseen[entry.key] = Unseen(
        chip: table.fact("chip", Ratio.self, into: &diagnostics).value,
        vendor: table.fact("vendor", Ratio.self, into: &diagnostics).value,
        model: table.fact("model", Ratio.self, into: &diagnostics).value)
    }
    date = map["sources"]?.mapping?["residuals"]?.mapping?["date"]?.scalar?.text ?? ""
    let common = ConstantTable(map["shared"], fallback: root, sources: sources)
    for entry in map["shared"]?.mapping?.entries ?? [] {
      shared[entry.key] = common.fact(entry.key, Ratio.self, into: &diagnostics).value
    }
    for entry in map["covered"]?.mapping?.entries ?? [] {
      func names(_ key: String, _ found: inout DiagnosticList) -> Set<String> {
        Set(
          (entry.value.mapping?[key]?.listOrOne ?? []).compactMap {
            $0.text("'\(key)'", into: &found)
          })
      }
      var rows = Covered()
      rows.products = names("products", &diagnostics)
      rows.vendors = names("vendors", &diagnostics)
      rows.models = names("models", &diagnostics)
      covered[entry.key] = rows
    }
    for node in map["widths"]?.listOrOne ?? [] {
      var reader = MappingReader(node, what: "a band", into: &diagnostics)
      let kind = reader.required("kind", into: &diagnostics)?.scalar?.text
      let group = reader.required("group", into: &diagnostics)?.scalar?.text
      func number(_ key: String, _ found: inout DiagnosticList) -> Double? {
        reader.required(key, into: &found)?.estimate(Ratio.self, "'\(key)'", into: &found)?.central
      }
      let width = number("half-width", &diagnostics)
      let rows = number("rows", &diagnostics)
      let cells = number("cells", &diagnostics)
      let coverage = number("coverage", &diagnostics)
      reader.finish(into: &diagnostics)
      guard let kind, let group, let width, let rows, let cells, let coverage else { continue }
      widths.append(
        Width(
          kind: kind, group: group, halfWidth: width, rows: Int(saturating: rows),
          cells: Int(saturating: cells),
          coverage: coverage))
    }
    places = Self.places(of: widths)
  }
}
