import Figures
import JSON
import Planning
import Units

extension ResultPlan {
  /// What every saved plan has before its cases.
  var savedHead: [JSONValue.Member] {
    [
      .init("headroom", .number(Double(ResultDocument.version))),
      .init("plan", .string(title)), .init("file", .string(file)),
      .init("question", .maybe(question)), .init("prepared_for", .maybe(preparedFor)),
      .init("author", .maybe(author)), .init("version", .maybe(version)),
      .init("as_of", .string(asOf)), .init("currency", .string(currency.code)),
      .init("scenario", .maybe(scenario)), .init("horizon_months", .number(Double(months))),
      .init(
        "inputs",
        .array(
          inputs.map {
            ["path": .string($0.path), "value": .string($0.text), "place": .string($0.place)]
          })),
      .init(
        "files", .array(files.map { ["name": .string($0.name), "text": .string($0.text)] })),
    ] + (currency == .dollar ? [] : [.init("dollars_per_currency", .number(currency.dollars))])
  }

  /// Sources of all figures, each once; figures name them by their place.
  var citations: [Citation] {
    var seen: Set<Citation> = []
    return parts.flatMap(\.figures).flatMap { $0.origin?.citations ?? [] }
      .filter { seen.insert($0).inserted }
  }

  /// The currency of a saved plan, by the rate that it was saved with.
  static func currency(_ saved: JSONReading) throws(UnreadableResult) -> Currency {
    Currency(
      code: try saved["currency"].text(),
      dollars: try saved.optional("dollars_per_currency")?.number() ?? 1)
  }

  init(saved: JSONReading) throws(UnreadableResult) {
    guard try saved["headroom"].number() == Double(ResultDocument.version) else {
      throw UnreadableResult(
        message: "expected a result of version \(ResultDocument.version) of the format")
    }
    title = try saved["plan"].text()
    file = try saved["file"].text()
    question = try saved.optional("question")?.text()
    preparedFor = try saved.optional("prepared_for")?.text()
    author = try saved.optional("author")?.text()
    version = try saved.optional("version")?.text()
    asOf = try saved["as_of"].text()
    currency = try Self.currency(saved)
    scenario = try saved.optional("scenario")?.text()
    months = try saved["horizon_months"].whole(in: 1...600)
    inputs = try saved["inputs"].list().map { item throws(UnreadableResult) in
      PlanInput(
        path: try item["path"].text(), text: try item["value"].text(),
        place: try item["place"].text())
    }
    files = try saved["files"].list().map { item throws(UnreadableResult) in
      PlanText(name: try item["name"].text(), text: try item["text"].text())
    }
    let citations = try saved["sources"].list().map { item throws(UnreadableResult) in
      Citation(
        title: try item["title"].text(), publisher: try item["publisher"].text(),
        date: try item["date"].text(), locator: try item["place"].text())
    }
    parts = try saved["cases"].list().map { item throws(UnreadableResult) in
      try ResultPart(saved: item, citations)
    }
    if let fleet = saved.optional("fleet") {
      parts.append(try ResultPart(saved: fleet, citations))
    }
  }
}

extension ResultPart {
  /// What a saved case or fleet has for reports, beside its own data.
  func saved(_ citations: [Citation]) -> [JSONValue.Member] {
    var places: [Citation: Int] = [:]
    for (index, citation) in citations.enumerated() { places[citation] = index }
    return [
      .init("key", .string(key)), .init("name", .string(name)),
      .init(
        "choices",
        .array(choices.map { ["workload": .string($0.workload), "option": .maybe($0.option)] })),
      .init("products", .texts(products)),
      .init(
        "alternatives",
        .array(alternatives.map { ["name": .string($0.name), "lines": .texts($0.lines)] })),
      .init("figures", .array(figures.map { $0.saved(places) })),
    ]
  }

