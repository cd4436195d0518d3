import Figures
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// What figures tell of secret prices.
@Suite struct TaintTests {
  /// Names of the figures that follow from a secret input, by a walk over the names in formulas: what
  /// the taint of a node must say without any walk.
  private static func following(_ sheet: Sheet) -> Set<String> {
    var found: Set<String> = []
    for figure in sheet.figures {
      let isSecret = figure.provenance.map { !$0.taint(figure.id.dimension).isEmpty } ?? false
      let follows =
        figure.formula.map { $0.figureNames.contains { found.contains($0) } } ?? isSecret
      if follows { found.insert(figure.name) }
    }
    return found
  }

  /// A plan with a quote of the user's own for a product, planned again.
  static func quoted(
    _ name: String, rent: Double, product: String = "nvidia-h100-sxm5"
  ) throws -> PlannedSample {
    let sample = try Samples.planned(name)
    var own = PriceBook()
    let known = try #require(sample.products[product])
    // Of every segment and commitment on record, so that each way to rent it is the user's own.
    own.rental = known.product.prices.rental.map {
      Quote(
        product: $0.product, provider: $0.provider, segment: $0.segment, commitment: $0.commitment,
        region: $0.region, price: rent, date: $0.date, citation: $0.citation)
    }
    var products = sample.products
    products[product] = known.adding(private: own)
    let shared = try Samples.context().shared
    let outcome = Planner(products: products, facility: shared.facility, bands: shared.bands)
      .outcome(of: sample.plan)
    return PlannedSample(read: sample.read, outcome: outcome, products: products)
  }

  @Test(arguments: Samples.names + Samples.fleets + ["cluster-financed"])
  func taintIsWhatAWalkOverNamesFinds(name: String) throws {
    let outcomes =
      name == "cluster-financed"
      ? [try PublishedCost.plan(name).outcome]
      : [try Samples.planned(name).outcome, try Self.quoted(name, rent: 0.9 / 3600).outcome]
    for sheet in outcomes.flatMap(\.sheets) {
      let tainted = Set(sheet.figures.filter { !$0.taint.isEmpty }.map(\.name))
      #expect(tainted == Self.following(sheet))
    }
    let isTold = outcomes.last?.sheets.contains { $0.tells() } ?? false
    #expect(isTold, "the quote or the stated prices must reach a figure")
  }

  @Test func aRedactedSheetHoldsNoSecretAnywhere() throws {
    let sheet = try #require(PublishedCost.plan("cluster-financed").outcome.fleet).sheet
    let shown = sheet.redacted()
    #expect(shown.names == sheet.names)
    for (was, figure) in zip(sheet.figures, shown.figures) {
      #expect(figure.value.isHidden == !was.taint.isEmpty, "\(figure.name)")
      #expect(figure.formula?.text == was.formula?.text)
      var nodes = [figure.formula?.node].compactMap(\.self)
      while let node = nodes.popLast() {
        #expect(node.value.isHidden == !node.taint.isEmpty)
        nodes += node.operands
      }
    }
  }

  @Test func whatASearchFindsTellsWhatItRead() throws {
    let quoted = try Self.quoted("inference-only", rent: 0.9 / 3600).outcome
    let found = quoted.sheets.flatMap(\.figures).filter { $0.name.contains(".crossing.") }
    #expect(!found.isEmpty)
    #expect(found.contains { $0.taint.contains(.quote) })
    let open = try Samples.planned("inference-only").outcome
    #expect(open.sheets.flatMap(\.figures).allSatisfy { !$0.taint.contains(.quote) })
  }

  @Test func hiddenNumbersHideWhateverIsComputedFromThem() {
    let hidden = Double.hidden
    #expect(hidden.isHidden && !Double.nan.isHidden && !Double.infinity.isHidden)
    let computed = [
      "sum": hidden + 1, "product": 2 * hidden, "ratio": 1 / hidden, "difference": 0 - hidden,
      "magnitude": abs(hidden), "root": hidden.squareRoot(),
      "exponential": .exponential(hidden), "logarithm": .logarithm(hidden),
      "rounded": hidden.rounded(), "ceiling": .ceiling(hidden),
    ]
    for (name, number) in computed { #expect(number.isHidden, "\(name)") }
    #expect(format(hidden, as: .percent) == Double.hiddenText)
  }
}
