public import Diagnostics
public import Documents
public import Figures
public import Units

/// The `sources:` table of a data file: a key for each citation.
public struct SourceTable: Sendable {
  public private(set) var citations: [String: Citation] = [:]

  public init() {}

  public init(_ node: Node?, into diagnostics: inout DiagnosticList) {
    for entry in node?.mapping?.entries ?? [] {
      var reader = MappingReader(entry.value, what: "source '\(entry.key)'", into: &diagnostics)
      let title = reader.required("title", into: &diagnostics)?
        .text("'title'", into: &diagnostics)
      let publisher = reader.required("publisher", into: &diagnostics)?
        .text("'publisher'", into: &diagnostics)
      let date = reader.required("date", into: &diagnostics)
      let locator = reader.required("locator", into: &diagnostics)?
        .text("'locator'", into: &diagnostics)
      reader.finish(into: &diagnostics)
      guard let title, let publisher, let date, let locator,
        let when = date.date("'date'", into: &diagnostics)
      else { continue }
      citations[entry.key] = Citation(
        title: title, publisher: publisher, date: "\(when)", locator: locator)
    }
  }

  /// The citation that a node names.
  public func citation(_ node: Node, into diagnostics: inout DiagnosticList) -> Citation? {
    guard let key = node.text("a source", into: &diagnostics) else { return nil }
    if let citation = citations[key] { return citation }
    diagnostics.append(
      .unknownValue(key, what: "source", among: citations.keys.sorted(), at: node.span))
    return nil
  }
}

extension Node {
  /// A date, to the day, the month or the year.
  public func date(_ what: String, into diagnostics: inout DiagnosticList) -> PartialDate? {
    guard let text = text(what, into: &diagnostics) else { return nil }
    do throws(QuantityError) {
      return try PartialDate(parsing: text)
    } catch {
      diagnostics.append(.quantity(error, at: self))
      return nil
    }
  }

  /// A quantity or an interval of one dimension, or a map that says another distribution.
  ///
  /// - Parameter sample: a quantity that errors show, in a unit that suits the place: "12 months".
  public func estimate<U: Unit>(
    _ unit: U.Type, _ what: String, sample: String? = nil,
    into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    estimate(of: U.dimension, what, sample: sample, into: &diagnostics)
  }

  /// A fact of a data file: a map of `value`, `source`, `grade` and `note`.
  ///
  /// `grade` defaults to published. A fact without a source is an assumption, and must say why.
  public func fact<U: Unit>(
    _ unit: U.Type, _ what: String, _ sources: SourceTable, ignoring extras: [String] = [],
    into diagnostics: inout DiagnosticList
  ) -> Fact<U>? {
    var reader = MappingReader(self, what: what, into: &diagnostics)
    let value = reader.required("value", into: &diagnostics)
    let estimate = value?.estimate(unit, what, into: &diagnostics)
    let note = reader.optional("note")?.text("'note'", into: &diagnostics)
    let grade = reader.optional("grade")
    let source = reader.optional("source")
    for extra in extras + ["title", "date", "region"] { _ = reader.optional(extra) }
    reader.finish(into: &diagnostics)
    var evidence = Evidence.published
    if let grade {
      let name = grade.choice(
        "grade", among: Evidence.allCases.map(\.name), into: &diagnostics)
      evidence = name.flatMap(Evidence.init(name:)) ?? .assumed
    }
    let citation = source.flatMap { sources.citation($0, into: &diagnostics) }
    guard let estimate, let value else { return nil }
    let origin: Provenance.Origin
    if let citation {
      origin = .citations([citation])
    } else if source == nil, evidence == .assumed {
      origin = .assumed(note ?? "no source")
      if note == nil {
        diagnostics.append(.missingKey("note", in: "\(what), which has no source", at: span))
      }
    } else {
      if source == nil { diagnostics.append(.missingKey("source", in: what, at: span)) }
      return nil
    }
    return Fact(
      estimate,
      Provenance(origin, evidence: evidence, note: note, written: value.scalar?.text))
  }
}