  fileprivate init(saved: JSONReading, _ citations: [Citation]) throws(UnreadableResult) {
    id = try saved.optional("model")?.text() ?? "fleet"
    key = try saved["key"].text()
    name = try saved["name"].text()
    choices = try saved["choices"].list().map { item throws(UnreadableResult) in
      Choice(workload: try item["workload"].text(), option: try item.optional("option")?.text())
    }
    products = try saved["products"].texts()
    checks = try saved["checks"].list().map { item throws(UnreadableResult) in
      HeldCheck(
        figure: try item["figure"].text(), relation: try item["relation"].text(),
        written: try item["written"].text(), bound: try item.optional("bound")?.number(),
        holds: try item["verdict"].text() == "passed")
    }
    alternatives = try saved["alternatives"].list().map { item throws(UnreadableResult) in
      Alternative(name: try item["name"].text(), lines: try item["lines"].texts())
    }
    figures = try saved["figures"].list().map { item throws(UnreadableResult) in
      try ResultFigure(saved: item, citations)
    }
  }
}

extension ResultFigure {
  fileprivate func saved(_ places: [Citation: Int]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(name)), .init("title", .string(title)),
      .init("key", .string(name + dimension.keySuffix)), .init("value", .maybe(value)),
      .init("dimension", dimension.saved), .init("style", .string(style.saved)),
      .init("evidence", .maybe(evidence?.name)),
    ]
    switch basis {
    case .formula(let text, let names):
      members += [.init("formula", .string(text)), .init("rests_on", .texts(names))]
    case .input(let origin):
      members += [.init("formula", .null), .init("origin", origin.saved(places))]
    }
    return .object(members)
  }

  fileprivate init(saved: JSONReading, _ citations: [Citation]) throws(UnreadableResult) {
    name = try saved["name"].text()
    title = try saved["title"].text()
    value = try saved.knownOrNot("value")
    dimension = Dimension(saved: try saved["dimension"].value)
    style = FigureStyle(saved: try saved["style"].text())
    evidence = try saved.optional("evidence").flatMap { word throws(UnreadableResult) in
      Evidence(name: try word.text())
    }
    if let formula = saved.optional("formula") {
      basis = .formula(try formula.text(), names: try saved["rests_on"].texts())
    } else {
      basis = .input(try Origin(saved: saved["origin"], citations))
    }
  }
}

extension ResultFigure.Origin {
  fileprivate func saved(_ places: [Citation: Int]) -> JSONValue {
    .sparse([
      ("text", .string(text)), ("is_plan", isPlan ? true : .null),
      (
        "sources",
        citations.isEmpty
          ? .null : .array(citations.map { .number(Double(places[$0] ?? 0)) })
      ),
      ("note", .maybe(note)), ("written", .maybe(written)),
      ("private_quote", isPrivate ? true : .null), ("low", isRange ? .maybe(low) : .null),
      ("high", isRange ? .maybe(high) : .null),
    ])
  }

  fileprivate init(saved: JSONReading, _ all: [Citation]) throws(UnreadableResult) {
    text = try saved["text"].text()
    isPlan = try saved.optional("is_plan")?.flag() ?? false
    note = try saved.optional("note")?.text()
    written = try saved.optional("written")?.text()
    isPrivate = try saved.optional("private_quote")?.flag() ?? false
    low = try saved.knownOrNot("low")
    high = try saved.knownOrNot("high")
    citations =
      try saved.optional("sources")?.list().map { item throws(UnreadableResult) in
        let place = try item.whole(in: 0...Int.largestCount)
        guard all.indices.contains(place) else { throw item.expected("the place of a source") }
        return all[place]
      } ?? []
  }
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

  init(saved value: JSONValue) {
    self.init()
    for part in Self.parts {
      if case .number(let exponent)? = value[part.key], let whole = Int8(exactly: exponent) {
        self[keyPath: part.path] = whole
      }
    }
  }
}

extension FigureStyle {
  var saved: String { "\(self)" }

  init(saved text: String) {
    self = FigureStyle.allCases.first { $0.saved == text } ?? .automatic
  }
}
