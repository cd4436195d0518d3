import Diagnostics
import Documents

extension Form where Value == String {
  package static var text: Form {
    Form(.text) { place, reading in
      reading.collect { place.node.text(place.noun, into: &$0) }
    }
  }

  /// One of a few words, spelt exactly.
  package static func words(_ words: [String]) -> Form {
    Form(.choice(words)) { place, reading in
      reading.collect { place.node.choice(place.word, among: words, into: &$0) }
    }
  }
}

extension Form where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// A case of an enumeration by its raw value.
  package static var caseName: Form {
    Form<String>.words(Value.allCases.map(\.rawValue)).then { word, _, _ in Value(rawValue: word) }
  }
}

extension Form where Value: RawRepresentable & Sendable, Value.RawValue == String {
  /// Some of the cases by their raw values.
  package static func cases(_ cases: [Value]) -> Form {
    Form<String>.words(cases.map(\.rawValue)).then { word, _, _ in Value(rawValue: word) }
  }
}

extension Form where Value == Bool {
  package static var flag: Form {
    Form(.flag) { place, reading in
      reading.collect {
        place.node.choice(place.word, among: ["true", "false", "yes", "no"], into: &$0)
      }.map { $0 == "true" || $0 == "yes" }
    }
  }
}

extension Form {
  /// A word that stands for a value, or another form.
  package static func word(
    _ words: [String], _ value: @escaping @Sendable (String, Place) -> Value, or other: Form
  ) -> Form {
    Form(
      .either([.choice(words), other.shape]), measure: other.measure, describe: other.describe
    ) { place, reading in
      if let text = place.node.scalar?.text, words.contains(text) { return value(text, place) }
      return other.read(place, reading)
    }
  }
}
