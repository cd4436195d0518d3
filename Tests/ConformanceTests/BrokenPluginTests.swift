import BuiltInPlugins
import Diagnostics
import Figures
import Finance
import HardwareConformance
import HardwareKit
import Testing
import Units

/// A plugin of one product that is the H100's, broken in one way.
private struct Broken: HardwarePlugin {
  static let manifest = PluginManifest(id: "Broken", products: ["nvidia-h100-sxm5"])
  var product: Product
  var model: @Sendable (Product) -> any ThroughputModel = { Roofline($0) }
  var cost: @Sendable (Product) -> any CostModel = { ComponentCost($0) }

  func catalog() throws(DiagnosticList) -> Catalog { Catalog(products: [product]) }
  func throughputModel(for product: Product) -> any ThroughputModel { model(product) }
  func costModel(for product: Product) -> any CostModel { cost(product) }
}

/// A plugin that was written against a contract of the future.
private struct NewerPlugin: HardwarePlugin {
  static let manifest = PluginManifest(
    id: "Newer", contract: PluginManifest.spokenContract + 1, products: ["nvidia-h100-sxm5"])
  var product: Product
  func catalog() throws(DiagnosticList) -> Catalog { Catalog(products: [product]) }
}

/// The bill of ordinary hardware, changed.
private struct BentBill: CostModel {
  enum Bend: CaseIterable {
    case negative, notANumber, noServers, shrinks, restless, twice, never, unwritten, empty
    case wrongUnit
  }
  let base: ComponentCost
  let bend: Bend
  nonisolated(unsafe) static var calls = 0.0

  private static var money: FigureID { FigureID("cost.bent", "Bent", Dimension(money: 1)) }

  func acquisitions(in market: Market) -> [Acquisition] { base.acquisitions(in: market) }
  func unknowns(for acquisition: Acquisition) -> [String] { base.unknowns(for: acquisition) }
  func lineItems<L: Ledger>(
    for acquisition: Acquisition, of fleet: Fleet<L.Number>, in ledger: inout L
  ) -> [LineItem<L.Number>] {
    let items = base.lineItems(for: acquisition, of: fleet, in: &ledger)
    func price<U: Unit>(_ value: Double, _ unit: U.Type) -> L.Number {
      ledger.input(
        FigureID("bend", "Bend", U.dimension),
        Fact<U>(value, Provenance(.assumed("x"), evidence: .assumed)))
    }
    func line(
      _ price: L.Number, _ timing: LineItem<L.Number>.Timing = .monthly,
      as flowClass: FlowClass? = nil, rate: FigureID? = nil
    ) -> LineItem<L.Number> {
      LineItem(
        Self.money, .other, quantity: 1, unitPrice: price, timing, as: flowClass, rate: rate)
    }
    switch bend {
    case .negative: return items + [line(price(-1, Dollars.self), .once(month: 1))]
    case .notANumber: return items + [line(price(.nan, Dollars.self))]
    case .noServers: return items.filter { $0.role != .servers }
    case .shrinks: return items + [line(price(1e12, Dollars.self) / fleet.nodes)]
    case .restless:
      Self.calls += 1
      return items + [line(price(Self.calls, Dollars.self))]
    case .twice: return items + items
    case .never: return items + [line(price(1, Dollars.self), .once(month: 0))]
    case .unwritten: return items + [line(price(1, Dollars.self), rate: FigureID("ghost", "Ghost"))]
    case .empty: return []
    case .wrongUnit: return items + [line(price(1, Watts.self))]
    }
  }
}

private struct MisnamedPlugin: HardwarePlugin {
  static let manifest = PluginManifest(id: "Misnamed", products: ["nvidia-h100-sxm5", "ghost"])
  var product: Product
  func catalog() throws(DiagnosticList) -> Catalog { Catalog(products: [product]) }
}

