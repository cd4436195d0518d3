import Testing

@testable import Accuracy

@Suite struct CSVRecordsTests {
  private func records(_ text: String) -> [CSVRecords.Record] {
    CSVRecords(name: "t.csv", bytes: Array(text.utf8)).records
  }

  @Test func linesArePhysicalOnes() {
    let found = records("a,b\n1,\"two\nlines\"\n\n3,4\r\n5,\"say \"\"x\"\"\"\n")
    #expect(found.map(\.line) == [1, 2, 5, 6])
    #expect(
      found.map(\.cells) == [["a", "b"], ["1", "two\nlines"], ["3", "4"], ["5", "say \"x\""]])
  }

  @Test func aQuoteThatDoesNotCloseCostsOneRow() {
    let found = records("a,b\n1,\"oops\n2,3\n4,5\n")
    #expect(found.map(\.line) == [1, 2, 3, 4])
    #expect(found[1].problem == "a quote of this row does not close")
    #expect(found[1].cells == ["1", "\"oops"])
    #expect(found[2].problem == nil)
    #expect(found[3].cells == ["4", "5"])
  }

  @Test func endsOfFiles() {
    #expect(records("").isEmpty)
    #expect(records("\n\n").isEmpty)
    #expect(records("a").map(\.cells) == [["a"]])
    #expect(records("\u{FEFF}a,b").map(\.cells) == [["a", "b"]])
    #expect(records("a,").map(\.cells) == [["a", ""]])
    #expect(records("\"").map(\.cells) == [["\""]])
  }
}
