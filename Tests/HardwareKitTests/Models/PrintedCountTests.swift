import HardwareKit
import Testing

@Suite("PrintedCount")
struct PrintedCountTests {
  /// A model of exactly this many parameters in its table and 29 beside it.
  private func model(_ parameters: Int) -> ModelArchitecture {
    ModelArchitecture(
      id: "m", name: "m", layers: 1, hidden: 1,
      attention: .grouped(GroupedAttention(heads: 1, keyValueHeads: 1, headDimension: 1)),
      feedForward: FeedForward(width: 1), vocabulary: parameters - 10, tiesEmbeddings: true,
      context: 1)
  }

  @Test(
    "rounds as said",
    arguments: [
      (405_853_388_800, "405B", PrintedCount.Rounding.down, true),
      (405_853_388_800, "406B", .nearest, true), (405_853_388_800, "405B", .nearest, false),
      (405_853_388_800, "405853388800", .nearest, true),
      (405_853_388_800, "405853388801", .nearest, false),
      (7_615_616_512, "7.61B", .down, true), (7_615_616_512, "7.62B", .nearest, true),
      (8_030_261_248, "8.03B", .nearest, true), (8_030_261_248, "8.0B", .nearest, true),
      (8_050_000_000, "8.1B", .nearest, true), (8_049_999_999, "8.1B", .nearest, false),
      (596_049_920, "596M", .nearest, true), (1_000_000_000_000, "1T", .nearest, true),
    ])
  func rounding(
    parameters: Int, text: String, rounding: PrintedCount.Rounding, agrees: Bool
  ) throws {
    let count = try #require(PrintedCount(.total, text, rounding: rounding, source: "s"))
    let model = model(parameters)
    #expect(model.parameters == parameters)
    #expect(count.agrees(with: model) == agrees)
  }

  @Test("an unreproduced figure is not compared")
  func unreproduced() throws {
    let count = try #require(PrintedCount(.total, "70B", rounding: .unreproduced, source: "s"))
    #expect(count.agrees(with: model(68_976_648_192)) == nil)
  }

  @Test(
    "what is not a count",
    arguments: [
      "", "B", "0B", "-7B", "7 B", "7b", "7.B", ".7B", "7.6.1B", "7,6B", "7BB", "1.5", "1e9",
      "1.2345678M", "99999999999999999999", "9000000000000000T",
    ])
  func unreadable(text: String) {
    #expect(PrintedCount(.total, text, source: "s") == nil)
  }
}
