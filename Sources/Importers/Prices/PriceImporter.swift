public import Diagnostics
import HardwareKit
import JSON

/// Reads price lists of others as a price file of one's own.
public struct PriceImporter: Sendable {
  let names: Names
  let settings: PriceSettings

  public init(names: Names, settings: PriceSettings) {
    self.names = names
    self.settings = settings
  }

  /// Names for `--from`, with what they are.
  public static let formats = [
    (name: "skypilot", title: "SkyPilot catalogue"), (name: "litellm", title: "LiteLLM price map"),
    (name: "openrouter", title: "OpenRouter models"),
  ]

  /// - Throws: all that is wrong with the file; then nothing of it is used.
  public func prices(
    of stream: ByteStream, from: String? = nil
  ) throws(DiagnosticList) -> ImportedPrices {
    if let from, !Self.formats.contains(where: { $0.name == from }) {
      throw DiagnosticList([.unknownFormatName(from, known: Self.formats.map(\.name))])
    }
    guard let date = settings.date else {
      throw DiagnosticList([
        .notInTheFile(
          "prices", options: [("--date 2026-11-20", "of which day it is")],
          at: SourceSpan(file: stream.name, line: 1, column: 1))
      ])
    }
    guard let bytes = try all(of: stream) else {
      throw DiagnosticList([.tooLargeToImport(stream.name)])
    }
    guard let first = bytes.first(where: { $0 > 0x20 && $0 < 0x7F }) else {
      throw DiagnosticList([.emptyImport(stream.name)])
    }
    if first == UInt8(ascii: "{") {
      let item = try JSONText(file: stream.name, bytes: bytes).item()
      return try map(item, file: stream.name, date: date, from: from)
    }
    var catalogue = VirtualMachines(importer: self, file: stream.name, date: date)
    return try catalogue.read(bytes)
  }

  private func all(of stream: ByteStream) throws(DiagnosticList) -> [UInt8]? {
    do throws(ByteStream.Failure) {
      return try stream.readAll(limit: FilePieces.largest)
    } catch {
      throw DiagnosticList([.unreadable(stream.name, error.reason)])
    }
  }

  private func map(
    _ item: Item, file: String, date: String, from: String?
  ) throws(DiagnosticList) -> ImportedPrices {
    let isRouter = item["data"]?.list?.contains { $0["pricing"] != nil } == true
    let isMap = item.members?.contains { $0.item["litellm_provider"] != nil } == true
    var tokens = TokenPrices(names: names, hosts: settings.hosts)
    if from == "openrouter" || (from == nil && isRouter) {
      return try tokens.openRouter(item, file: file, date: date)
    }
    if from == "litellm" || (from == nil && isMap) {
      return try tokens.liteLLM(item, file: file, date: date)
    }
    throw DiagnosticList([
      .unknownFormat("prices", known: Self.formats.map(\.title), at: item.span)
    ])
  }
}
