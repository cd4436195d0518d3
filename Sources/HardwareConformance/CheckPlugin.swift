public import Diagnostics
import Figures
public import HardwareKit
import Units

/// Proves a plugin against the contract, and says everything that is wrong with it.
///
/// For plugin authors: one call in a test. It holds the manifest against the catalogue, every fact
/// and price against its source, the throughput model against physics (no rate above the peak or the
/// bandwidth, more bandwidth never slower, a deeper model never faster, weights that do not fit
/// refused) and the cost model against what a bill is (every line falls due, has a price and a name of
/// its own, and a larger fleet costs no less); and of both the same answer twice.
///
/// - Returns: Nothing when the plugin keeps the contract; otherwise an error for each breach, with
///   the product and the key that it is about.
public func checkPlugin(_ plugin: any HardwarePlugin) -> DiagnosticList {
  var problems = DiagnosticList()
  let manifest = type(of: plugin).manifest
  let catalog: Catalog
  do throws(DiagnosticList) {
    catalog = try plugin.catalog()
  } catch {
    return error
  }
  check(manifest, against: catalog, into: &problems)
  check(
    catalog.products, model: plugin.throughputModel, cost: plugin.costModel, into: &problems)
  return problems
}

/// Proves a datasheet file against the same contract, manifest apart. What it finds has a place in the
/// file: the fact that it speaks of, else the product.
public func checkDatasheet(_ file: DatasheetFile) -> DiagnosticList {
  var placed = DiagnosticList(sources: [file.name: file.source])
  for problem in findings(in: file).diagnostics {
    var problem = problem
    let words = problem.message.split(
      separator: "'", maxSplits: 3, omittingEmptySubsequences: false)
    if problem.span == nil, words.count > 1 {
      problem.span = file.place(
        of: String(words[1]), fact: words.count > 3 ? fact(in: words[3]) : nil)
    }
    placed.append(problem)
  }
  return placed
}

/// The name of the fact that stands before the closing quote.
private func fact(in text: Substring) -> String { String(text.prefix { $0 != "'" }) }

private func findings(in file: DatasheetFile) -> DiagnosticList {
  var problems = DiagnosticList()
  check(
    file.catalog.products, model: { Roofline($0) }, cost: { ComponentCost($0) }, into: &problems)
  do throws(DiagnosticList) {
    let check = MeasuredPointCheck(models: try SharedData.embedded().models)
    for product in file.catalog.products {
      for point in file.points[product.id] ?? [] {
        for problem in check.problems(of: point, on: product) { problems.append(problem) }
      }
    }
  } catch {
    problems.merge(error)
  }
  return problems
}

private func check(
  _ products: [Product], model: @escaping (Product) -> any ThroughputModel,
  cost: @escaping (Product) -> any CostModel, into problems: inout DiagnosticList
) {
  for product in products {
    checkFacts(of: product, into: &problems)
    checkPrices(of: product, into: &problems)
  }
  do throws(DiagnosticList) {
    let models = try ReferenceModels()
    let facility = try SharedData.embedded().facility
    for product in products {
      var bill = CostCheck(cost: cost(product), product: product, facility: facility)
      bill.run()
      problems.merge(bill.problems)
      var physics = PhysicsCheck(model: model, product: product, models: models)
      physics.run()
      problems.merge(physics.problems)
    }
  } catch {
    problems.merge(error)
  }
}

// MARK: Manifest

private func check(
  _ manifest: PluginManifest, against catalog: Catalog, into problems: inout DiagnosticList
) {
  if let problem = manifest.contractProblem { problems.append(problem) }
  let ids = catalog.products.map(\.id)
  for id in Set(ids) where ids.count(where: { $0 == id }) > 1 {
    problems.append(.breach(.manifest, id, "the product stands twice in the catalogue"))
  }
  for id in manifest.products where !ids.contains(id) {
    problems.append(.breach(.manifest, id, "the manifest names it and the catalogue lacks it"))
  }
  for id in ids where !manifest.products.contains(id) {
    problems.append(
      .breach(.manifest, id, "the catalogue has it and the manifest does not name it"))
  }
  let aliases = manifest.aliases.merging(manifest.ambiguousAliases) { first, second in
    if first != second {
      problems.append(
        .breach(.alias, first, "an alias of it also stands for '\(second)'"))
    }
    return first
  }
  for (alias, id) in aliases.sorted(by: { $0.key < $1.key }) {
    if !manifest.products.contains(id) {
      problems.append(.breach(.alias, id, "the alias '\(alias)' leads to no product"))
    }
    if manifest.products.contains(alias), alias != id {
      problems.append(
        .breach(.alias, alias, "the id of a product is also an alias of '\(id)'"))
    }
  }
}

// MARK: Facts and prices

private func checkFacts(of product: Product, into problems: inout DiagnosticList) {
  var check = FactCheck(product: product)
  ProductFacts.visitAll(&check)
  problems.merge(check.problems)
}

/// Holds each fact of a datasheet against its source.
private struct FactCheck: FactVisitor {
  let product: Product
  var problems = DiagnosticList()

  mutating func visit<U: Unit>(
    _ key: String, _ path: any WritableKeyPath<ProductFacts, Fact<U>?> & Sendable
  ) {
    guard let fact = product.facts[keyPath: path] else { return }
    func breach(_ code: DiagnosticCode, _ what: String) {
      problems.append(.breach(code, product.id, "'\(key)' \(what)"))
    }
    if !(fact.value > 0 && fact.value.isFinite) { breach(.fact, "is not above zero") }
    switch fact.provenance.origin {
    case .citations(let list):
      for citation in list
      where citation.title.isEmpty || citation.date.isEmpty || citation.locator.isEmpty {
        breach(.source, "has a source without title, date or place")
      }
      if list.isEmpty { breach(.source, "has no source") }
    case .assumed(let reason):
      if reason.isEmpty || fact.provenance.evidence != .assumed {
        breach(.source, "is assumed without a reason")
      }
    default: breach(.source, "has no source")
    }
  }
}

private func checkPrices(of product: Product, into problems: inout DiagnosticList) {
  func price(_ what: String, _ value: Double, _ citation: Citation, allowsZero: Bool = false) {
    if !(value > 0 || (allowsZero && value == 0)) || !value.isFinite {
      problems.append(.breach(.price, product.id, "\(what) is not above zero"))
    }
    if citation.title.isEmpty || citation.locator.isEmpty || citation.date.isEmpty {
      problems.append(.breach(.source, product.id, "\(what) has no source"))
    }
  }
  for quote in product.prices.rental {
    price("the rent of \(quote.provider) on \(quote.date)", quote.price, quote.citation)
    // Half of all published price bugs are an instance's price in an accelerator's column.
    if quote.price * TimeSpan.hour > 50 {
      problems.append(
        .breach(
          .price, product.id,
          "the rent of \(quote.provider) on \(quote.date) is above $50/h: a price of an instance?"))
    }
  }
  for quote in product.prices.purchase {
    price("the price of \(quote.item) on \(quote.date)", quote.pricePerAccelerator, quote.citation)
  }
  for quote in product.prices.endpoints {
    let what = "the endpoint of \(quote.provider) on \(quote.date)"
    price(what, quote.input, quote.citation, allowsZero: true)
    price(what, quote.output, quote.citation, allowsZero: true)
  }
}
