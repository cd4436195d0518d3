import JSON
import Reporting
import Testing

@Suite struct JSONTests {
  @Test func printing() {
    let value: JSONValue = [
      "b": 1, "a": [1.5, -0.0, 1e21, nil, true], "empty": [:], "none": [],
      "text": "é \"q\" \\ \n \u{1} \u{7F} \u{2028} 🚀",
    ]
    #expect(
      value.compact
        == #"{"b":1,"a":[1.5,-0.0,1e+21,null,true],"empty":{},"none":[],"#
        + #""text":"é \"q\" \\ \n \u0001 \u007f \u2028 🚀"}"#)
    #expect(
      value.pretty == #"""
        {
          "b": 1,
          "a": [
            1.5,
            -0.0,
            1e+21,
            null,
            true
          ],
          "empty": {},
          "none": [],
          "text": "é \"q\" \\ \n \u0001 \u007f \u2028 🚀"
        }
        """#)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func notFiniteIsNull(value: Double) {
    #expect(JSONValue.number(value).compact == "null")
  }

  @Test func tables() throws {
    let json = Sample.hardware.json
    #expect(
      json["columns"]?[3]?.compact
        == #"{"key":"tpot_ms","heading":"TPOT ms","alignment":"number"}"#)
    #expect(
      json["rows"]?[1]?.compact
        == #"{"product":"groq-lpu-v1","way":"endpoint","units":null,"tpot_ms":null,"#
        + #""cost_usd":144000,"output_usd_per_m":3.8,"#
        + #""why_not":"no figure for the time per token under this load is published","#
        + #""marks":{"tpot_ms":"unknown","cost_usd":"assumed"}}"#)
    let chosen = Sample.comparison.json["rows"]?[0]
    #expect(chosen?["row_style"] == "chosen")
    #expect(chosen?["total_p5_p95_usd"] == ["low": 90_000, "high": 140_000])
    let leaf = Sample.costTree.json["rows"]?[5]
    #expect(leaf?["section"] == "per year" && leaf?["level"] == 1)
    #expect(try JSONValue(parsing: json.pretty) == json)
  }

  private static let readable: [(String, JSONValue)] = [
    (" 1 ", JSONValue.number(1)), ("-0.5e-3", -0.0005), ("\"\"", ""), ("[]", []), ("{}", [:]),
    (#""\u00e9\uD83D\uDE80\/\b\f\r\t""#, "é🚀/\u{8}\u{C}\r\t"),
    ("[ 1 , [ true , null ] ]", [1, [true, nil]]),
    ("{\"a\" : {\"b\":false}}", ["a": ["b": false]]),
    ("1e-999", 0),
    // Two spellings of é are two keys.
    ("{\"\u{E9}\":1,\"e\u{301}\":2}", .object([.init("\u{E9}", 1), .init("e\u{301}", 2)])),
  ]

  @Test(arguments: readable)
  func parsing(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  /// What Python writes for numbers that are not finite, and only where it is asked for.
  @Test func numbersOfPython() throws {
    let text = "[NaN, Infinity, -Infinity, -1]"
    let value = try JSONValue(parsing: Array(text.utf8), python: true)
    guard case .array(let items) = value, case .number(let first) = items[0] else {
      Issue.record("no list with a number: \(value)")
      return
    }
    #expect(first.isNaN)
    #expect(Array(items[1...]) == [.number(.infinity), .number(-.infinity), -1])
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
  }

  /// Many keys are told apart as few are.
  @Test(arguments: [2, 40])
  func keysOfLongObjects(count: Int) {
    let members = (0..<count).map { "\"k\($0)\":\($0)" }
    #expect((try? JSONValue(parsing: "{\(members.joined(separator: ","))}")) != nil)
    let twice = members + ["\"k0\":0"]
    #expect(throws: JSONSyntaxError.self) {
      try JSONValue(parsing: "{\(twice.joined(separator: ","))}")
    }
  }

  private static let unreadable: [(String, Int, Int, String)] = [
    ("", 1, 1, "the text ends where a value should stand"),
    ("nul", 1, 1, "expected a value"),
    ("NaN", 1, 1, "expected a value"),
    ("[1,]", 1, 4, "expected a value"),
    ("[1 2]", 1, 4, "expected ',' or ']'"),
    ("{\n  \"a\": 1,\n  \"a\": 2\n}", 3, 3, "the key stands twice in this object"),
    ("{a:1}", 1, 2, "expected a key in quotes"),
    ("{\"a\":1,}", 1, 8, "expected a key in quotes"),
    ("{\"a\" 1}", 1, 6, "expected ':' after the key"),
    ("{\"a\":1", 1, 7, "expected ',' or '}'"),
    ("1 2", 1, 3, "more text after the end of the value"),
    ("01", 1, 1, "a number does not start with 0"),
    ("+1", 1, 1, "expected a value"),
    ("1.", 1, 3, "expected a digit"),
    (".5", 1, 1, "expected a value"),
    ("-", 1, 2, "expected a digit"),
    ("1e+", 1, 4, "expected a digit"),
    ("1e999", 1, 1, "the number is too large"),
    ("\"abc", 1, 1, "the string has no closing quote"),
    ("\"a\nb\"", 1, 3, "a control character in a string must be escaped"),
    (#""\x""#, 1, 2, "unknown escape"),
    (#""\"#, 1, 2, "unknown escape"),
    (#""\u12"#, 1, 3, "expected four hexadecimal digits"),
    (#""\u+123""#, 1, 3, "expected four hexadecimal digits"),
    (#""\uD800""#, 1, 2, "half of a surrogate pair"),
    (#""\uD800\u0041""#, 1, 2, "half of a surrogate pair"),
    (#""\uDC00""#, 1, 2, "half of a surrogate pair"),
    ("\u{FEFF}1", 1, 1, "expected a value"),
    ("\u{B}1", 1, 1, "expected a value"),
    ("// no\n1", 1, 1, "expected a value"),
  ]

  @Test(arguments: unreadable)
  func refusing(text: String, line: Int, column: Int, message: String) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == "\(line):\(column): \(message)")
  }

  @Test func depthHasALimit() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try JSONValue(parsing: nested(128)).compact == nested(128))
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(129)) }
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(100_000)) }
  }

  @Test func randomDocumentsReadBack() throws {
    for seed in 0..<300 {
      var random = SplitMix64(seed: UInt64(seed))
      let value = randomValue(&random, depth: 4)
      #expect(try JSONValue(parsing: value.compact) == value, "seed \(seed)")
      #expect(try JSONValue(parsing: value.pretty) == value, "seed \(seed)")
      #expect(try JSONValue(parsing: value.pretty).compact == value.compact, "seed \(seed)")
    }
  }

  /// Broken text is refused or read, and never traps.
  @Test func damagedDocumentsNeverTrap() {
    let alphabet = Array(#"{}[]",:\u0dD8-+.eE1 tfn"#.utf8)
    for seed in 0..<2000 {
      var random = SplitMix64(seed: UInt64(seed))
      var bytes = Array(randomValue(&random, depth: 3).compact.utf8)
      for _ in 0..<3 where !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &random)
        bytes[place] = alphabet.randomElement(using: &random) ?? 0
      }
      let text = String(
        decoding: bytes.prefix(Int.random(in: 0...200, using: &random)), as: UTF8.self)
      if let value = try? JSONValue(parsing: text) {
        #expect((try? JSONValue(parsing: value.compact)) == value, "seed \(seed)")
      }
    }
  }

  private func randomValue(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(finiteDouble(&random))
    case 3: return .number(Double(Int.random(in: -1_000_000...1_000_000, using: &random)))
    case 4: return .string(randomText(&random))
    case 5:
      return .array((0..<3).map { _ in randomValue(&random, depth: depth - 1) })
    default:
      return .object(
        (0..<3).map { .init("\($0)" + randomText(&random), randomValue(&random, depth: depth - 1)) }
      )
    }
  }

  private func randomText(_ random: inout SplitMix64) -> String {
    var view = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let limit: UInt32 = Bool.random(using: &random) ? 0x80 : 0x110000
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) {
        view.append(scalar)
      }
    }
    return String(view)
  }
}
