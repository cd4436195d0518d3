import Diagnostics
import Documents

extension Form {
  /// A map that says by one of its keys of which kind it is: a section for each word.
  ///
  /// - Parameter noun: What messages call the map; the noun of its section, or of its place, where nil.
  package static func kinds(
    of key: String, _ sections: [(word: String, section: Section<Value>)],
    noun: (@Sendable (Place) -> String)? = nil
  ) -> Form {
    let words = sections.map(\.word)
    return Form(
      .either(sections.map { .section($0.section.name) }),
      describe: { catalogue in for (_, section) in sections { catalogue.add(section) } }
    ) { place, reading in
      let what = noun?(place) ?? sections.first?.section.what ?? place.noun
      guard let mapping = place.node.mapping else {
        reading.report(.wrongKind(expected: "a map", for: what, found: place.node))
        return nil
      }
      guard let entry = mapping.entry(key), !entry.value.isNull else {
        reading.report(
          .missingKey(
            key, in: what, at: mapping.entry(key)?.keySpan ?? place.node.span,
            isNull: mapping.entry(key) != nil))
        return nil
      }
      let word = Form<String>.words(words).read(place.key(key, entry.value), reading)
      return sections.first { $0.word == word }?.section.read(place, reading, as: what)
    }
  }

  /// One or several, or `search` for `all`.
  ///
  /// - Parameter noun: What an empty list lacks.
  package static func orSearch<Item: Sendable>(
    _ one: Form<Item>, all: [Item], noun: String
  ) -> Form where Value == [Item] {
    let several = Form.several(one, noun: noun)
    return Form(
      .either([.choice(["search"]), several.shape]), measure: one.measure, describe: one.describe
    ) { place, reading in
      if place.node.scalar?.text == "search" { return all }
      return several.read(place, reading)
    }
  }
}

extension Form where Value == Never {
  /// Either of two forms, described here; which of them is read depends on other keys.
  package static func either<A, B>(_ a: Form<A>, _ b: Form<B>) -> Form<Never> {
    Form(
      .either([a.shape, b.shape]),
      describe: { catalogue in
        a.describe(catalogue)
        b.describe(catalogue)
      }
    ) { _, _ in nil }
  }
}
