import ArgumentParser
import Diagnostics
import HardwareKit
import PlanFiles
import Reporting
import Units

/// The dated price record.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "Show the dated price record.",
    subcommands: [
      PricesListCommand.self, PricesHistoryCommand.self, PricesForwardCommand.self,
      PricesFitCommand.self,
    ],
    defaultSubcommand: PricesListCommand.self)
}

struct PricesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the newest price of every provider.",
    discussion: "headroom prices list nvidia-h100-sxm5")

  @Argument(
    help: ArgumentHelp("Products; all when none is named.", valueName: "product"),
    completion: Completions.products)
  var names: [String] = []

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let ids = names.isEmpty ? session.registry.productIDs : try names.map(session.productID)
    let products = try session.products(ids, planOptions.forListing).values.map(\.product)
      .filter { ids.contains($0.id) }
    let newest = products.flatMap { product in
      product.prices.rental.map(\.date.lastDay) + product.prices.endpoints.map(\.date.lastDay)
    }.max()
    guard let date = try HardwareCommand.date(planOptions.asOf) ?? newest else {
      throw ValidationError("no price of these products is on record")
    }
    try output.emit(PriceReport.list(products, asOf: date))
  }
}

struct PricesHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show every dated price of a product, oldest first.",
    discussion: "headroom prices history nvidia-h100-sxm5")

  @Argument(
    help: ArgumentHelp("A product.", valueName: "product"), completion: Completions.products)
  var name: String

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let id = try session.productID(name)
    guard let found = try session.products([id], planOptions.forListing)[id] else {
      throw ExitCode(70)
    }
    try output.emit(PriceReport.history(found.product))
  }
}
