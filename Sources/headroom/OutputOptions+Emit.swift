import ArgumentParser
import Diagnostics
import JSON
import Planning
import Reporting
import Units

extension OutputOptions {
  /// Renders a report to standard output, or to the file of `-o`.
  ///
  /// - Parameters:
  ///   - outcomes: what the report is of; pages, spreadsheets and JSON hold their figures.
  ///   - sampled: what samples say of them, with what moves each case.
  ///   - studies: what the services of the only outcome were asked besides.
  ///   - redaction: what is said of secrets, where the result is to be shared.
  func emit(
    _ whole: Report, of outcomes: [Outcome] = [], sampled: [SampledOutcome] = [],
    studies: ServiceStudies = ServiceStudies(), redacting redaction: Redaction? = nil
  ) throws {
    // A page, a spreadsheet and JSON hold every figure; those that are shared hold what is printed.
    let outcomes = redaction == .done ? [] : outcomes
    try emit(whole, redaction, hasData: !outcomes.isEmpty || whole.data != nil) {
      ResultDocument($0, of: outcomes, sampled: sampled, studies: studies)
    }
  }

  /// Renders a report on plans that are there already.
  func emit(_ whole: Report, on plans: [ResultPlan], redacting redaction: Redaction?) throws {
    let plans = redaction == .done ? [] : plans
    try emit(whole, redaction, hasData: false) { ResultDocument($0, on: plans) }
  }

  /// Renders what was saved, in the currency of its first plan.
  func emit(_ saved: ResultDocument) throws {
    try Currency.$shown.withValue(saved.plans.first?.currency ?? .dollar) {
      try render(saved.report, hasData: true) { report in
        var document = saved
        document.report = report
        return document
      }
    }
  }

  private func emit(
    _ made: Report, _ redaction: Redaction?, hasData: Bool, _ document: (Report) -> ResultDocument
  ) throws {
    let whole = redaction.map(made.marked) ?? made
    try render(whole.converted(to: .shown), hasData: hasData, document)
  }

  /// - Parameters:
  ///   - hasData: whether JSON carries more than the tables, so that options for tables do not fit it.
  ///   - document: what goes with the report; asked for only by forms that show it.
  private func render(
    _ whole: Report, hasData: Bool, _ document: (Report) -> ResultDocument
  ) throws {
    if let output, format == nil, output.hasSuffix(".xlsx") {
      let workbook = Workbook(document(try shaped(whole, as: .table, hasData: hasData)))
      try write { () throws(OutputFile.Failure) in try OutputFile.write(workbook, to: output) }
      return
    }
    let (format, path) = try destination()
    let report = try shaped(whole, as: format, hasData: hasData)
    let terminal =
      path == nil
      ? Terminal(
        width: Streams.width, color: Streams.isColoured(color, Streams.outputDescriptor),
        draws: Streams.isTerminal(Streams.outputDescriptor))
      : Terminal()
    let text =
      switch format {
      case .html: document(report).html
      case .json: document(report).json.pretty + "\n"
      case .table, .csv, .markdown: report.text(as: format.rendering, on: terminal)
      }
    // A terminal is no program: what would steer it is shown.
    let shown = format == .csv && terminal.draws ? safeText(text) : text
    if path != nil { Progress.end() }
    try write { () throws(OutputFile.Failure) in
      if let path { try OutputFile.write(text, to: path) } else { try Streams.output(shown) }
    }
  }

  private func write(_ body: () throws(OutputFile.Failure) -> Void) throws {
    do throws(OutputFile.Failure) {
      try body()
    } catch {
      Streams.say("error: \(error.message)\n")
      throw ExitCode(1)
    }
  }

  /// The format, and the file where there is one; `-` is standard output.
  private func destination() throws -> (OutputFormat, path: String?) {
    guard let output, output != "-" else { return (format ?? .table, nil) }
    if let format { return (format, output) }
    switch output.split(separator: ".").last ?? "" {
    case "html", "htm": return (.html, output)
    case "json": return (.json, output)
    case "csv": return (.csv, output)
    case "md", "markdown": return (.markdown, output)
    case "txt": return (.table, output)
    default:
      throw ValidationError(
        "the ending of '\(output)' names no format; end it in .html, .xlsx, .json, .csv, .md or .txt, or add --format"
      )
    }
  }
}
