import ArgumentParser
import Planning
import Reporting
import Units

extension OutputOptions {
  /// Renders a report to standard output, or to the file of `-o`.
  ///
  /// - Parameters:
  ///   - outcomes: what the report is of; a spreadsheet holds their figures, live.
  ///   - sampled: what samples say of them, with what moves each case.
  func emit(
    _ whole: Report, of outcomes: [Outcome] = [], sampled: [(Uncertainty, [Sensitivities?])] = []
  ) throws {
    if let output, format == nil, output.hasSuffix(".xlsx") {
      try emitWorkbook(try shaped(whole, as: .table), outcomes, to: output)
      return
    }
    let (format, path) = try destination()
    let report = try shaped(whole, as: format)
    func text(_ terminal: Terminal = Terminal()) -> String {
      format == .html
        ? ResultDocument(report, of: outcomes, sampled: sampled).html
        : report.text(as: format.rendering, on: terminal)
    }
    do throws(OutputFile.Failure) {
      if let path {
        Progress.end()
        try OutputFile.write(text(), to: path)
      } else {
        let terminal = Terminal(
          width: Streams.width, color: Streams.isColoured(color, Streams.outputDescriptor))
        try Streams.output(text(terminal))
      }
    } catch {
      Streams.error("error: \(error.message)\n")
      throw ExitCode(1)
    }
  }

  private func emitWorkbook(_ report: Report, _ outcomes: [Outcome], to path: String) throws {
    let workbook =
      outcomes.isEmpty
      ? Workbook(report, title: "headroom", created: .epoch)
      : Workbook(outcomes, report: report)
    do throws(OutputFile.Failure) {
      try OutputFile.write(workbook, to: path)
    } catch {
      Streams.error("error: \(error.message)\n")
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
