import Diagnostics
package import Documents

extension Form {
  /// One, or a list of them.
  ///
  /// - Parameter noun: What an empty list lacks; nil where it may be empty.
  package static func several<Item>(
    _ item: Form<Item>, noun: String? = nil
  ) -> Form where Value == [Item] {
    Form(.several(item.shape), measure: item.measure, describe: item.describe) { place, reading in
      guard place.node.sequence != nil else {
        return item.read(place, reading).map { [$0] } ?? []
      }
      let items = place.node.listOrOne
      if items.isEmpty, let noun {
        reading.report(.nothingListed(noun, place.noun, at: place.node.span))
      }
      return items.enumerated().compactMap { item.read(place.item($0, $1), reading) }
    }
  }

  package static func list<Item>(_ item: Form<Item>) -> Form where Value == [Item] {
    Form(.list(item.shape), measure: item.measure, describe: item.describe) { place, reading in
      reading.collect { place.node.list(place.noun, into: &$0) }
        .map { $0.enumerated().compactMap { item.read(place.item($0, $1), reading) } }
    }
  }

  /// A map with names of the user's own.
  ///
  /// - Parameter noun: What messages call one, before its name.
  package static func named<Item>(
    _ item: Form<Item>, noun: String? = nil
  ) -> Form where Value == [Named<Item>] {
    Form(.named(item.shape), describe: item.describe) { place, reading in
      guard let entries = place.node.mapping?.entries else {
        reading.report(.wrongKind(expected: "a map", for: place.noun, found: place.node))
        return nil
      }
      return entries.compactMap { entry in
        let below = place.key(entry.key, entry.value)
        let called = Place(
          entry.value, path: below.path, noun: noun.map { "\($0) \(below.noun)" } ?? below.noun,
          word: below.word)
        return item.read(called, reading).map { Named(entry: entry, value: $0) }
      }
    }
  }

  /// One, several of which the best is taken, or `search` for `all`; each once.
  ///
  /// - Parameter one: What an empty list lacks.
  package static func searched<Item>(
    _ one: String, all: [Item]
  ) -> Form
  where
    Value == [Item], Item: RawRepresentable & CaseIterable & Hashable & Sendable,
    Item.RawValue == String
  {
    let item = Form<Item>.caseName
    let words = Form<String>.words(Item.allCases.map(\.rawValue) + ["search"])
    return Form(.either([words.shape, .list(item.shape)])) { place, reading in
      guard place.node.sequence != nil else {
        guard let word = words.read(place, reading) else { return nil }
        return word == "search" ? all : Item(rawValue: word).map { [$0] }
      }
      if place.node.listOrOne.isEmpty {
        reading.report(.nothingListed(one, place.noun, at: place.node.span))
      }
      var seen: Set<Item> = []
      return place.node.listOrOne.enumerated()
        .compactMap { item.read(place.item($0, $1), reading) }
        .filter { seen.insert($0).inserted }
    }
  }
}

/// A value by a name of the user's own.
package struct Named<Value> {
  package let entry: Mapping.Entry
  package let value: Value

  package var name: String { entry.key }
}
