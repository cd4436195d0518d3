public import JSON

/// The JSON Schema (draft-07) of a saved result.
///
/// A test validates what every sample plan saves against it; since no object may have members that are
/// not named here, a member that is added without its line fails.
public enum ResultSchema {
  public static let fileName = "result.schema.json"

  public static var value: JSONValue {
    let plan = object(planMembers, "A plan with its figures; base units, the unit in each key")
    let several = object(
      [
        ("headroom", ["const": .number(Double(ResultDocument.version))]),
        ("plans", list(ref("plan"))), ("report", ref("report")),
      ], "Plans side by side")
    return .object([
      .init("$schema", "http://json-schema.org/draft-07/schema#"), .init("$id", .string(fileName)),
      .init("title", "A saved Headroom result"),
      .init("oneOf", .array([ref("plan_with_report"), several])),
      .init(
        "definitions",
        .object(
          [
            .init("plan", plan),
            .init(
              "plan_with_report",
              object(planMembers + [("report", ref("report"))], "One plan with its report")),
          ] + parts.map { JSONValue.Member($0.0, $0.1) })),
    ])
  }

  private typealias Members = [(String, JSONValue)]

  // MARK: Forms

  private static func ref(_ name: String) -> JSONValue {
    ["$ref": .string("#/definitions/\(name)")]
  }

  private static func list(_ item: JSONValue) -> JSONValue { ["type": "array", "items": item] }

  /// An object with exactly these members; names that end in `?` may be left out.
  private static func object(_ members: Members, _ text: String) -> JSONValue {
    let names = members.map { $0.0.hasSuffix("?") ? String($0.0.dropLast()) : $0.0 }
    let required = members.map(\.0).filter { !$0.hasSuffix("?") }
    return .object([
      .init("type", "object"), .init("description", .string(text)),
      .init("additionalProperties", false),
      .init("required", .array(required.map { .string($0) })),
      .init(
        "properties", .object(zip(names, members).map { JSONValue.Member($0, $1.1) })),
    ])
  }

  private static let text: JSONValue = ["type": "string"]
  private static let flag: JSONValue = ["type": "boolean"]
  private static let number: JSONValue = ["type": "number"]
  private static let count: JSONValue = ["type": "integer", "minimum": 0]
  private static let textOrNone: JSONValue = ["type": ["string", "null"]]
  private static let numberOrNone: JSONValue = ["type": ["number", "null"]]
  private static let countOrNone: JSONValue = ["type": ["integer", "null"], "minimum": 0]
  /// A number, `null` where it is not known, a word for what is never reached.
  private static let maybe: JSONValue = [
    "anyOf": [["type": ["number", "null"]], ["enum": ["never", "-never"]]]
  ]
  private static let texts = list(text)
  private static func word(_ words: [String]) -> JSONValue {
    ["enum": .array(words.map { .string($0) })]
  }

  // MARK: Members

