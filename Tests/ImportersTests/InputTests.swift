import JSON
import Testing

@testable import Importers

/// Lines, records, digests and the places of JSON values.
@Suite struct InputTests {
  private func records(_ text: String) throws -> [(line: Int, cells: [String])] {
    var reader = CSVReader(ByteStream(name: "x.csv", bytes: Array(text.utf8)))
    var all: [(line: Int, cells: [String])] = []
    while try reader.next() { all.append((reader.line, reader.texts)) }
    return all
  }

  @Test func recordsKeepTheirLines() throws {
    let all = try records("\u{FEFF}a,b\r\n\r\n\"x,1\",\"two\nlines \"\"here\"\"\"\r\nlast,")
    #expect(all.map(\.line) == [1, 3, 5])
    #expect(all.map(\.cells) == [["a", "b"], ["x,1", "two\nlines \"here\""], ["last", ""]])
  }

  /// One typing mistake costs one record.
  @Test func aQuoteThatNeverClosesIsALetter() throws {
    let all = try records("a,b\n\"open,1\nx,2\ny,3\n")
    #expect(all.map(\.cells) == [["a", "b"], ["\"open", "1"], ["x", "2"], ["y", "3"]])
    #expect(all.map(\.line) == [1, 2, 3, 4])
  }

  /// Longer than the buffer that lines are read into.
  @Test func linesLongerThanTheBuffer() throws {
    let long = String(repeating: "z", count: 700_000)
    var reader = LineReader(ByteStream(name: "x", bytes: Array("one\n\(long)\nthree".utf8)))
    var lengths: [Int] = []
    while let line = try reader.next() { lengths.append(line.count) }
    #expect(lengths == [3, 700_000, 5])
    #expect(reader.number == 3)
  }

  @Test(arguments: [
    "0", "-1.5", "123456789012345", "0.1", "1e3", "12345678901234567890", "3.14159",
  ])
  func numbersAreThoseOfTheStandardLibrary(text: String) {
    #expect(Decimal.number(Array(text.utf8)[...]) == Double(text))
  }

  @Test(arguments: ["", "-", ".", "1x", "--1", "1.2.3"])
  func otherTextsAreNoNumbers(text: String) {
    #expect(Decimal.number(Array(text.utf8)[...]) == nil)
  }

  /// FIPS 180-4, examples of the Secure Hash Standard: "abc" and 448 bits.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func digests(text: String, expected: String) {
    var digest = Digest()
    digest.add(Array(text.utf8))
    #expect(digest.hexadecimal() == expected)
  }

  @Test func placesOfValues() throws {
    let text = JSONText(
      file: "a.json",
      bytes: Array("{\"a\": {\"x\": [1, {\"é\": 2,\n  \"b\": -3}]},\n \"c\": 4}".utf8))
    let item = try text.item()
    let negative = try #require(item["a", "x"]?.list?[1]["b"])
    #expect(negative.place == "a.x[1].b")
    #expect("\(negative.span)" == "a.json:2:8")
    #expect("\(try #require(item["c"]).span)" == "a.json:3:7")
  }
}