private struct AliasPlugin: HardwarePlugin {
  static let manifest = PluginManifest(
    id: "Alias", products: ["nvidia-h100-sxm5"], aliases: ["h": "nvidia-h100-sxm5", "x": "ghost"],
    ambiguousAliases: ["h": "nvidia-h200-sxm"])
  var product: Product
  func catalog() throws(DiagnosticList) -> Catalog { Catalog(products: [product]) }
}

/// The roofline with its answer changed.
private struct Bent: ThroughputModel {
  enum Bend { case tooFast, negative, deeperIsFaster, bandwidthHurts, restless, anything }
  let base: Roofline
  let product: Product
  let bend: Bend
  nonisolated(unsafe) static var calls = 0.0

  func unknowns(for workload: Workload) -> [String] { base.unknowns(for: workload) }
  func layouts(for workload: Workload) -> [Layout] {
    base.layouts(for: workload)
  }
  func estimate<L: Ledger>(
    _ serving: ServingWorkload, layout: Layout, at load: ReplicaLoad<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    try base.estimate(serving, layout: layout, at: load, in: &ledger)
  }
  func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    if bend == .anything {
      let rate = ledger.input(
        FigureID("bent", "Bent"), Fact<Ratio>(1, Provenance(.assumed("x"), evidence: .assumed)))
      return Throughput(tokensPerSecond: rate, accelerators: rate)
    }
    var answer = try base.estimate(workload, layout: layout, in: &ledger)
    func scale(_ factor: Double) -> L.Number {
      ledger.input(
        FigureID("bend", "Bend"),
        Fact<Ratio>(factor, Provenance(.assumed("x"), evidence: .assumed)))
    }
    switch bend {
    case .tooFast: answer.tokensPerSecond = answer.tokensPerSecond * scale(1e6)
    case .negative: answer.tokensPerSecond = answer.tokensPerSecond * scale(-1)
    case .deeperIsFaster:
      answer.tokensPerSecond =
        answer.tokensPerSecond * scale(workload.model.layers.value * workload.model.layers.value)
        / scale(1e4)
    case .bandwidthHurts:
      answer.tokensPerSecond =
        answer.tokensPerSecond * scale(1e12 / (product.facts.memoryBandwidth?.value ?? 1))
        * scale(1e12 / (product.facts.memoryBandwidth?.value ?? 1))
    case .restless:
      Bent.calls += 1
      answer.tokensPerSecond = answer.tokensPerSecond * scale(1 + Bent.calls / 1e6)
    case .anything: break
    }
    return answer
  }
}

@Suite(.serialized) struct BrokenPluginTests {
  private static func h100() throws -> Product {
    let registry = ProductRegistry(builtInPlugins)
    return try #require(try registry.products(["nvidia-h100-sxm5"])["nvidia-h100-sxm5"]).product
  }

