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

extension Session {
  /// The products that are named, all when none is, and the day of which prices are wanted: the one that
  /// was asked for, else that of their newest.
  ///
  /// - Throws: `ValidationError` where there is neither; `what` is then said to be missing.
  func priced(
    _ names: [String], _ options: PlanOptions, _ what: String,
    dates: (PriceBook) -> [CivilDate]
  ) throws -> (products: [Product], date: CivilDate) {
    let ids = names.isEmpty ? registry.productIDs : try names.map(productID)
    let products = try products(ids, options.forListing).values.map(\.product)
      .filter { ids.contains($0.id) }
    let newest = products.flatMap { dates($0.prices) }.max()
    guard let date = try HardwareCommand.date(options.asOf) ?? newest else {
      throw ValidationError("no \(what) of these products is on record")
    }
    return (products, date)
  }
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
    let (products, date) = try session.priced(names, planOptions, "price") {
      $0.rental.map(\.date.lastDay) + $0.endpoints.map(\.date.lastDay)
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
      throw Interruption.faulted("no product '\(id)'")
    }
    try output.emit(PriceReport.history(found.product))
  }
}
