import Accuracy
public import Diagnostics
import JSON

/// Reads results of benchmarks of services as rows of `inference-measured`.
public struct BenchImporter: Sendable {
  private let names: Names
  private let settings: BenchSettings

  public init(names: Names, settings: BenchSettings) {
    self.names = names
    self.settings = settings
  }

  /// Names for `--from`.
  public static var formats: [(name: String, title: String)] {
    BenchFormat.all.map { ($0.name, $0.title) } + BenchText.all.map { ($0.name, $0.title) }
  }

  /// The runs of a file.
  ///
  /// - Parameter from: the name of a format that decides instead of the content.
  /// - Throws: all that is wrong with the file; then nothing of it is imported.
  public func rows(
    of stream: ByteStream, from: String? = nil
  ) throws(DiagnosticList) -> ImportedRows {
    if let from, !Self.formats.contains(where: { $0.name == from }) {
      throw DiagnosticList([.unknownFormatName(from, known: Self.formats.map(\.name))])
    }
    var reading = BenchReading(names: names, settings: settings, from: from, file: stream.name)
    try FilePieces.read(stream) { (piece) throws(DiagnosticList) in try reading.add(piece) }
    return try reading.finish()
  }
}

/// The runs of one file as they come.
private struct BenchReading {
  let names: Names
  let settings: BenchSettings
  let from: String?
  let file: String
  var rows = ImportedRows(columns: RowColumn.serving)
  var found = DiagnosticList()
  var makers: [String: ServingRows] = [:]

  mutating func add(_ piece: FilePiece) throws(DiagnosticList) {
    var digest = Digest()
    digest.add(piece.bytes)
    let id = digest.hexadecimal(24)
    // For the excerpts of messages.
    if piece.bytes.count < 1_000_000, rows.rows.isEmpty {
      found.sources[file] = SourceFile(name: file, bytes: piece.bytes)
    }
    let (name, title, runs) = try runs(in: piece)
    if !rows.formats.contains(title) { rows.formats.append(title) }
    var maker = makers[name] ?? ServingRows(names: names, settings: settings, title: title)
    for (index, run) in runs.enumerated() {
      guard var cells = maker.cells(of: run, into: &found) else { continue }
      let place = run.place.isEmpty ? "" : " \(run.place)"
      cells["source"] = "\(title), \(file):\(run.span.line)\(place)"
      cells["source_id"] = name
      cells["run_id"] = "\(id)-\(index)"
      cells["file"] = file
      if let failed = run.failed, failed > 0 {
        found.append(.doubtful("\(failed) requests of this run failed", at: run.span))
      }
      rows.rows.append(ImportedRows.Row(cells: cells, span: run.span))
    }
    makers[name] = maker
  }

  private mutating func runs(
    in piece: FilePiece
  ) throws(DiagnosticList) -> (name: String, title: String, runs: [ServingRun]) {
    switch piece.content {
    case .value(let item):
      let candidates = BenchFormat.all.filter { from == nil || $0.name == from }
      // A file may be a list of runs.
      let items = item.list ?? [item]
      guard let first = items.first, let format = candidates.first(where: { $0.recognises(first) })
      else {
        throw DiagnosticList(
          [.unknownFormat("bench", known: BenchImporter.formats.map(\.title), at: item.span)],
          sources: found.sources)
      }
      var runs: [ServingRun] = []
      for item in items {
        if format.recognises(item) {
          runs += format.read(item, &found)
        } else {
          found.append(
            .unknownFormat(
              "bench", known: ["\(format.title), as the runs before it"], at: item.span))
        }
      }
      return (format.name, format.title, runs)
    case .text(let text):
      if from == nil, !BenchText.all.contains(where: { $0.recognises(text) }),
        let value = text.firstValue
      {
        found.append(
          .leftOut("lines before the JSON were passed over", at: text.span(ofLine: value.line)))
        return try runs(in: FilePiece(bytes: piece.bytes, content: .value(value.item)))
      }
      guard
        let format = BenchText.all.first(where: {
          from == nil ? $0.recognises(text) : $0.name == from
        })
      else {
        throw DiagnosticList(
          [
            .unknownFormat(
              "bench", known: BenchImporter.formats.map(\.title), at: text.span(ofLine: 1))
          ],
          sources: found.sources)
      }
      return (format.name, format.title, try format.read(text, &found))
    }
  }

  mutating func finish() throws(DiagnosticList) -> ImportedRows {
    try found.throwIfErrors()
    rows.warnings = found
    return rows
  }
}
