public import Diagnostics
import JSON
import Units

/// How a trace is read.
public struct TraceSettings: Sendable {
  /// Seconds of the window whose busiest is the peak.
  public var window: Double = 300
  /// Columns by what they hold: `time`, `in`, `out`, `model`, `blocks`.
  public var columns: [String: String] = [:]
  /// Only requests to this model.
  public var model: String?

  public init() {}
}

/// A trace of requests as the `traffic` of a plan.
public struct ImportedTrace: Sendable {
  /// What the file was recognised as.
  public let format: String
  /// The block of a plan, with a comment for each figure.
  public let traffic: String
  public let requests: Int
  public internal(set) var warnings: DiagnosticList
}

/// Reads traces of requests: CSV or one JSON object a line, with a time, tokens in and tokens out.
public struct TraceImporter: Sendable {
  let settings: TraceSettings

  public init(settings: TraceSettings) {
    self.settings = settings
  }

  /// - Throws: what is wrong with the file; the first few rows that cannot be read are named, and then nothing of it
  ///   is used.
  public func trace(of stream: ByteStream) throws(DiagnosticList) -> ImportedTrace {
    let head = try peek(stream)
    guard let first = head.first(where: { $0 > 0x20 && $0 < 0x7F }) else {
      throw DiagnosticList([.emptyImport(stream.name)])
    }
    var reading = TraceReading(settings: settings, file: stream.name)
    if first == UInt8(ascii: "{") {
      try reading.readLines(stream)
    } else {
      try reading.readTable(stream)
    }
    return try reading.finish()
  }

  private func peek(_ stream: ByteStream) throws(DiagnosticList) -> ArraySlice<UInt8> {
    do throws(ByteStream.Failure) {
      return try stream.peek(4096)
    } catch {
      throw DiagnosticList([.unreadable(stream.name, error.reason)])
    }
  }
}

/// Columns of a trace by what they hold, as tools call them.
enum TraceColumn: String, CaseIterable {
  case time
  case input = "in"
  case output = "out"
  case model
  case blocks

  /// Lower case, without spaces and underscores.
  var names: [String] {
    switch self {
    case .time:
      [
        "timestamp", "time", "arrivedat", "arrivaltime", "arrivaltimestamp", "starttime",
        "createdat", "created", "requeststarttime", "date", "metadata.requeststartns",
      ]
    case .input:
      [
        "contexttokens", "requesttokens", "inputlength", "numprefilltokens", "in", "input",
        "prompttokens", "inputtokens", "inputlen", "promptlen", "metrics.inputsequencelength.value",
      ]
    case .output:
      [
        "generatedtokens", "responsetokens", "outputlength", "numdecodetokens", "out", "output",
        "completiontokens", "outputtokens", "outputlen", "answertokens",
        "metrics.outputsequencelength.value",
      ]
    case .model: ["model"]
    case .blocks: ["hashids"]
    }
  }

  static func folded(_ name: String) -> String {
    name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "\"" }
  }
}

/// One pass over a trace.
struct TraceReading {
  let settings: TraceSettings
  let file: String
  var summary: TraceSummary
  var found = DiagnosticList()
  var format = "trace"
  /// Seconds of a unit of times that are numbers; found from their size.
  var unit: Double?
  private var bad = 0
  static let mostProblems = 10

  init(settings: TraceSettings, file: String) {
    self.settings = settings
    self.file = file
    summary = TraceSummary(window: settings.window)
  }

  private func span(_ line: Int) -> SourceSpan { SourceSpan(file: file, line: line, column: 1) }

  // MARK: CSV

