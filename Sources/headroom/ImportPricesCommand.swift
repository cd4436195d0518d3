import ArgumentParser
import Diagnostics
import HardwareKit
import Importers

/// Price lists of others.
struct ImportPricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "Read price lists of others as a price file for '--prices'.",
    discussion: """
      headroom import prices vms.csv --provider nebius --date 2026-11-20
      headroom import prices vms.csv --provider nebius --date 2026-11-20 --product H100=h100-sxm --quiet

      It reads catalogues of SkyPilot, LiteLLM's price map and OpenRouter's models. Prices of instances are
      divided by their accelerators, once.
      """)

  @OptionGroup var options: ImportOptions

  @Option(
    help: ArgumentHelp(
      "Write to a file that is not there yet instead of printing.", valueName: "file"),
    completion: .file())
  var into: String?

  @Option(help: ArgumentHelp("Who sells, where the file does not say.", valueName: "name"))
  var provider: String?

  @Option(
    help: ArgumentHelp(
      "The segment of a provider that the catalogue does not have.", valueName: "name"))
  var segment: String?

  @Option(help: ArgumentHelp("Of which day the prices are.", valueName: "date"))
  var date: String?

  @Option(
    name: .customLong("product"),
    help: ArgumentHelp(
      "The product of a name that leaves the form open; may be given again.",
      valueName: "NAME=product"))
  var products: [String] = []

  func run() throws {
    let session = Session(try options.output)
    let importer = PriceImporter(names: try session.names(), settings: try settings(session))
    let lists = try options.read(session) { stream throws(DiagnosticList) in
      try importer.prices(of: stream, from: options.from)
    }
    for list in lists { session.report(list.warnings) }
    guard let list = lists.first, lists.count == 1 else {
      throw ValidationError("price lists are imported one at a time, each into a file of its own")
    }
    if let into, Streams.exists(into) {
      Streams.error("error: '\(into)' is there already; nothing was written\n")
      throw ExitCode(1)
    }
    try options.write(list.yaml, to: into)
    let next = into.map { "; next: headroom prices list --prices \($0)" } ?? ""
    options.say("\(list.count) prices, read as \(list.format)\(next)")
  }

  private func settings(_ session: Session) throws -> PriceSettings {
    var settings = PriceSettings()
    settings.provider = provider
    settings.date = try ImportOptions.day(date)
    if let segment {
      guard let known = Segment(rawValue: segment) else {
        throw ValidationError(
          "there is no segment '\(segment)'; there are \(Segment.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      settings.segment = known
    }
    for pair in products {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("'--product' is a name and a product, such as H100=h100-sxm")
      }
      settings.products[parts[0]] = parts[1]
    }
    for product in try session.products(session.registry.productIDs).values {
      for quote in product.product.prices.rental {
        settings.segments[quote.provider] = quote.segment
      }
      for quote in product.product.prices.endpoints {
        settings.hosts[quote.provider] = quote.product
      }
    }
    return settings
  }
}
