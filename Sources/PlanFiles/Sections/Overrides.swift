import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// `assumptions`: a figure of the catalogue that the plan knows better.
struct Assumption {
  let path: Placed<String>
  let value: Place
  let citation: Citation
  let place: Place

  static let section = Section<Assumption>(
    "assumption", "An assumption", merged: false, what: "an assumption"
  ) { keys in
    let path = keys.required(
      "set", Form<String>.text.placed, "a path: nvidia-h100-sxm5.rent.neocloud.on-demand")
    let value = keys.required("to", Form<Place>.anything, "the figure in its place")
    let citation = keys.optional(
      "source", .section(Citation.section), "who says so", without: "required")
    guard let path, let value, let place = keys.place else { return nil }
    guard keys.has("source") else {
      keys.reading.report(.missingSource(path.value, at: place.node.span))
      return nil
    }
    return citation.map {
      Assumption(path: path, value: value, citation: $0, place: place)
    }
  }
}

extension Form where Value == Place {
  /// A quantity of a dimension that another key says.
  static var anything: Form { Form(.quantity("$2.10/h")) { place, _ in place } }
}

/// A figure of a product that a plan may set: `rent.SEGMENT.COMMITMENT`, `buy`, a factor of the
/// model's error, or a key of the datasheet.
struct ProductSetting: Sendable {
  /// Behind the name of the product.
  let path: String
  let measure: Measure
  /// Reads the value and puts it among the overrides.
  let apply:
    @Sendable (PlanReader, Place, Citation?, _ product: String, inout Overrides, Reading)
      -> Void

  /// - Parameter put: Adds a fact under a name, `PRODUCT.PATH`.
  private init<U: Unit>(
    _ path: String, _ what: String, _ unit: U.Type, _ example: String,
    _ put: @escaping @Sendable (inout Overrides, String, Fact<U>) -> Void
  ) {
    self.path = path
    measure = Measure(U.dimension, .positive, example)
    apply = { _, place, citation, product, overrides, reading in
      let form = Form.fact(
        unit, .positive, example, evidence: citation == nil ? .assumed : .published)
      if let fact = form.read(place.called(what), reading) {
        put(&overrides, "\(product).\(path)", fact.assumed(citation, place))
      }
    }
  }

  private init(_ key: ProductFacts.Key) {
    path = key.name
    measure = key.measure
    apply = { reader, place, citation, product, overrides, reading in
      let form = key.plain(citation == nil ? .assumed : .published)
      guard let change = form.read(place.called("'\(key.name)'"), reading) else { return }
      // Over the catalogue's: what the plan does not name stays as it is.
      let known = try? reader.context.registry.products([product])[product]?.product.facts
      var facts = overrides.facts[product] ?? known ?? ProductFacts()
      change(&facts)
      overrides.facts[product] = facts
    }
  }

  /// Dollars of an accelerator: `$31 k`, or `$250 k per node` over the node's accelerators.
  private static let purchase: ProductSetting = {
    let example = "$250 k per node"
    return ProductSetting(path: "buy", measure: Measure(Dollars.dimension, .positive, example)) {
      reader, place, citation, product, overrides, reading in
      let form = Form.fact(
        Dollars.self, .positive, example, evidence: citation == nil ? .assumed : .published)
      guard let price = form.read(place.called("a price"), reading)?.assumed(citation, place)
      else { return }
      guard place.written.contains("per node") || place.written.contains("/node") else {
        overrides.purchases[product] = price
        return
      }
      guard
        let size = (try? reader.context.registry.products([product]))?[product]?.product.facts
          .nodeAccelerators
      else {
        place.called("'buy'").refuse("a price per accelerator, as the node is unknown", reading)
        return
      }
      overrides.purchases[product] = price.divided(by: size)
    }
  }()

  private init(
    path: String, measure: Measure,
    apply:
      @escaping @Sendable (
        PlanReader, Place, Citation?, String, inout Overrides, Reading
      ) -> Void
  ) {
    self.path = path
    self.measure = measure
    self.apply = apply
  }

  static let all: [ProductSetting] = [
    [purchase], ProductFacts.keys.map(ProductSetting.init),
    ["training", "throughput", "ttft", "tpot"].map {
      ProductSetting("\(FigureID.modelErrorPrefix)\($0)", "a factor", Ratio.self, "1.1") {
        $0.modelErrors[$1] = $2
      }
    },
    Segment.allCases.flatMap { segment in
      Commitment.allCases.map {
        ProductSetting(
          "rent.\(segment.rawValue).\($0.rawValue)", "a rent", DollarsPerSecond.self, "$2.20/h"
        ) { $0.rents[$1] = $2 }
      }
    },
  ].flatMap(\.self)

  static let byPath = Dictionary(
    all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
}

extension Place {
  /// The same place in other words.
  func called(_ noun: String) -> Place { Place(node, path: path, noun: noun, word: word) }
}

extension Fact {
  /// A fact of an assumption rests on its source.
  fileprivate func assumed(_ citation: Citation?, _ place: Place) -> Fact {
    guard let citation else { return self }
    return resting(
      on: Provenance(
        .citations([citation]), evidence: .published, note: "assumption at \(place.node.span)",
        written: provenance.written, keys: provenance.keys))
  }
}

extension PlanReader {
  /// Prices and facts that the plan gives: assumptions first, then scenario and command line over
  /// them.
  func overrides(_ assumptions: [Assumption], asOf: CivilDate?, _ reading: Reading) -> Overrides {
    var result = Overrides()
    for assumption in assumptions {
      let text = assumption.path.value
      let span = assumption.path.place.node.span
      let parts = text.split(separator: ".").map(String.init)
      guard let first = parts.first, case .product(let id) = context.registry.resolve(first) else {
        reading.report(.unknownSetting(text, known: context.registry.productIDs, at: span))
        continue
      }
      let date = assumption.citation.date
      if let asOf, let day = try? PartialDate(parsing: date), day.firstDay > asOf {
        reading.report(
          .lateAssumption(text, date: date, asOf: "\(asOf)", at: assumption.place.node.span))
        continue
      }
      set(
        Array(parts.dropFirst()), of: id, to: assumption.value.node, assumption.citation,
        at: span, in: &result, reading)
    }
    for patch in patches.products {
      set(
        patch.path, of: patch.product, to: patch.value, nil, at: patch.place, in: &result, reading)
    }
    return result
  }

  private func set(
    _ path: [String], of product: String, to node: Node, _ citation: Citation?,
    at span: SourceSpan, in result: inout Overrides, _ reading: Reading
  ) {
    let text = path.joined(separator: ".")
    guard let setting = ProductSetting.byPath[text] else {
      let known = ProductSetting.all.map { "\(product).\($0.path)" }
      reading.report(.unknownSetting("\(product).\(text)", known: known, at: span))
      return
    }
    let place = Place(node, path: "\(product).\(text)", noun: "'\(text)'", word: text)
    setting.apply(self, place, citation, product, &result, reading)
  }
}