  mutating func readTable(_ stream: ByteStream) throws(DiagnosticList) {
    var reader = CSVReader(stream)
    guard try reader.next() else { throw DiagnosticList([.emptyImport(file)]) }
    let header = reader.texts.map(TraceColumn.folded)
    let columns = try places(in: header, line: reader.line)
    name(header)
    let width = header.count
    let wanted = settings.model.map { Array($0.utf8) }
    while try reader.next() {
      if reader.cells.count < width {
        try problem(
          .badFigure(
            "the row", expected: "\(width) cells", found: "\(reader.cells.count)",
            at: span(reader.line)))
        continue
      }
      if let wanted, let column = columns[.model], !reader.bytes(column).elementsEqual(wanted) {
        continue
      }
      guard let column = columns[.time], let time = time(reader.bytes(column)) else {
        try problem(
          .badFigure(
            "time", expected: "a time or a number", found: quoted(reader.text(columns[.time] ?? 0)),
            at: span(reader.line)))
        continue
      }
      guard let input = try count(reader, columns[.input], "tokens in"),
        let output = try count(reader, columns[.output], "tokens out")
      else { continue }
      try add(time: time, input: input, output: output, line: reader.line)
    }
  }

  private mutating func count(
    _ reader: CSVReader, _ column: Int?, _ what: String
  ) throws(DiagnosticList) -> Double? {
    guard let column else { return nil }
    if let number = reader.number(column), number >= 0, number < 1e12 { return number }
    try problem(
      .badFigure(
        what, expected: "a number of zero or more", found: quoted(reader.text(column)),
        at: span(reader.line)))
    return nil
  }

  private func places(
    in header: [String], line: Int
  ) throws(DiagnosticList) -> [TraceColumn: Int] {
    var places: [TraceColumn: Int] = [:]
    for column in TraceColumn.allCases {
      if let own = settings.columns[column.rawValue] {
        places[column] = header.firstIndex(of: TraceColumn.folded(own))
      } else {
        places[column] = column.names.lazy.compactMap(header.firstIndex).first
      }
    }
    let missing = [TraceColumn.time, .input, .output].filter { places[$0] == nil }
    if !missing.isEmpty {
      throw DiagnosticList([
        .lacksTraceColumns(missing.map(\.rawValue), header: header, at: span(line))
      ])
    }
    return places
  }

  /// What a header is known by.
  private mutating func name(_ header: [String]) {
    if header.contains("contexttokens") {
      format = header.contains("numimages") ? "Azure trace of 2025" : "Azure trace"
      if header.contains("numimages") {
        found.append(.doubtful("tokens of images may be missing from ContextTokens", at: span(1)))
      }
    } else if header.contains("requesttokens") {
      format = "BurstGPT"
    } else {
      format = "CSV with time, in and out"
    }
  }

  // MARK: JSON lines

  mutating func readLines(_ stream: ByteStream) throws(DiagnosticList) {
    var lines = LineReader(stream)
    while let line = try lines.next() {
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      let text = JSONText(file: file, bytes: Array(line), line: lines.number)
      let item = try text.item()
      try add(item, isFirst: summary.requests + summary.failed == 0)
    }
  }

  private mutating func add(_ item: Item, isFirst: Bool) throws(DiagnosticList) {
    if isFirst { name(item) }
    guard let time = value(.time, of: item), let input = value(.input, of: item),
      let output = value(.output, of: item)
    else {
      throw DiagnosticList([
        .lacksTraceColumns(
          [TraceColumn.time, .input, .output].filter { value($0, of: item) == nil }.map(\.rawValue),
          header: item.members?.map(\.key) ?? [], at: item.span)
      ])
    }
    if let wanted = settings.model, let model = value(.model, of: item)?.text, model != wanted {
      return
    }
    let seconds =
      time.text.map { self.time(Array($0.utf8)[...]) } ?? time.anyNumber.flatMap { self.time($0) }
    guard let seconds else {
      try problem(.badFigure("time", expected: "a time or a number", found: time))
      return
    }
    var problems = DiagnosticList()
    guard let prompt = input.notNegative("tokens in", into: &problems),
      let answer = output.notNegative("tokens out", into: &problems)
    else {
      for found in problems.diagnostics { try problem(found) }
      return
    }
    try add(time: seconds, input: prompt, output: answer, line: item.span.line)
    if let blocks = value(.blocks, of: item)?.list {
      summary.add(blocks: blocks.compactMap { $0.anyNumber.flatMap { Int(exactly: $0) } })
    }
  }

