public import Diagnostics
public import Documents
public import Figures
import Keys
public import Units

/// The `sources:` table of a data file: a key for each citation.
public struct SourceTable: Sendable {
  public private(set) var citations: [String: Citation] = [:]

  public init() {}

  public init(_ node: Node?, into diagnostics: inout DiagnosticList) {
    let reading = Reading()
    let place = node.map { Place($0, path: "sources", noun: "'sources'", word: "source") }
    self.init(place.flatMap { $0.node.isNull ? nil : Self.list.read($0, reading) } ?? [])
    diagnostics.merge(reading.found)
  }

  init(_ sources: [Named<Citation>]) {
    for source in sources { citations[source.name] = source.value }
  }

  static let list = Form<[Named<Citation>]>.named(
    .section(
      Section("source", "A source", merged: false) { keys in
        let title = keys.required("title", .text, "what it is called")
        let publisher = keys.required("publisher", .text, "who says so")
        let date = keys.required("date", .date, "when")
        let locator = keys.required("locator", .text, "where in it")
        guard let title, let publisher, let date, let locator else { return nil }
        return Citation(title: title, publisher: publisher, date: "\(date)", locator: locator)
      }), noun: "source")

  /// The citation that a node names.
  public func citation(_ node: Node, into diagnostics: inout DiagnosticList) -> Citation? {
    let reading = Reading()
    let citation = form.read(
      Place(node, path: "", noun: "a source", word: "source"), reading)
    diagnostics.merge(reading.found)
    return citation
  }
}

extension Form {
  /// A fact of a data file: a map of `value`, `source`, `grade` and `note`.
  ///
  /// `grade` defaults to published. A fact without a source is an assumption, and must say why.
  static func sourced<U: Unit>(
    _ unit: U.Type, _ bounds: Bounds, _ example: String, _ sources: SourceTable,
    ignoring extras: [String] = []
  ) -> Form where Value == Fact<U> {
    .section(
      Section(
        U.dimension == .none ? "number-fact" : "fact",
        U.dimension == .none ? "A fact without a unit" : "A fact", merged: false
      ) { keys in
        let value = keys.required(
          "value", Form.fact(unit, bounds, example).called(keys.what).placed,
          "with its unit; a range or a distribution as in a plan")
        let citation = keys.optional(
          "source", sources.form, "the short name of a source",
          without: "an assumption, with a note")
        let grade = keys.optional(
          "grade", Evidence.form, "how well supported", without: "published")
        let note = keys.optional("note", .text, "what a reader should know")
        for extra in extras + ["title", "date", "region"] {
          _ = keys.optional(extra, Form<String>.text.readElsewhere, "kept for readers")
        }
        guard let value else { return nil }
        let evidence = keys.has("grade") ? grade ?? .assumed : .published
        let origin: Provenance.Origin
        if let citation {
          origin = .citations([citation])
        } else if !keys.has("source"), evidence == .assumed {
          origin = .assumed(note ?? "no source")
          if note == nil { keys.missing("note", in: "\(keys.what), which has no source") }
        } else {
          if !keys.has("source") { keys.missing("source") }
          return nil
        }
        return value.value.resting(
          on: Provenance(
            origin, evidence: evidence, note: note, written: value.place.node.scalar?.text))
      })
  }
}

extension Evidence {
  static let form = Form<String>.words(allCases.map(\.name)).then { name, _, _ in
    Evidence(name: name)
  }
}

extension SourceTable {
  /// The short name of a source.
  var form: Form<Citation> {
    Form<String>.text.then { key, place, reading in
      if let citation = citations[key] { return citation }
      reading.report(
        .unknownValue(
          key, what: "source", among: citations.keys.sorted(), at: place.node.span))
      return nil
    }
  }
}

extension Node {
  /// A fact of a data file: a map of `value`, `source`, `grade` and `note`.
  public func fact<U: Unit>(
    _ unit: U.Type, _ what: String, _ sources: SourceTable, ignoring extras: [String] = [],
    into diagnostics: inout DiagnosticList
  ) -> Fact<U>? {
    let reading = Reading()
    let form = Form.sourced(unit, .any, "", sources, ignoring: extras)
    let fact = form.read(Place(self, path: "", noun: what, word: what), reading)
    diagnostics.merge(reading.found)
    return fact
  }
}
