import ArgumentParser
import HardwareKit
import PlanFiles
import Reporting
import Units

/// What one-year and three-year rents say about the years between.
struct PricesForwardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forward",
    abstract: "Show what rents for one and for three years say about the second and third year.",
    discussion: "headroom prices forward nvidia-h100-sxm5 --as-of 2024-05-01")

  @Argument(help: ArgumentHelp("Products; all when none is named.", valueName: "product"))
  var names: [String] = []

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let (products, date) = try session.priced(names, planOptions, "rent") {
      $0.rental.map(\.date.lastDay)
    }
    let facility = try session.context().shared.facility
    try output.emit(
      ForwardReport.report(
        products,
        market: Market(
          asOf: date, ownership: facility.ownership, serverRatio: facility.serverRatio)))
  }
}