  private mutating func name(_ item: Item) {
    if item["hash_ids"] != nil {
      format = "Mooncake trace"
      unit = 1e-3
    } else if item["metadata", "request_start_ns"] != nil {
      format = "AIPerf requests"
      unit = 1e-9
    } else {
      format = "JSON lines with time, in and out"
    }
  }

  private func value(_ column: TraceColumn, of item: Item) -> Item? {
    if let own = settings.columns[column.rawValue] {
      return own.split(separator: ".").reduce(Optional(item)) { $0?[String($1)] }
    }
    for name in column.names {
      if let value = find(name.split(separator: ".").map(String.init)[...], in: item) {
        return value
      }
    }
    return nil
  }

  private func find(_ path: ArraySlice<String>, in item: Item) -> Item? {
    guard let name = path.first else { return item }
    guard case .object(let members) = item.value,
      let member = members.first(where: { TraceColumn.folded($0.key) == name }),
      let next = item[member.key]
    else { return nil }
    return find(path.dropFirst(), in: next)
  }

  // MARK: Rows

  private mutating func time(_ text: ArraySlice<UInt8>) -> Double? {
    if text.count >= 8, text.dropFirst(4).first == 0x2D || text.dropFirst(4).first == 0x2F {
      return Calendar.seconds(text)
    }
    return Decimal.number(text).flatMap { time($0) }
  }

  /// Seconds; times since 1970 in milliseconds, microseconds or nanoseconds are told by their size.
  private mutating func time(_ number: Double) -> Double? {
    guard number.isFinite, abs(number) < 1e19 else { return nil }
    let size = abs(number)
    let scale = unit ?? (size > 1e17 ? 1e-9 : size > 1e14 ? 1e-6 : size > 1e11 ? 1e-3 : 1)
    // One file, one unit: a time that is far beyond the others' would be another.
    guard size * scale < 1e12 else { return nil }
    if size > 0 { unit = scale }
    return number * scale
  }

  private mutating func add(
    time: Double, input: Double, output: Double, line: Int
  ) throws(DiagnosticList) {
    guard summary.add(time: time, input: input, output: output) else {
      throw DiagnosticList([
        .badFigure(
          "time",
          expected: "requests in fewer than \(TraceSummary.mostWindows) windows; see '--window'",
          found: "more", at: span(line))
      ])
    }
  }

  private mutating func problem(_ diagnostic: Diagnostic) throws(DiagnosticList) {
    found.append(diagnostic)
    bad += 1
    if bad >= Self.mostProblems { throw found.sorted }
  }

  mutating func finish() throws(DiagnosticList) -> ImportedTrace {
    try found.throwIfErrors()
    summary.finish()
    guard summary.requests >= 2, summary.span > 0 else {
      throw DiagnosticList([
        .missingFigure("a second request at another time", at: span(1))
      ])
    }
    if summary.failed > 0 {
      found.append(.leftOut("\(summary.failed) requests without an answer were left out"))
    }
    if summary.span < Calendar.secondsOfDay {
      found.append(
        .doubtful("\(TraceBlock.duration(summary.span)) cannot show a daily peak", at: span(1)))
    }
    if !summary.isSorted {
      found.append(
        .leftOut(
          "the requests are not in the order of their times, so nothing is said of the times between them"
        ))
    }
    return ImportedTrace(
      format: format, traffic: TraceBlock(summary, file: file, format: format).yaml,
      requests: summary.requests, warnings: found)
  }
}

extension Diagnostic {
  static func lacksTraceColumns(
    _ missing: [String], header: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .unknownFormat,
      "found no column for \(missing.map { "'\($0)'" }.joined(separator: ", ")); name it with '--columns \(missing.map { "\($0)=NAME" }.joined(separator: ","))'",
      at: span,
      notes: [Note("the columns are \(header.prefix(20).map(quoted).joined(separator: ", "))")])
  }
}