  private func codes(_ plugin: any HardwarePlugin) -> Set<String> {
    let problems = checkPlugin(plugin)
    for problem in problems.diagnostics { #expect(problem.message.hasPrefix("'")) }
    return Set(problems.diagnostics.map(\.code.name))
  }

  @Test func manifestAndCatalogueMustAgree() throws {
    #expect(codes(MisnamedPlugin(product: try Self.h100())) == ["plugin-manifest"])
  }

  @Test func anAliasMustMeanOneProduct() throws {
    #expect(codes(AliasPlugin(product: try Self.h100())).contains("plugin-alias"))
  }

  @Test func aFactNeedsASource() throws {
    var facts = try Self.h100().facts
    facts.power = Fact(700, Provenance(.citations([]), evidence: .published))
    #expect(codes(Broken(product: try Self.h100().with(facts))) == ["plugin-source"])
  }

  @Test func anAssumptionNeedsAReason() throws {
    var facts = try Self.h100().facts
    facts.power = Fact(700, Provenance(.assumed(""), evidence: .assumed))
    #expect(codes(Broken(product: try Self.h100().with(facts))) == ["plugin-source"])
  }

  @Test func aFactIsAboveZero() throws {
    var facts = try Self.h100().facts
    facts.power = Fact(
      -700, facts.power?.provenance ?? Provenance(.assumed("x"), evidence: .assumed))
    #expect(codes(Broken(product: try Self.h100().with(facts))) == ["plugin-fact"])
  }

  private func withQuote(_ price: Double, _ citation: Citation) throws -> Product {
    let product = try Self.h100()
    var prices = product.prices
    let quote = try #require(prices.rental.first)
    prices.rental = [
      Quote(
        product: product.id, provider: quote.provider, segment: quote.segment,
        commitment: quote.commitment, region: quote.region, price: price, date: quote.date,
        citation: citation)
    ]
    return product.with(prices: prices)
  }

  @Test func aPriceIsAboveZeroAndForOneAccelerator() throws {
    let citation = Citation(title: "t", publisher: "p", date: "2026-01-01", locator: "l")
    #expect(codes(Broken(product: try withQuote(0, citation))) == ["plugin-price"])
    #expect(codes(Broken(product: try withQuote(98.3 / 3600, citation))) == ["plugin-price"])
    #expect(codes(Broken(product: try withQuote(3 / 3600, citation))) == [])
  }

  @Test func aPriceNeedsASource() throws {
    let citation = Citation(title: "", publisher: "", date: "", locator: "")
    #expect(codes(Broken(product: try withQuote(3 / 3600, citation))) == ["plugin-source"])
  }

  /// The bill is asked for too: each way to get it wrong is caught.
  @Test(arguments: BentBill.Bend.allCases)
  fileprivate func aBillIsHeldToTheContract(_ bend: BentBill.Bend) throws {
    let plugin = Broken(
      product: try Self.h100(),
      cost: { product in
        BentBill(base: ComponentCost(product), bend: bend)
      })
    #expect(codes(plugin) == ["plugin-cost"], "\(bend)")
  }

  /// A plugin of another contract is not read: its figures might mean something else.
  @Test func aPluginOfAnotherContractIsNotLoaded() throws {
    let plugin = NewerPlugin(product: try Self.h100())
    let registry = ProductRegistry([plugin])
    do {
      _ = try registry.products(["nvidia-h100-sxm5"])
      Issue.record("the plugin was loaded")
    } catch let problems {
      #expect(problems.diagnostics.map(\.code.name) == ["plugin-contract"])
      #expect(problems.diagnostics.first?.message.contains("found 2") == true)
    }
    #expect(codes(plugin).contains("plugin-contract"))
  }

  /// Memory of the further tiers is checked, counted and laid over like every other fact.
  @Test(arguments: ["on-chip-memory", "far-memory"])
  func noFactIsLeftOut(_ key: String) throws {
    let product = try Self.h100()
    var given = ProductFacts()
    let fact = Fact<Bytes>(1e9, Provenance(.citations([]), evidence: .published))
    if key == "on-chip-memory" { given.onChipMemory = fact } else { given.farMemory = fact }
    let laid = product.with(given)
    #expect(laid.facts.count == product.facts.count + 1)
    #expect(
      (key == "on-chip-memory" ? laid.facts.onChipMemory : laid.facts.farMemory)?.value == 1e9)
    let problems = checkPlugin(Broken(product: laid)).diagnostics
    #expect(problems.contains { $0.message.contains("'\(key)'") }, "\(problems)")
  }

  @Test(arguments: [
    (Bent.Bend.tooFast, "plugin-physics"), (.negative, "plugin-answer"),
    (.deeperIsFaster, "plugin-monotone"), (.bandwidthHurts, "plugin-monotone"),
    (.restless, "plugin-answer"), (.anything, "plugin-memory"),
  ])
  fileprivate func aModelKeepsToPhysics(_ bend: Bent.Bend, _ code: String) throws {
    let plugin = Broken(product: try Self.h100()) { product in
      Bent(base: Roofline(product), product: product, bend: bend)
    }
    #expect(codes(plugin).contains(code))
  }
}