  private static let planMembers: Members = [
    ("headroom", ["const": .number(Double(ResultDocument.version))]), ("plan", text),
    ("file", text), ("question", textOrNone), ("prepared_for", textOrNone),
    ("author", textOrNone), ("version", textOrNone),
    ("as_of", ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]),
    ("currency", text), ("dollars_per_currency?", number), ("scenario", textOrNone),
    ("horizon_months", count),
    ("inputs", list(ref("plan_input"))), ("files", list(ref("file"))),
    ("sources", list(ref("source"))), ("cases", list(ref("case"))), ("fleet?", ref("fleet")),
    ("uncertainty?", ["type": "object"]), ("simulations?", list(["type": "object"])),
    ("searches?", list(["type": "object"])),
  ]

  private static let partMembers: Members = [
    ("key", text), ("name", text), ("choices", list(ref("choice"))), ("products", texts),
    ("alternatives", list(ref("alternative"))), ("figures", list(ref("figure"))),
  ]

  private static let parts: Members = [
    (
      "plan_input",
      object([("path", text), ("value", text), ("place", text)], "A value of the plan")
    ),
    ("file", object([("name", text), ("text", text)], "A file of the plan in full")),
    (
      "source",
      object(
        [("title", text), ("publisher", text), ("date", text), ("place", text)],
        "What numbers refer to")
    ),
    (
      "case",
      object(
        [
          ("model", text), ("total_usd", maybe), ("checks", list(ref("check"))),
          ("workloads", list(ref("workload"))),
        ] + partMembers, "One model of a plan")
    ),
    (
      "fleet",
      object(
        [
          ("chosen", countOrNone), ("checks", list(ref("check"))),
          ("options", list(ref("fleet_option"))), ("sweep?", ["type": "object"]),
        ] + partMembers, "The fleet of a plan")
    ),
    (
      "check",
      object(
        [
          ("figure", text), ("relation", word(["<=", ">=", "<", ">", "="])), ("key", textOrNone),
          ("bound", maybe),
          ("written", text), ("value", maybe),
          ("verdict", word(["passed", "failed", "undecided"])),
        ], "A figure against its bound")
    ),
    (
      "workload",
      object(
        [
          ("name", text), ("chosen", countOrNone), ("options", list(ref("option"))),
          ("pareto?", list(["type": "object"])),
        ],
        "A workload with all that it could run on")
    ),
    (
      "option",
      [
        "type": "object", "required": ["product", "way"],
        "properties": ["product": text, "way": text, "reason": text, "cost_usd": numberOrNone],
      ]
    ),
    (
      "fleet_option",
      [
        "type": "object", "required": ["product", "way", "private_quote"],
        "properties": ["product": text, "way": textOrNone, "private_quote": flag],
      ]
    ),
    ("choice", object([("workload", text), ("option", textOrNone)], "What a workload runs on")),
    (
      "alternative",
      object([("name", text), ("lines", texts)], "Where the cost of another option comes from")
    ),
    (
      "figure",
      object(
        [
          ("name", text), ("title", text), ("key", text), ("value", maybe),
          ("dimension", ["type": "object", "additionalProperties": ["type": "integer"]]),
          ("style", text),
          ("evidence", word(["measured", "published", "modelled", "assumed"]).orNull),
          ("formula", textOrNone), ("rests_on?", texts), ("origin?", ref("origin")),
        ], "A named number with its formula or its origin")
    ),
    (
      "origin",
      object(
        [
          ("text", text), ("is_plan?", flag), ("sources?", list(count)), ("note?", text),
          ("written?", text), ("private_quote?", flag), ("low?", maybe), ("high?", maybe),
        ], "Where an input comes from")
    ),
    (
      "report",
      object([("blocks", list(ref("block"))), ("charts", list(ref("chart")))], "What was printed")
    ),
    (
      "block",
      [
        "oneOf": .array([
          object([("paragraph", text)], "Sentences"), object([("note", text)], "A remark"),
          object([("table", ref("table"))], "A table"),
          object([("checks", list(ref("check_line")))], "Checks as they are shown"),
          object([("preformatted", texts)], "Lines as they are"),
        ])
      ]
    ),
    (
      "check_line",
      object(
        [
          ("verdict", word(["passed", "failed", "undecided"])), ("subject", text), ("name", text),
          ("value", text), ("bound", text), ("remark", text), ("of?", text), ("figure?", text),
        ], "A check as it is shown")
    ),
    (
      "table",
      object(
        [
          ("title?", text), ("subtitle?", text), ("columns", list(ref("column"))),
          ("rows", list(ref("row"))), ("notes?", texts), ("row_notes?", texts),
          ("is_listing?", flag),
        ], "A table as it is shown")
    ),
    (
      "column",
      object(
        [
          ("key", text), ("heading", texts), ("alignment", word(["text", "number"])),
          ("priority", number),
        ], "A column; its key ends in the unit")
    ),
    (
      "row",
      object(
        [
          ("cells", list(ref("cell"))),
          ("style?", word(["total", "chosen", "rejected", "section"])), ("level?", count),
        ], "A row")
    ),
    (
      "cell",
      [
        "anyOf": .array([
          text,
          object(
            [
              ("text", text),
              ("is?", word(["number", "interval", "date", "unknown", "absent"])),
              ("value?", maybe), ("low?", maybe), ("high?", maybe), ("date?", text),
              (
                "mark?",
                object(
                  [("symbol", text), ("meaning", text), ("leads", flag)], "A limit on the value")
              ),
              ("judgement?", word(["good", "bad"])), ("emphasis?", flag), ("of?", text),
              ("figure?", text),
            ], "What a person reads, and what a program does"),
        ])
      ]
    ),
    (
      "chart",
      object(
        [
          ("kind", word(Chart.Kind.allCases.map(\.rawValue))), ("title", text), ("summary", text),
          ("x", ref("axis")), ("y", ref("axis")),
          (
            "marks",
            list(
              object(
                [("axis", word(["x", "y"])), ("value", number), ("label", text)], "A marked value"))
          ), ("table", ref("table")),
        ], "A picture of a table")
    ),
    (
      "axis",
      object(
        [("title", text), ("scale", word(["plain", "money", "moneyPerHour"]))], "An axis of a chart"
      )
    ),
  ]
}

extension JSONValue {
  /// The same schema, or `null`.
  fileprivate var orNull: JSONValue { ["anyOf": [self, ["type": "null"]]] }
}
