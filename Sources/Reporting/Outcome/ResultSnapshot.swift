import Figures
import HardwareKit
public import Planning
import Units

/// What two results are compared by: inputs, choices and figures, from an outcome or a saved file.
public struct ResultSnapshot: Sendable {
  struct Number: Sendable {
    let value: Double
    let dimension: Dimension
    let style: FigureStyle
    /// Whether it is a fact or a demand, not the result of a formula.
    let isInput: Bool

    static let unknown = Number(
      value: .nan, dimension: .none, style: .automatic, isInput: false)

    var isFinite: Bool { value.isFinite }

    func text(_ value: Double) -> String {
      format(value, as: FigureText.unit(of: style, dimension))
    }
  }

  struct Part: Sendable {
    let model: String
    /// What each workload runs on; `nil` without an answer.
    let choices: [(workload: String, choice: String?)]
    /// In the order in which they were computed.
    let names: [String]
    let figures: [String: Number]

    /// What a workload runs on; `nil` where there is no such workload.
    func text(ofChoice workload: String) -> String? {
      choices.first { $0.workload == workload }.map { $0.choice ?? "no answer" }
    }

    /// A figure; unknown, and not absent, where a workload without an answer would give it.
    subscript(name: String) -> Number? {
      if let known = figures[name] { return known }
      let waits = choices.contains { workload, choice in
        choice == nil && (name.hasPrefix("\(workload).") || name.hasPrefix("total."))
      }
      return waits ? .unknown : nil
    }
  }

  /// The file, with the scenario or the date that tells it from the other.
  public var name: String
  let inputs: [PlanInput]
  let parts: [Part]

  public init(_ outcome: Outcome) {
    name = outcome.plan.file
    inputs = outcome.plan.inputs
    let cases = outcome.cases.map { item in
      Part(
        model: item.model.architecture.id,
        choices: item.workloads.map { workload in
          (
            workload.planned.name,
            workload.choice.map { "\($0.product.id), \($0.way.label)" }
          )
        }, sheet: item.sheet)
    }
    let fleet = outcome.fleet.map { fleet in
      let choice = fleet.choice.map { Self.choice($0.product.id, $0.way) }
      return Part(model: "fleet", choices: [("fleet", choice)], sheet: fleet.sheet)
    }
    parts = cases + [fleet].compactMap(\.self)
  }

  /// A product with the way to have it, where there are several.
  private static func choice(_ product: String, _ way: String?) -> String {
    [product, way ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension ResultSnapshot.Part {
  fileprivate init(model: String, choices: [(workload: String, choice: String?)], sheet: Sheet) {
    self.model = model
    self.choices = choices
    names = sheet.names
    figures = Dictionary(
      sheet.figures.map { figure in
        let number = ResultSnapshot.Number(
          value: figure.value, dimension: figure.id.dimension, style: figure.id.style,
          isInput: figure.formula == nil)
        return (figure.name, number)
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension ResultSnapshot {
  /// Why a file is no saved result.
  public struct Unreadable: Error, Sendable {
    public let message: String
  }

  /// A result that `-o result.json` has saved.
  public init(saved value: JSONValue, name: String) throws(Unreadable) {
    // `compare` of one plan saves a list of one.
    var document = value
    if let plans = value["plans"] {
      guard plans[1] == nil, let only = plans[0] else {
        throw Unreadable(message: "expected the result of one plan, found several")
      }
      document = only
    }
    guard document["headroom"]?.number == 1, let cases = document["cases"]?.items else {
      throw Unreadable(message: "expected a result that 'headroom estimate -o' has saved")
    }
    self.name = name
    inputs = (document["inputs"]?.items ?? []).compactMap { item in
      guard let path = item["path"]?.text, let text = item["value"]?.text else { return nil }
      return PlanInput(path: path, text: text, place: item["place"]?.text ?? "")
    }
    parts = cases.map(Self.part) + [document["fleet"]].compactMap { $0.map(Self.fleet) }
  }

  private static func part(_ value: JSONValue) -> Part {
    let choices = (value["workloads"]?.items ?? []).map { workload in
      (workload["name"]?.text ?? "", choice(of: workload))
    }
    let (names, figures) = figures(value)
    return Part(
      model: value["model"]?.text ?? "", choices: choices, names: names, figures: figures)
  }

  private static func fleet(_ value: JSONValue) -> Part {
    let (names, figures) = figures(value)
    return Part(
      model: "fleet", choices: [("fleet", choice(of: value))], names: names, figures: figures)
  }

  private static func choice(of value: JSONValue) -> String? {
    let index = value["chosen"]?.number.flatMap { Int(exactly: $0) }
    guard let option = index.flatMap({ value["options"]?[$0] }),
      let product = option["product"]?.text
    else { return nil }
    return choice(product, option["way"]?.text)
  }

  private static func figures(_ value: JSONValue) -> ([String], [String: Number]) {
    var names: [String] = []
    var figures: [String: Number] = [:]
    for item in value["figures"]?.items ?? [] {
      guard let name = item["name"]?.text else { continue }
      names.append(name)
      figures[name] = Number(
        value: item["value"]?.number ?? .nan, dimension: Dimension(saved: item["dimension"]),
        style: FigureStyle(saved: item["style"]?.text), isInput: item["formula"] == .null)
    }
    return (names, figures)
  }
}

extension JSONValue {
  fileprivate var number: Double? { if case .number(let value) = self { value } else { nil } }
  fileprivate var text: String? { if case .string(let value) = self { value } else { nil } }
  fileprivate var items: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
}

extension Dimension {
  private static let parts: [(key: String, path: any WritableKeyPath<Dimension, Int8> & Sendable)] =
    [
      ("time", \.time), ("data", \.data), ("operations", \.operations), ("tokens", \.tokens),
      ("money", \.money), ("energy", \.energy),
    ]

  /// Exponents by name, those that are zero left out: `{"money": 1, "time": -1}`.
  var saved: JSONValue {
    .object(
      Self.parts.filter { self[keyPath: $0.path] != 0 }.map {
        JSONValue.Member($0.key, .number(Double(self[keyPath: $0.path])))
      })
  }

  init(saved value: JSONValue?) {
    self.init()
    for part in Self.parts {
      if let exponent = value?[part.key]?.number, let whole = Int8(exactly: exponent) {
        self[keyPath: part.path] = whole
      }
    }
  }
}

extension FigureStyle {
  var saved: String { "\(self)" }

  init(saved text: String?) {
    self = FigureStyle.allCases.first { $0.saved == text } ?? .automatic
  }
}
