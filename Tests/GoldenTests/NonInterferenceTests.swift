import Foundation
import Testing

/// What is shared with `--redact` is the same whatever the secret prices are.
///
/// Two files of private quotes (or two amounts that the plan states) that leave the choice as it is must
/// give the same bytes, in every format of every command, messages and exit code too. Then nothing
/// in them was computed from a secret, in whatever way.
@Suite struct NonInterferenceTests {
  /// Nine digits that stand nowhere else, and others near them.
  private static let planted = (rent: "0.912345678", node: "23.4567891")
  private static let other = (rent: "0.934567891", node: "23.9876543")

  struct Command: Sendable, CustomTestStringConvertible {
    let line: String
    /// Words with `RENT` in them state the price in place of a file of quotes.
    var states: String?

    init(_ line: String, states: String? = nil) {
      self.line = line
      self.states = states
    }

    var testDescription: String { [line, states].compactMap(\.self).joined(separator: " --set ") }
  }

  static let commands = [
    Command("estimate inference-only --set model=llama-3.1-70b --pareto --layouts --simulate"),
    Command("estimate inference-only --set model=llama-3.1-70b --samples 200"),
    Command("estimate neocloud-sizing --samples 200"),
    Command("estimate buy-or-rent --samples 200"),
    Command("estimate neocloud-sizing", states: "market.price.start=$RENT/h"),
    Command("compare inference-only fine-tune-llama --samples 200"),
    Command("compare neocloud-sizing buy-or-rent"),
    Command("compare inference-only --scenario trough-2025,today"),
    Command("compare neocloud-sizing --scenario peak-2023,today --samples 200"),
    Command("explain inference-only assistant.cost --model llama-3.1-70b"),
    Command("explain inference-only --model llama-3.1-70b"),
    Command("explain neocloud-sizing irr", states: "market.price.start=$RENT/h"),
    Command("diff fine-tune-llama inference-only --all"),
    Command("sweep neocloud-sizing --vary market.utilisation.steady=50%..95% --points 4"),
    Command("sweep neocloud-sizing --vary market.price.start=$1.50/h..$8/h --points 4"),
    Command("prices list nvidia-h100-sxm5"), Command("prices history nvidia-h100-sxm5"),
    Command("prices fit nvidia-h100-sxm5"),
  ]

  static let formats = ["table", "csv", "json", "markdown", "html", "xlsx"]

  private static let plans = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Plans")

  private static func quotes(_ price: (rent: String, node: String)) -> String {
    """
    headroom-data: 1
    sources:
      broker: {title: Quote of a broker, publisher: A broker, date: 2026-10-20, locator: e-mail}
    providers:
      Broker: {segment: neocloud}
    rental:
      - {product: nvidia-h100-sxm5, provider: Broker, commitment: on-demand, region: us, price: $\(price.rent)/h, date: 2026-10-20, source: broker}
    purchase:
      - {product: nvidia-h100-sxm5, form: node, item: H100 node, accelerators: 8, price: $\(price.node) k, date: 2026-10-20, source: broker}
    """
  }

  /// The words of a command; plans are found by their names.
  private static func words(
    _ command: Command, _ price: (rent: String, node: String), isShared: Bool = true
  ) -> [String] {
    let words = command.line.split(separator: " ").map { word -> String in
      let file = plans.appending(path: "\(word).yaml").path
      return FileManager.default.fileExists(atPath: file) ? file : String(word)
    }
    let own =
      command.states.map { ["--set", $0.replacingOccurrences(of: "RENT", with: price.rent)] }
      ?? ["--prices", "quotes.yaml"]
    return words + own + (isShared ? ["--redact"] : [])
  }

  /// What a command says of a price in a format: output, messages, exit code and file.
  private static func answer(
    _ command: Command, _ price: (rent: String, node: String), as format: String,
    isShared: Bool = true
  ) throws -> Answer {
    let folder = try Program.makeScratchFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(quotes(price).utf8).write(to: folder.appending(path: "quotes.yaml"))
    let form = format == "xlsx" ? ["-o", "shared.xlsx"] : ["--format", format]
    var answer = try Program.run(words(command, price, isShared: isShared) + form, in: folder)
    let file = folder.appending(path: "shared.xlsx")
    if let data = try? Data(contentsOf: file) { answer.files = ["shared.xlsx": data] }
    return answer
  }

  @Test(arguments: commands)
  func secretsChangeNothing(of command: Command) throws {
    for format in Self.formats {
      let first = try Self.answer(command, Self.planted, as: format)
      let second = try Self.answer(command, Self.other, as: format)
      #expect(first == second, "\(format)")
      // A workbook needs the library; whatever else fails says nothing about secrets.
      #expect([0, 3].contains(first.exit) || format == "xlsx", "\(format): \(first.errors)")
      for text in [first.output, first.errors] {
        for secret in [Self.planted.rent, Self.planted.node] {
          #expect(!text.contains(secret.drop { $0 == "0" || $0 == "." }), "\(format)")
        }
      }
    }
  }

  /// Every number of a JSON document.
  private static func numbers(_ value: Any) -> [Double] {
    switch value {
    case let number as NSNumber: [number.doubleValue]
    case let list as [Any]: list.flatMap(numbers)
    case let object as [String: Any]: object.values.flatMap(numbers)
    default: []
    }
  }

  private static func numbers(
    _ command: Command, _ price: (rent: String, node: String), isShared: Bool
  ) throws -> [Double] {
    let answer = try answer(command, price, as: "json", isShared: isShared)
    let all = numbers(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)))
    return Array(Set(all.filter { $0.isFinite && $0 != 0 && $0 != $0.rounded() }))
  }

  /// The totals that a reader of a comparison could work out: a shared number times or over a public one.
  @Test func noRatioWithAPublicRunGivesAPriceBack() throws {
    let plan = Command("compare inference-only fine-tune-llama")
    let shared = try Self.numbers(plan, Self.planted, isShared: true)
    let known = try Self.numbers(
      Command("estimate inference-only", states: "model=llama-3.1-70b"), Self.planted,
      isShared: false)
    let open = try Self.numbers(plan, Self.planted, isShared: false)
    let moved = Set(open).subtracting(try Self.numbers(plan, Self.other, isShared: false))
    let secrets = (moved + [Double(Self.planted.rent) ?? 0]).map(abs).sorted()
    #expect(secrets.count > 100 && !shared.isEmpty && known.count > 100)
    #expect(moved.isDisjoint(with: shared))
    let totals = secrets.filter { $0 > 1e4 }.suffix(4) + secrets.prefix(1)
    for number in shared {
      for other in known {
        for guess in [number * other, number / other, other / number] {
          #expect(!totals.contains { abs(guess / $0 - 1) < 1e-12 }, "\(number) and \(other)")
        }
      }
    }
  }
}
