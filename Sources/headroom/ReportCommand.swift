import ArgumentParser
import Diagnostics
import JSON
import Reporting

/// Saved results in another form.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Render saved results as a page, a spreadsheet or any other form.",
    discussion: """
      headroom estimate Plans/inference-only.yaml -o result.json
      headroom report result.json -o report.html

      Several results stand one after the other. Nothing is planned anew: the report says what was \
      known when the result was saved.
      """)

  @Argument(
    help: ArgumentHelp(
      "Results that 'estimate' or 'compare' has saved with '-o result.json'.",
      valueName: "result"), completion: .file(extensions: ["json"]))
  var results: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = Session(output)
    var documents: [ResultDocument] = []
    var failed = false
    for path in results {
      do {
        documents.append(try session.saved(path))
      } catch is ExitCode {
        failed = true
      }
    }
    if failed { throw ExitCode(1) }
    try output.emit(ResultDocument(joining: documents))
  }
}

extension Session {
  /// A saved result; what is wrong with it goes to standard error and ends the command with 1.
  func saved(_ path: String) throws -> ResultDocument {
    var source = SourceFile(name: path, bytes: [])
    do {
      source = SourceFile(name: path, bytes: try file(path))
      let text = String(decoding: source.bytes, as: UTF8.self)
      return try ResultDocument(saved: try JSONValue(parsing: text))
    } catch let error as DiagnosticList {
      report(error)
      throw ExitCode(1)
    } catch let error as JSONSyntaxError {
      report(DiagnosticList([.savedResult(error, in: path)], sources: [path: source]))
      throw ExitCode(1)
    } catch let error as UnreadableResult {
      report(DiagnosticList([.savedResult(error, in: source)], sources: [path: source]))
      throw ExitCode(1)
    }
  }
}
