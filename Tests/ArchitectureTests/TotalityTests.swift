import Testing

/// What ends a program on data is not written: `Int(_:)` of a number that no integer holds, `!`, and
/// checks that stop. Numbers become counts by `Int(saturating:)`, products of counts by `times`.
@Suite struct TotalityTests {
  /// A conversion that stays, and why it cannot end the program.
  struct Allowed {
    let file: String
    let calls: [String]
    let reason: String
  }

  private static let text = "reads digits: gives nil, and does not trap, for what does not fit"

  private static let conversions: [Allowed] = [
    Allowed(
      file: "Reporting/JSON/JSONPlace.swift", calls: ["Int(part"],
      reason: "reads a number from text: nil where it is none"),
    Allowed(
      file: "Figures/TapeLowering.swift",
      calls: [
        "Int32(column", "Int32(place[step]", "Int32(splatPlaces[bits] ?? 0",
        "Int32(program.calls.count", "Int32(place[number]", "Int32(columns.count + copy.output",
      ], reason: "places of a tape: 2³¹ of them would take 100 GB before"),
    Allowed(
      file: "Figures/Tape+Run.swift", calls: ["Int(instruction.a"],
      reason: "widens 32 bits to 64"),
    Allowed(
      file: "Figures/Tape+Lanes.swift",
      calls: [
        "Int(step.target", "Int(step.a", "Int(step.b", "Int(step.c", "Int(step.d", "Int(target",
        "Int($0",
      ], reason: "widens 32 bits to 64"),
    Allowed(
      file: "Figures/Tape+Listing.swift", calls: ["Int(number", "Int(item.a"],
      reason: "widens 32 bits to 64"),
    Allowed(
      file: "Figures/Philox.swift",
      calls: [
        "UInt64(c[0]", "UInt64(c[2]", "UInt64($1", "UInt64(words[0]", "UInt64(words[1]",
        "UInt64(words[2]", "UInt64(words[3]", "UInt64(cube", "UInt64($0", "UInt64(index + 1",
        "UInt64(0xD251_1F53", "UInt64(0xCD9E_8D57", "Int(other",
      ], reason: "widens bits of the generator, and counts of samples, which are not negative"),
    Allowed(file: "Documents/Node+Path.swift", calls: ["Int(component"], reason: text),
    Allowed(
      file: "Documents/EventParser.swift",
      calls: [
        "Int(data.start_mark.index", "Int(data.end_mark.index", "Int(state.problem_value",
        "Int(state.problem_offset", "Int(state.problem_mark.index", "Int(state.context_mark.index",
      ], reason: "offsets of libyaml in a text of at most 16 MB, and a byte"),
    Allowed(
      file: "Documents/Diagnostic+Documents.swift", calls: ["Int(digits"], reason: text),
    Allowed(file: "Documents/Node+Reading.swift", calls: ["Int(scalar.text"], reason: text),
    Allowed(
      file: "HardwareKit/Serving/ServingEngine+Reading.swift", calls: ["Int($0"], reason: text),
    Allowed(
      file: "HardwareKit/Models/PrintedCount.swift", calls: ["Int(character - UInt8"],
      reason: "a digit, checked to be one"),
    Allowed(
      file: "PlanFiles/Sections/Serving.swift", calls: ["Int(word.dropFirst"], reason: text),
    Allowed(file: "Keys/Form+Numbers.swift", calls: ["Int(text.dropFirst"], reason: text),
    Allowed(
      file: "Accuracy/Evaluation/RowResolver.swift", calls: ["Int(slice.output.layers"],
      reason: text),
    Allowed(
      file: "Accuracy/Fit/BandLearning.swift", calls: ["UInt64(draw"],
      reason: "the number of a draw in a loop from zero"),
    Allowed(
      file: "Accuracy/Training/StackReading.swift",
      calls: ["Int(match.output.year", "Int(match.output.month"], reason: text),
    Allowed(
      file: "Accuracy/Serving/ServingLayoutReading.swift", calls: ["Int(digits"], reason: text),
    Allowed(file: "Accuracy/Serving/EngineReading.swift", calls: ["Int($0"], reason: text),
    Allowed(
      file: "Accuracy/Rows/RunNotes.swift",
      calls: ["Int(match.output.value", "Int($0.output.value"], reason: text),
    Allowed(file: "headroom/SweepCommand.swift", calls: ["Int($0"], reason: text),
    Allowed(
      file: "headroom/Streams.swift",
      calls: [
        "Int(sysconf", "Int32(_SC_NPROCESSORS_ONLN", "UInt(TIOCGWINSZ", "Int(size.ws_col",
      ], reason: "constants and answers of the system, widened"),
    Allowed(file: "headroom/Session+Sampling.swift", calls: ["Int(wanted"], reason: text),
    Allowed(file: "Units/PartialDate.swift", calls: ["Int(part", "Int($0"], reason: text),
    Allowed(
      file: "Units/DecimalDigits.swift", calls: ["Int(parts[1].drop { $0 == \"+\" }"], reason: text),
    Allowed(file: "Units/QuantityParser+Number.swift", calls: ["Int(digits"], reason: text),
    Allowed(
      file: "Units/Dimension+Names.swift",
      calls: ["Int(exponent", "Int(self[keyPath: part.exponent]"],
      reason: "widens 8 bits to 64"),
    Allowed(
      file: "Importers/Input/CSVReader.swift", calls: ["Int(byte &- 0x30"],
      reason: "a digit, checked to be one"),
    Allowed(
      file: "Importers/Rows/Calendar.swift", calls: ["Int(byte - 0x30"],
      reason: "a digit, checked to be one"),
    Allowed(
      file: "Importers/Input/Digest.swift",
      calls: ["UInt32(block[index * 4 + offset]", "UInt64(shift"],
      reason: "widens 8 bits to 32, and a shift below 64"),
    Allowed(
      file: "Importers/Input/ByteStream.swift", calls: ["UInt32(min", "Int(length"],
      reason: "a length below 2³⁰, and what the library gives back of it"),
    Allowed(
      file: "Spreadsheet/WorkbookWriter.swift",
      calls: [
        "UInt8(LXW_BORDER_THIN.rawValue", "UInt8(kind.rawValue",
        "UInt8(LXW_CHART_LEGEND_NONE.rawValue",
      ], reason: "constants of the library"),
    Allowed(
      file: "Reporting/Workbook/Workbook.swift", calls: ["UInt8(65 + rest % 26"],
      reason: "a letter: 65 to 90"),
    Allowed(
      file: "JSON/JSONParser.swift", calls: ["UInt32(String"], reason: text),
  ]

