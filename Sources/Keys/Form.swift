import Diagnostics
import Documents

/// How a value is written, and what is read of it.
package struct Form<Value>: Sendable {
  /// As schemas and pages show it.
  package let shape: KeyTable.Form
  /// Of a number: dimension, bounds, example.
  package let measure: Measure?
  /// Adds the sections that the shape names.
  package let describe: @Sendable (KeyCatalogue) -> Void
  /// Nil after it has reported.
  package let read: @Sendable (Place, Reading) -> Value?

  package init(
    _ shape: KeyTable.Form, measure: Measure? = nil,
    describe: @escaping @Sendable (KeyCatalogue) -> Void = { _ in },
    read: @escaping @Sendable (Place, Reading) -> Value?
  ) {
    self.shape = shape
    self.measure = measure
    self.describe = describe
    self.read = read
  }

  /// Another value of what was read, or nothing after a report.
  package func then<New>(
    _ next: @escaping @Sendable (Value, Place, Reading) -> New?
  ) -> Form<New> {
    Form<New>(shape, measure: measure, describe: describe) { place, reading in
      self.read(place, reading).flatMap { next($0, place, reading) }
    }
  }

  package func map<New>(_ next: @escaping @Sendable (Value) -> New) -> Form<New> {
    then { value, _, _ in next(value) }
  }

  /// The value with its place, for a check that needs other keys.
  package var placed: Form<Placed<Value>> {
    then { value, place, _ in Placed(value: value, place: place) }
  }

  /// Described here and read by somebody else.
  package var readElsewhere: Form {
    Form(shape, measure: measure, describe: describe) { _, _ in nil }
  }

  /// The same in other words of messages.
  package func called(_ noun: String) -> Form {
    Form(shape, measure: measure, describe: describe) { place, reading in
      self.read(Place(place.node, path: place.path, noun: noun, word: place.word), reading)
    }
  }

  /// Shown otherwise than it is read.
  package func shown(as shape: KeyTable.Form) -> Form {
    Form(shape, measure: measure, describe: describe, read: read)
  }

  /// A map, or something shorter in its place. A mistake inside a map is told about the map.
  package static func map(_ map: Form, or short: Form) -> Form {
    Form(
      .either([short.shape, map.shape]), measure: short.measure,
      describe: { catalogue in
        short.describe(catalogue)
        map.describe(catalogue)
      },
      read: { $0.node.mapping == nil ? short.read($0, $1) : map.read($0, $1) })
  }

  package static func section(_ section: Section<Value>) -> Form {
    Form(.section(section.name), describe: { $0.add(section) }) { section.read($0, $1) }
  }

  /// A section, or nothing inside: `{}`.
  package static func orEmpty(_ section: Section<Value>) -> Form {
    Form(.either([.section(section.name), .empty]), describe: { $0.add(section) }) {
      section.read($0, $1)
    }
  }
}

/// A value and where it stands.
package struct Placed<Value> {
  package let value: Value
  package let place: Place
}

extension Form {
  /// Reads, and reports what was expected where nothing was found out; for forms that do not report.
  package func orRefuse(_ expected: String) -> Form {
    Form(shape, measure: measure, describe: describe) { place, reading in
      let before = reading.found.diagnostics.count
      let value = self.read(place, reading)
      if value == nil, reading.found.diagnostics.count == before {
        place.refuse(expected, reading)
      }
      return value
    }
  }
}
