import Testing
import Units

struct Refusal: Sendable, CustomTestStringConvertible {
  let text: String
  let dimension: Dimension
  let kind: QuantityError.Kind
  /// What of the text the range must cover.
  let covered: String
  let fixIt: String?

  init(
    _ text: String, _ dimension: Dimension, _ kind: QuantityError.Kind, _ covered: String,
    _ fixIt: String? = nil
  ) {
    self.text = text
    self.dimension = dimension
    self.kind = kind
    self.covered = covered
    self.fixIt = fixIt
  }

  var testDescription: String { "'\(text)'" }
}

extension QuantityError {
  /// The part of the text that the range covers.
  func covered(in text: String) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.unicodeScalars.dropFirst(offset).prefix(length))
    return String(view)
  }
}

@Suite struct QuantityErrorTests {
  static let bandwidth = BytesPerSecond.dimension
  static let money = Dollars.dimension

  static let rows: [Refusal] = [
    Refusal("", .none, .empty, ""),
    Refusal("   ", .none, .empty, ""),
    Refusal("many", .none, .notANumber, "many"),
    Refusal("$", money, .notANumber, "$"),
    Refusal("--5", .none, .notANumber, "-"),
    Refusal("5. GB", Bytes.dimension, .notANumber, "5.", "5"),
    Refusal("1.2.3", .none, .notANumber, "1.2.3"),
    Refusal("x 5 GB", Bytes.dimension, .notANumber, "x"),
    Refusal("nan", .none, .notFinite, "nan"),
    Refusal("-inf", .none, .notFinite, "inf"),
    Refusal("1e400", .none, .notFinite, "1e400"),
    Refusal("1e-400 GB", Bytes.dimension, .notFinite, "1e-400 GB"),
    Refusal("1e99999999999999999999", .none, .notFinite, "1e99999999999999999999"),
    Refusal("1e307 GB", Bytes.dimension, .notFinite, "1e307 GB"),
    Refusal("1,590 tokens", Tokens.dimension, .comma, "1,590", "1590"),
    Refusal("$1,234,567.89", money, .comma, "1,234,567.89", "1234567.89"),
    Refusal("2,5 s", Seconds.dimension, .comma, "2,5", "2.5"),
    Refusal("0,125 s", Seconds.dimension, .comma, "0,125", "0.125"),
    Refusal("1.234,5 s", Seconds.dimension, .comma, "1.234,5", "1234.5"),
    Refusal("3 350 GB/s", bandwidth, .groupedDigits, "3 350", "3350"),
    Refusal("3_350 GB/s", bandwidth, .groupedDigits, "3_350", "3350"),
    Refusal("3'350 GB/s", bandwidth, .groupedDigits, "3'350", "3350"),
    Refusal("3350", bandwidth, .missingUnit, "3350", "3350 GB/s"),
    Refusal("  3350", bandwidth, .missingUnit, "3350", "3350 GB/s"),
    Refusal("40", money, .missingUnit, "40", "$40"),
    Refusal("-40", money, .missingUnit, "-40", "-$40"),
    Refusal("2.20", DollarsPerSecond.dimension, .missingUnit, "2.20", "$2.20/h"),
    Refusal("40", DollarsPerToken.dimension, .missingUnit, "40", "$40 per M tokens"),
    Refusal("15.6 T", Tokens.dimension, .missingUnit, "15.6 T", "15.6 T tokens"),
    Refusal("90", Seconds.dimension, .missingUnit, "90", "90 days"),
    Refusal("4 GBs", bandwidth, .unknownUnit, "GBs", "GB/s"),
    Refusal("4 GBps", bandwidth, .unknownUnit, "GBps", "GB/s"),
    Refusal("400 Gbps", bandwidth, .unknownUnit, "Gbps", "Gbit/s"),
    Refusal("400 Gb", Bytes.dimension, .unknownUnit, "Gb", "GB"),
    Refusal("48 KB", Bytes.dimension, .unknownUnit, "KB", "kB"),
    Refusal("48 gb", Bytes.dimension, .unknownUnit, "gb", "GB"),
    Refusal("2 K tokens", Tokens.dimension, .unknownUnit, "K", "k"),
    Refusal("2 m tokens", Tokens.dimension, .unknownUnit, "m", "M"),
    Refusal("2 million tokens", Tokens.dimension, .unknownUnit, "million", "M"),
    Refusal("405 B parameters", .none, .unknownUnit, "B", "G"),
    Refusal("$1.2 B", money, .unknownUnit, "B", "G"),
    Refusal("$1.2 bn per year", DollarsPerSecond.dimension, .unknownUnit, "bn", "G"),
    Refusal("8192 tokns", Tokens.dimension, .unknownUnit, "tokns", "tokens"),
    Refusal("8192 toknes", Tokens.dimension, .unknownUnit, "toknes", "tokens"),
    Refusal("3000 output", Tokens.dimension, .unknownUnit, "output", "output tokens"),
    Refusal("3000 tok/s", TokensPerSecond.dimension, .unknownUnit, "tok", "tokens"),
    Refusal("3000 tokens/sec", TokensPerSecond.dimension, .unknownUnit, "sec", "s"),
    Refusal("3000 tps", TokensPerSecond.dimension, .unknownUnit, "tps", "tokens/s"),
    Refusal("$2 per hr", DollarsPerSecond.dimension, .unknownUnit, "hr", "h"),
    Refusal("$2 per GPU", money, .unknownUnit, "GPU", "accelerator"),
    Refusal("$2/", DollarsPerSecond.dimension, .unknownUnit, "/"),
    Refusal("€40", money, .unknownUnit, "€"),
    Refusal("40 €", money, .unknownUnit, "€"),
    Refusal("48 zorkmids", Bytes.dimension, .unknownUnit, "zorkmids"),
    Refusal("48 GB", bandwidth, .wrongDimension, "48 GB"),
    Refusal("$40", DollarsPerToken.dimension, .wrongDimension, "$40"),
    Refusal("405 B", .none, .wrongDimension, "B", "G"),
    Refusal("40%", money, .wrongDimension, "40%"),
    Refusal("48 GB fast", Bytes.dimension, .trailingText, "fast"),
    Refusal("48 GB of data", Bytes.dimension, .trailingText, "of data"),
    Refusal("40%%", .none, .trailingText, "%"),
    Refusal("$40 USD", money, .trailingText, "USD"),
    Refusal("38%–43%", .none, .trailingText, "–", " to "),
    Refusal("38% to 43%", .none, .unexpectedRange, "38% to 43%"),
    Refusal("100 TFLOPs", Operations.dimension, .unknownUnit, "TFLOPs", "TFLOP"),
    Refusal("100 TFLOPs", OperationsPerSecond.dimension, .unknownUnit, "TFLOPs", "TFLOP/s"),
    Refusal("100 TFLOPs/s", OperationsPerSecond.dimension, .unknownUnit, "TFLOPs", "TFLOP"),
    Refusal("$0.59 per 1M tokens", DollarsPerToken.dimension, .unknownUnit, "1M", "M"),
    Refusal("400 Gb/s", BytesPerSecond.dimension, .unknownUnit, "Gb", "Gbit"),
    Refusal("80 ms at p95", Seconds.dimension, .trailingText, "at p95"),
    Refusal("1 s at q9", Seconds.dimension, .outOfRange, "q9"),
    Refusal("1 s at p100", Seconds.dimension, .outOfRange, "p100"),
  ]

