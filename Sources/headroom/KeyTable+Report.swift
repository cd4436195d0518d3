import JSON
import Keys
import PlanFiles
import Reporting

extension KeyTable {
  /// The table as a person reads it, and as JSON the schema (draft-07) that editors read.
  func report(title: String, id: String) -> Report {
    let tables = sections.map { section in
      Report.Block.table(
        Table(
          title: "\(section.title) (\(section.name))",
          columns: [
            Table.Column("key", heading: ["KEY"], priority: 110),
            Table.Column("form", heading: ["FORM"], priority: 100),
            Table.Column("help", heading: ["HOLDS"], priority: 105),
            Table.Column("without", heading: ["WITHOUT IT"], priority: 90),
          ],
          rows: section.keys.map { key in
            Table.Row([
              Table.Cell(key.name), Table.Cell(Self.text(key.form)), Table.Cell(key.help),
              Table.Cell(key.without),
            ])
          }))
    }
    return Report([.paragraph(title)] + tables, data: schema(title: title, id: id))
  }

  private static func text(_ form: Form) -> String {
    switch form {
    case .text: "text"
    case .quantity(let example), .number(let example), .singleQuantity(let example),
      .singleNumber(let example), .month(let example):
      "such as \(example)"
    case .choice(let words): words.joined(separator: ", ")
    case .date: "such as 2026-11-01"
    case .flag: "true or false"
    case .section(let name): "map: \(name)"
    case .named(let inner): "map by name of \(text(inner))"
    case .list(let inner): "list of \(text(inner))"
    case .several(let inner): "one or a list of \(text(inner))"
    case .either(let forms): forms.map(text).joined(separator: ", or ")
    case .empty: "{}"
    }
  }

  /// JSON Schema, draft-07, which the language servers of editors read.
  private func schema(title: String, id: String) -> JSONValue {
    let definitions = sections.dropFirst().map {
      JSONValue.Member($0.name, Self.object($0))
    }
    guard let first = sections.first, case .object(let whole) = Self.object(first) else {
      return .null
    }
    return .object(
      [
        JSONValue.Member("$schema", "http://json-schema.org/draft-07/schema#"),
        JSONValue.Member("$id", .string(id)), JSONValue.Member("title", .string(title)),
      ] + whole.filter { $0.key != "title" } + [
        JSONValue.Member("definitions", .object(definitions))
      ])
  }

  private static func object(_ section: Section) -> JSONValue {
    var members = [
      JSONValue.Member("title", .string(section.title)), JSONValue.Member("type", "object"),
      JSONValue.Member("additionalProperties", false),
    ]
    let isWhole = section.name == "plan"
    let required = section.keys.filter { $0.isRequired && (isWhole || !section.isMerged) }
    if !required.isEmpty {
      members.append(
        JSONValue.Member("required", .array(required.map { .string($0.name) })))
    }
    let properties = section.keys.map { key -> JSONValue.Member in
      var text = key.help
      if !key.isRequired, key.without != "none" { text += "; without it: \(key.without)" }
      // A key without a value counts as absent.
      let form = key.isRequired ? schema(key.form) : anyOf([schema(key.form), ["type": "null"]])
      guard case .object(let members) = form else { return JSONValue.Member(key.name, form) }
      return JSONValue.Member(
        key.name, .object([JSONValue.Member("description", .string(text))] + members))
    }
    members.append(JSONValue.Member("properties", .object(properties)))
    return .object(members)
  }

  /// Alternatives of alternatives are alternatives.
  private static func anyOf(_ forms: [JSONValue]) -> JSONValue {
    let flat = forms.flatMap { form -> [JSONValue] in
      guard case .object(let members) = form, members.count == 1,
        case .array(let inner)? = form["anyOf"]
      else { return [form] }
      return inner
    }
    return ["anyOf": .array(flat)]
  }

  /// A quantity may be given by its percentiles or its shape, a map of words and quantities.
  private static let distribution: JSONValue = [
    "type": "object", "additionalProperties": ["type": ["string", "number", "array"]],
  ]

  private static func schema(_ form: Form) -> JSONValue {
    switch form {
    case .text: ["type": ["string", "number", "boolean"]]
    case .quantity(let example):
      anyOf([["type": "string", "examples": [.string(example)]], distribution])
    case .number(let example):
      anyOf([["type": ["string", "number"], "examples": [.string(example)]], distribution])
    case .singleQuantity(let example): ["type": "string", "examples": [.string(example)]]
    case .singleNumber(let example):
      ["type": ["string", "number"], "examples": [.string(example)]]
    case .month(let example):
      ["type": "string", "pattern": "^month [0-9]{1,3}$", "examples": [.string(example)]]
    case .choice(let words): ["enum": .array(words.map { .string($0) })]
    case .date: ["type": ["string", "number"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"]
    case .flag: ["enum": [true, false, "true", "false", "yes", "no"]]
    case .section(let name): ["$ref": .string("#/definitions/\(name)")]
    case .named(let inner): ["type": "object", "additionalProperties": schema(inner)]
    case .list(let inner): ["type": "array", "items": schema(inner)]
    case .several(let inner):
      anyOf([schema(inner), ["type": "array", "items": schema(inner)]])
    case .either(let forms): anyOf(forms.map(schema))
    case .empty: anyOf([["type": "null"], ["type": "object", "maxProperties": 0]])
    }
  }
}
