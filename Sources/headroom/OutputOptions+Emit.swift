import ArgumentParser
import Reporting

extension OutputOptions {
  /// Renders a report to standard output, or to the file of `-o`.
  func emit(_ whole: Report) throws {
    let (format, path) = try destination()
    let report = try shaped(whole, as: format)
    do throws(OutputFile.Failure) {
      if let path {
        Progress.end()
        try OutputFile.write(report.text(as: format.rendering), to: path)
      } else {
        let terminal = Terminal(
          width: Streams.width, color: Streams.isColoured(color, Streams.outputDescriptor))
        try Streams.output(report.text(as: format.rendering, on: terminal))
      }
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
    case "json": return (.json, output)
    case "csv": return (.csv, output)
    case "md", "markdown": return (.markdown, output)
    case "txt": return (.table, output)
    default:
      throw ValidationError(
        "the ending of '\(output)' names no format; end it in .json, .csv, .md or .txt, or add --format"
      )
    }
  }
}