  @Test(arguments: rows)
  func refuses(_ row: Refusal) throws {
    let error = try #require(throws: QuantityError.self) {
      try parseQuantity(row.text, dimension: row.dimension)
    }
    #expect(error.kind == row.kind)
    #expect(error.covered(in: row.text) == row.covered)
    #expect(error.fixIt == row.fixIt)
    #expect(!error.message.hasSuffix("."))
  }

  /// A fix-it put in place of the range gives a text that is accepted, or has one mistake fewer.
  @Test(arguments: rows.filter { $0.fixIt != nil })
  func fixItHelps(_ row: Refusal) throws {
    var text = row.text
    var rounds = 0
    while rounds < 3 {
      do {
        _ = try ParsedQuantity(parsing: text)
        break
      } catch {
        if error.kind == .unexpectedRange { break }
        var scalars = Array(text.unicodeScalars)
        let fixIt = try #require(error.fixIt, "no way on from '\(text)'")
        let range = error.offset..<(error.offset + error.length)
        scalars.replaceSubrange(range, with: Array(fixIt.unicodeScalars))
        text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        rounds += 1
      }
    }
    #expect(rounds < 3, "'\(text)' is still refused")
  }

  static let others: [(QuantityError.Kind, @Sendable () throws -> Void)] = [
    (.notWhole, { _ = try parseCount("2.5 nodes") }),
    (.wrongDimension, { _ = try parseCount("40%") }),
    (.missingUnit, { _ = try parseShare("40") }),
    (.wrongDimension, { _ = try parseShare("4 nodes") }),
    (.missingUnit, { _ = try parseRate("4%") }),
    (.wrongDimension, { _ = try parseRate("4 GB per month") }),
    (.outOfRange, { _ = try parseRate("-120% per year") }),
    (.wrongDimension, { _ = try parseRateEstimate("1% per month to 5% per year") }),
    (.reversedRange, { _ = try parseEstimate("43% to 38%", dimension: .none) }),
    (.reversedRange, { _ = try Estimate(from: 2, to: 1) }),
    (.notFinite, { _ = try Estimate(from: .nan, to: 1) }),
    (.notMonotone, { _ = try Estimate(p10: 1, p50: 3, p90: 2) }),
    (.notMonotone, { _ = try Estimate(min: 2, mode: 1, max: 3) }),
    (
      .ambiguousMultiplier,
      { _ = try parseEstimate("1 to 2 M tokens", dimension: Tokens.dimension) }
    ),
    (.ambiguousMultiplier, { _ = try parseEstimate("$1 to $2 M", dimension: Dollars.dimension) }),
    (.missingUnit, { _ = try parseBounds("$1", dimension: Dollars.dimension) }),
    (.reversedRange, { _ = try parseBounds("$2 .. $1", dimension: Dollars.dimension) }),
    (.notADate, { _ = try CivilDate(parsing: "2026-02-29") }),
  ]

  @Test(arguments: others.indices)
  func refusesElsewhere(_ index: Int) throws {
    let (kind, read) = Self.others[index]
    let error = try #require(throws: QuantityError.self) { try read() }
    #expect(error.kind == kind)
  }

  @Test func everyKindIsTested() {
    let seen = Set(Self.rows.map(\.kind) + Self.others.map(\.0))
    #expect(seen == Set(QuantityError.Kind.allCases))
  }

  static let messages: [(String, Dimension, String)] = [
    (
      "3350", BytesPerSecond.dimension,
      "expected a bandwidth such as '3350 GB/s', found '3350' without a unit"
    ),
    (
      "48 GB", BytesPerSecond.dimension,
      "expected a bandwidth such as '3350 GB/s', found '48 GB' (data)"
    ),
    (
      "1,590 tokens", Tokens.dimension,
      "expected a number without commas such as '1590', found '1,590'"
    ),
    ("4 GBs", BytesPerSecond.dimension, "expected a unit such as 'GB/s', found 'GBs'"),
    ("48 GB fast", Bytes.dimension, "expected nothing after '48 GB', found 'fast'"),
    ("", Bytes.dimension, "expected an amount of data, found nothing"),
  ]

  @Test(arguments: messages)
  func saysExpectedBeforeFound(_ text: String, _ dimension: Dimension, _ message: String) throws {
    let error = try #require(throws: QuantityError.self) {
      try parseQuantity(text, dimension: dimension)
    }
    #expect(error.message == message)
  }

  @Test func usesTheCallersWords() throws {
    let error = try #require(throws: QuantityError.self) {
      try parseQuantity("80", dimension: Bytes.dimension, expecting: "a memory size")
    }
    #expect(
      error.message == "expected a memory size such as '80 GB', found '80' without a unit")
  }
}

