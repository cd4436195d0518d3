/// A map of a file: its name in schemas and pages, and the function that asks for its keys.
///
/// The function is run in two ways by the same object: over a map of a file each question is answered;
/// over nothing each question leaves its description and is answered by nil. A key's name, form, help
/// and default stand in the line that reads it. The price is one rule: all keys are asked for before
/// anything depends on a value.
package struct Section<Value>: Sendable {
  /// `traffic`
  package let name: String
  /// `Traffic of a service`
  package let title: String
  /// Whether an import may hold some of its keys, so that a file alone need not have them all. Lists
  /// are replaced and never merged.
  package let isMerged: Bool
  /// What messages call such a map; the noun of its place where nil.
  package let what: String?
  package let body: @Sendable (Keys) -> Value?

  package init(
    _ name: String, _ title: String, merged: Bool = true, what: String? = nil,
    _ body: @escaping @Sendable (Keys) -> Value?
  ) {
    self.name = name
    self.title = title
    isMerged = merged
    self.what = what
    self.body = body
  }

  /// Reads a map, and reports the keys that nobody asked for.
  ///
  /// - Parameter noun: What messages call this one: `workload 'chat'`.
  package func read(_ place: Place, _ reading: Reading, as noun: String? = nil) -> Value? {
    let keys = Keys(place, what: noun ?? what ?? place.noun, reading)
    let value = body(keys)
    keys.finish()
    return value
  }

  /// The names of its keys.
  package var names: [String] {
    let keys = Keys(describing: what ?? name, into: nil)
    _ = body(keys)
    return keys.asked
  }

  /// This section and those that its keys name, each once, in the order in which they are named.
  package var sections: [KeyTable.Section] {
    let catalogue = KeyCatalogue()
    catalogue.add(self)
    return catalogue.sections
  }
}

/// Sections as they are described, each once.
package final class KeyCatalogue {
  package private(set) var sections: [KeyTable.Section] = []
  private var seen: Set<String> = []

  package init() {}

  package func add<Value>(_ section: Section<Value>) {
    guard seen.insert(section.name).inserted else { return }
    let place = sections.count
    let keys = Keys(describing: section.what ?? section.name, into: self)
    _ = section.body(keys)
    sections.insert(
      KeyTable.Section(section.name, section.title, merged: section.isMerged, keys.described),
      at: place)
  }
}