  /// Reads the calls of conversions that end the program where the result does not fit.
  private static func conversions(in file: SwiftFile) -> [String] {
    let call =
      #/\b(?<call>U?Int(?:8|16|32|64)?\((?!exactly:|saturating:|truncatingIfNeeded:|clamping:|bitPattern:|ascii:)[^()\n]*)/#
    // The text and not the code: a conversion inside of a text is one all the same.
    return file.text.split(separator: "\n")
      .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      .flatMap { line in line.matches(of: call).map { String($0.output.call) } }
  }

  @Test func numbersBecomeCountsInOneWay() throws {
    #expect(
      Self.conversions(
        in: SwiftFile(path: "", text: #"let a = Int(x) + Int(saturating: "\(Int(y))")"#))
        == ["Int(x", "Int(y"])
    var used: Set<String> = []
    for file in try Checkout.sources() {
      let allowed = Self.conversions.filter { file.path.hasSuffix($0.file) }
      for call in Self.conversions(in: file) {
        let known = allowed.contains { $0.calls.contains(call) }
        #expect(known, "\(file) has \(call)…: use Int(saturating:), or allow it with a reason")
        if known { used.insert("\(allowed[0].file) \(call)") }
      }
    }
    for entry in Self.conversions {
      for call in entry.calls {
        #expect(used.contains("\(entry.file) \(call)"), "\(entry.file) has no \(call) any more")
      }
    }
  }

  /// What is left of checks that stop, and why no data reaches them.
  private static let checks: [Allowed] = [
    Allowed(
      file: "Figures/Columns.swift", calls: ["precondition("],
      reason: "memory is read behind it; columns are numbered by the code that asks"),
    Allowed(
      file: "Figures/Tape+Run.swift", calls: ["precondition("],
      reason: "memory is read behind it; the caller makes columns of the tape's own inputs"),
  ]

  @Test func nothingIsForced() throws {
    let forced = #/[\w)\]]!(?![=\w])|\bassert\(|precondition\(|unsafelyUnwrapped|\bunowned\b/#
    for file in try Checkout.sources() {
      for match in file.code.matches(of: forced) {
        let isAllowed = Self.checks.contains {
          file.path.hasSuffix($0.file) && $0.calls.contains(String(match.output))
        }
        #expect(isAllowed, "\(file) has \(match.output)")
      }
    }
  }
}