@Suite struct HostileTextTests {
  private static let pieces = [
    "1", "3.5", "1e9", ",", ".", "..", "$", "%", "/", "per", "of", "at", "p95", "to", "-", "−", "k",
    "M", "GB", "s", "tokens", "output", "h", "node", " ", " ", "·", "µs", "é", "\u{301}", "🙂", "e",
  ]

  /// Whatever is typed, there is a value or an error whose range lies in the text.
  @Test func neverTraps() {
    var generator = SplitMix64(state: 12)
    var accepted = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...9, using: &generator)
      let text = (0..<count).compactMap { _ in
        Self.pieces.randomElement(using: &generator)
      }.joined()
      for separator in 0..<2 {
        do {
          if separator == 0 {
            _ = try parseEstimate(text, dimension: Seconds.dimension)
          } else {
            _ = try ParsedQuantity(parsing: text)
          }
          accepted += 1
        } catch {
          let end = error.offset + error.length
          #expect(error.offset >= 0 && end <= text.unicodeScalars.count, "'\(text)'")
        }
      }
      _ = try? PartialDate(parsing: text)
      _ = try? parseRateEstimate(text)
      _ = try? parseBounds(text, dimension: Seconds.dimension)
      _ = try? parsePercentileQuantity(text)
    }
    #expect(accepted > 100)
  }
}
