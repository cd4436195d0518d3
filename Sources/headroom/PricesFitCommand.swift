import ArgumentParser
import HardwareKit
import PlanFiles
import Reporting
import Units

/// Whether the dated prices of a product make a series that a change can be fitted to.
struct PricesFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Show each kind of dated rents as a series, and the change that fits it.",
    discussion: """
      headroom prices fit nvidia-h100-sxm5

      A plan names a series in 'market.price.series' or 'market.spot.series'; what cannot be fitted
      leaves the plan's own 'change', which is assumed.
      """)

  @Argument(
    help: ArgumentHelp("Products; all when none is named.", valueName: "product"),
    completion: Completions.products)
  var names: [String] = []

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let (products, date) = try session.priced(names, planOptions, "rent") {
      $0.rental.map(\.date.lastDay) + $0.history.map(\.date.lastDay)
    }
    try output.emit(PriceRecordTable.report(products, asOf: date))
  }
}
