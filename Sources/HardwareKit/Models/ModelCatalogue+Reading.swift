public import Diagnostics
import Documents
import Units

extension ModelCatalogue {
  /// Reads a catalogue in the format of `models.yaml`.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - name: the name of the file in diagnostics.
  /// - Throws: all that is wrong with it, at once.
  public init(bytes: [UInt8], name: String) throws(DiagnosticList) {
    var found = DiagnosticList(sources: [name: SourceFile(name: name, bytes: bytes)])
    let root = try parseDocument(bytes, name: name)
    var map = MappingReader(root, what: "model catalogue", into: &found)
    let sources = Source.table(map.required("sources", into: &found), into: &found)
    var entries: [Entry] = []
    var places: [String: Int] = [:]
    let models = map.required("models", into: &found)?.list("models", into: &found) ?? []
    for node in models {
      guard let entry = Entry(node, sources: sources, into: &found) else { continue }
      let model = entry.architecture
      for name in Set([model.id, model.name] + model.aliases).sorted() {
        let key = Self.folded(name)
        if let other = places[key], other != entries.count {
          let id = entries[other].architecture.id
          found.append(.modelNameTaken(name, by: id, at: node.span))
        }
        places[key] = entries.count
      }
      entries.append(entry)
    }
    map.finish(into: &found)
    try found.throwIfErrors()
    self.init(sources: sources, entries: entries, places: places)
  }
}

extension ModelCatalogue.Source {
  fileprivate static func table(
    _ node: Node?, into found: inout DiagnosticList
  ) -> [String: ModelCatalogue.Source] {
    guard let node else { return [:] }
    guard let mapping = node.mapping else {
      found.append(.wrongKind(expected: "a map", for: "sources", found: node))
      return [:]
    }
    var table: [String: ModelCatalogue.Source] = [:]
    for entry in mapping.entries {
      var map = MappingReader(entry.value, what: "source", into: &found)
      table[entry.key] = ModelCatalogue.Source(
        title: map.text("title", into: &found), publisher: map.text("publisher", into: &found),
        date: map.optional("date").flatMap {
          $0.modelDate(into: &found) { text in try? PartialDate(parsing: text) }
        },
        locator: map.text("locator", into: &found))
      map.finish(into: &found)
    }
    return table
  }
}

extension ModelCatalogue.Entry {
  fileprivate init?(
    _ node: Node, sources: [String: ModelCatalogue.Source], into found: inout DiagnosticList
  ) {
    var map = MappingReader(node, what: "model", into: &found)
    let id = map.text("id", into: &found)
    let name = map.text("name", into: &found)
    let aliases = (map.optional("aliases")?.list("aliases", into: &found) ?? [])
      .compactMap { $0.text("alias", into: &found) }
    let architecture = map.required("architecture", into: &found).flatMap {
      ModelArchitecture(catalogue: $0, id: id, name: name, aliases: aliases, into: &found)
    }
    let publisher = map.text("publisher", into: &found)
    let released = map.required("released", into: &found).flatMap {
      $0.modelDate(into: &found) { text in try? CivilDate(parsing: text) }
    }
    let license = map.optional("license")?.text("license", into: &found)
    let note = map.optional("note")?.text("note", into: &found)
    let source = map.source(of: sources, into: &found)
    let printed = map.required("counts", into: &found)?.list("counts", into: &found)
    let counts = printed?.compactMap { PrintedCount.read($0, sources: sources, into: &found) } ?? []
    let scores = (map.optional("quality")?.list("quality", into: &found) ?? [])
      .compactMap { ModelCatalogue.Score($0, sources: sources, into: &found) }
    map.finish(into: &found)
    if counts.count == printed?.count, counts.allSatisfy({ $0.rounding == .unreproduced }) {
      found.append(.uncheckedModel(id, at: node.span))
    }
    guard let architecture, let released else { return nil }
    self.init(
      architecture: architecture, publisher: publisher, released: released, license: license,
      note: note, source: source, counts: counts, scores: scores)
  }
}

extension PrintedCount {
  fileprivate static func read(
    _ node: Node, sources: [String: ModelCatalogue.Source], into found: inout DiagnosticList
  ) -> PrintedCount? {
    var map = MappingReader(node, what: "count", into: &found)
    let quantity = map.required("of", into: &found)?
      .choice("count", among: Quantity.allCases.map(\.rawValue), into: &found)
    let rounding = map.optional("rounding")?
      .choice("rounding", among: Rounding.allCases.map(\.rawValue), into: &found)
    let printed = map.required("printed", into: &found)
    let text = printed?.text("printed count", into: &found)
    let source = map.source(of: sources, into: &found)
    map.finish(into: &found)
    guard let printed, let text, let quantity = quantity.flatMap(Quantity.init(rawValue:)) else {
      return nil
    }
    let how = rounding.flatMap(Rounding.init(rawValue:)) ?? .nearest
    let count = PrintedCount(quantity, text, rounding: how, source: source)
    if count == nil { found.append(.unreadableCount(text, at: printed.span)) }
    return count
  }
}

extension ModelCatalogue.Score {
  fileprivate init?(
    _ node: Node, sources: [String: ModelCatalogue.Source], into found: inout DiagnosticList
  ) {
    var map = MappingReader(node, what: "score", into: &found)
    let benchmark = map.text("benchmark", into: &found)
    let variant = map.required("variant", into: &found)?
      .choice("variant", among: ["base", "instruct", "reasoning"], into: &found)
    let score = map.required("score", into: &found)
    let text = score?.text("score", into: &found)
    let source = map.source(of: sources, into: &found)
    map.finish(into: &found)
    guard let score, let text, let variant else { return nil }
    guard text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent)
    else {
      found.append(.unreadableScore(text, at: score.span))
      return nil
    }
    self.init(benchmark: benchmark, percent: percent, variant: variant, source: source)
  }
}

extension MappingReader {
  /// The text of a key that must be given, empty after a report.
  fileprivate mutating func text(_ key: String, into found: inout DiagnosticList) -> String {
    required(key, into: &found)?.text(key, into: &found) ?? ""
  }

  fileprivate mutating func source(
    of sources: [String: ModelCatalogue.Source], into found: inout DiagnosticList
  ) -> String {
    guard let node = required("source", into: &found),
      let key = node.text("source", into: &found)
    else { return "" }
    if sources[key] == nil {
      found.append(.unknownSource(key, among: sources.keys.sorted(), at: node.span))
    }
    return key
  }
}

extension Node {
  fileprivate func modelDate<Date>(
    into found: inout DiagnosticList, parse: (String) -> Date?
  ) -> Date? {
    guard let text = text("date", into: &found) else { return nil }
    if let date = parse(text) { return date }
    found.append(.unreadableModelDate(text, at: span))
    return nil
  }
}
