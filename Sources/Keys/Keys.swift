package import Diagnostics
import Documents

/// The keys of one map, in the order in which a section asks for them.
///
/// The same function of a section is run in two ways: over a map of a file, when each key is read; and
/// over nothing, when each key leaves its description and has no value. All keys are therefore asked
/// for before anything depends on a value.
package final class Keys {
  package let reading: Reading
  /// Nil while a section is described.
  private let here: Place?
  /// What messages call the map.
  package let what: String
  private let entries: [String: Mapping.Entry]
  /// The names asked for so far.
  package private(set) var asked: [String] = []
  /// What was described so far; empty while reading.
  package private(set) var described: [KeyTable.Key] = []
  private let catalogue: KeyCatalogue?

  package init(_ place: Place, what: String, _ reading: Reading) {
    here = place
    self.what = what
    self.reading = reading
    catalogue = nil
    var entries: [String: Mapping.Entry] = [:]
    for entry in place.node.mapping?.entries ?? [] { entries[entry.key] = entry }
    self.entries = entries
    if place.node.mapping == nil {
      reading.report(.wrongKind(expected: "a map", for: what, found: place.node))
    }
  }

  package init(describing what: String, into catalogue: KeyCatalogue?) {
    here = nil
    self.what = what
    reading = Reading()
    entries = [:]
    self.catalogue = catalogue
  }

  // MARK: Keys

  /// A key that may be left out; one that is null counts as absent.
  ///
  /// - Parameters:
  ///   - help: What it holds, as the reference page says it.
  ///   - without: What counts without it.
  ///   - other: A key beside which this one may not stand.
  ///   - word: What a message calls one of a few words; the key's name where nil.
  package func optional<Value>(
    _ name: String, _ form: Form<Value>, _ help: String, without: String = "none",
    notWith other: String? = nil, word: String? = nil
  ) -> Value? {
    ask(name, form, help, without, isRequired: false)
    guard let here = place(of: name, word) else { return nil }
    if let other, has(other) {
      reading.report(.conflict(other, name, at: here.node.span))
      return nil
    }
    return form.read(here, reading)
  }

  /// A key that must stand there; its absence is reported at the map.
  ///
  /// - Parameter other: A key that takes this one's place: one of the two, and not both.
  package func required<Value>(
    _ name: String, _ form: Form<Value>, _ help: String, orElse other: String? = nil,
    word: String? = nil
  ) -> Value? {
    guard let other else {
      ask(name, form, help, "", isRequired: true)
      if let here = place(of: name, word) { return form.read(here, reading) }
      missing(name)
      return nil
    }
    let value = optional(
      name, form, help, without: "required, but with \(other)", notWith: other, word: word)
    if !has(name), !has(other) { missing(name) }
    return value
  }

  /// Whether a key has a value; one that is null counts as absent.
  package func has(_ name: String) -> Bool { entries[name].map { !$0.value.isNull } ?? false }

  /// A key that is described as one of several forms, in the one that holds.
  package func read<Value>(_ name: String, _ form: Form<Value>) -> Value? {
    place(of: name).flatMap { form.read($0, reading) }
  }

  /// Keys of another kind of this map are unknown here, if they stand there.
  package func forget(_ names: [String]) {
    guard here != nil else { return }
    asked.removeAll(where: names.contains)
  }

  /// A key that is never right here, with a message of its own at the map.
  package func never(_ name: String, _ problem: (SourceSpan) -> Diagnostic) {
    guard let here, entries[name] != nil else { return }
    asked.append(name)
    reading.report(problem(here.node.span))
  }

  // MARK: Rules of a section

  /// Where the value of a key stands; nil without one.
  package func place(of name: String, _ word: String? = nil) -> Place? {
    guard let here, let entry = entries[name], !entry.value.isNull else { return nil }
    return here.key(name, entry.value, word: word)
  }

  /// Where the map stands; nil while it is described.
  package var place: Place? { here }

  /// Reports a value that does not go with others of the map.
  package func refuse(_ name: String, _ expected: String, found: String? = nil) {
    place(of: name)?.refuse(expected, reading, found: found)
  }

  /// Reports that two keys cannot both be given, at the second.
  ///
  /// - Parameter written: How the first is called, if not by its name.
  package func refuse(_ name: String, with other: String, as written: String? = nil) {
    guard let place = place(of: name) else { return }
    reading.report(.conflict(written ?? other, name, at: place.node.span))
  }

  /// Reports a key that the others of the map ask for.
  package func missing(_ name: String, in what: String? = nil) {
    guard let here, here.node.mapping != nil else { return }
    let entry = entries[name]
    reading.report(
      .missingKey(
        name, in: what ?? self.what, at: entry?.keySpan ?? here.node.span, isNull: entry != nil))
  }

  /// Reports the keys that nobody asked for.
  package func finish() {
    guard let here else { return }
    for entry in here.node.mapping?.entries ?? [] where !asked.contains(entry.key) {
      reading.report(.unknownKey(entry.key, in: what, among: asked, at: entry.keySpan))
    }
  }

  private func ask<Value>(
    _ name: String, _ form: Form<Value>, _ help: String, _ without: String, isRequired: Bool
  ) {
    asked.append(name)
    guard let catalogue else { return }
    described.append(
      KeyTable.Key(
        name, form.shape, help, without: without, isRequired: isRequired, measure: form.measure))
    form.describe(catalogue)
  }
}

// MARK: Maps with one key

/// One alternative of a map with a single key: `{rent: {...}}`. Its value may be left out.
package struct Variant<Value>: Sendable {
  package let name: String
  package let form: Form<Value>
  package let help: String

  package init(_ section: Section<Value>, _ help: String, named name: String? = nil) {
    self.init(name ?? section.name, .orEmpty(section), help)
  }

  package init(_ name: String, _ form: Form<Value>, _ help: String) {
    self.name = name
    self.form = form
    self.help = help
  }
}

extension Keys {
  /// Exactly one of a few keys, which may have no value; the first is missed where there is none.
  package func one<Value>(of variants: [Variant<Value>]) -> Value? {
    for variant in variants {
      ask(variant.name, variant.form, variant.help, "none", isRequired: false)
    }
    guard let here, let mapping = here.node.mapping else { return nil }
    let given = variants.filter { entries[$0.name] != nil }
    if given.count > 1 {
      reading.report(.conflict(given[0].name, given[1].name, at: here.node.span))
      return nil
    }
    guard let one = given.first, let entry = entries[one.name] else {
      // Any other key is reported as unknown, with these as the known ones.
      if mapping.entries.isEmpty, let first = variants.first { missing(first.name) }
      return nil
    }
    let node =
      entry.value.isNull ? Node(.mapping(Mapping()), at: entry.value.span) : entry.value
    return one.form.read(here.key(one.name, node), reading)
  }
}
