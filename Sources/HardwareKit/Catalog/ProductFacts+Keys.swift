package import Figures
package import Keys
import Units

extension ProductFacts {
  /// What a key does to the facts of a product.
  package typealias Change = @Sendable (inout ProductFacts) -> Void

  /// A fact by the key that says it, in datasheets and behind a product's name in `--set`.
  package struct Key: Sendable {
    package let name: String
    package let help: String
    package let without: String
    package let measure: Measure
    /// The bare quantity, graded by who reads it.
    package let plain: @Sendable (Evidence) -> Form<Change>
    /// The map of a datasheet: value, source, grade, note.
    let sourced: @Sendable (SourceTable) -> Form<Change>

    fileprivate init<U: Unit>(
      _ name: String, _ words: Words, _ bounds: Bounds,
      _ path: any WritableKeyPath<ProductFacts, Fact<U>?> & Sendable
    ) {
      self.name = name
      help = words.help
      without = words.without
      measure = Measure(U.dimension, bounds, words.example)
      plain = { evidence in
        Form.fact(U.self, bounds, words.example, evidence: evidence).map { fact in
          { $0[keyPath: path] = fact }
        }
      }
      sourced = { sources in
        Form.sourced(U.self, bounds, words.example, sources).map { fact in
          { $0[keyPath: path] = fact }
        }
      }
    }
  }

  /// Of one accelerator; the list is ``visitAll(_:)``.
  package static let keys: [Key] = {
    var list = KeyList()
    visitAll(&list)
    return list.keys
  }()

  private struct KeyList: FactVisitor {
    var keys: [Key] = []

    mutating func visit<U: Unit>(
      _ key: String, _ path: any WritableKeyPath<ProductFacts, Fact<U>?> & Sendable
    ) {
      let words =
        ProductFacts.words[key]
        ?? Words(
          "dense peak in \(key.dropFirst("peak-".count))", "989 TFLOP/s",
          without: "not supported")
      keys.append(Key(key, words, U.self == Count.self ? .accelerators : .positive, path))
    }
  }

  /// What a key holds, an example, and what counts without it.
  fileprivate struct Words: Sendable {
    let help: String
    let example: String
    let without: String

    init(_ help: String, _ example: String, without: String = "none") {
      self.help = help
      self.example = example
      self.without = without
    }
  }

  private static let words: [String: Words] = [
    "memory": Words("memory", "80 GB"),
    "on-chip-memory": Words("memory on the chip", "230 MB"),
    "far-memory": Words("slower memory behind it", "480 GB"),
    "memory-bandwidth": Words("bandwidth of the memory", "3.35 TB/s"),
    "scale-up-bandwidth": Words("link inside a domain, one direction", "450 GB/s"),
    "scale-up-domain": Words("accelerators of a domain", "8"),
    "scale-out-bandwidth": Words("link between nodes, one direction", "50 GB/s"),
    "power": Words("maximum power", "700 W"),
    "node-accelerators": Words("accelerators of a node", "8"),
    "node-power": Words("maximum power of a node", "10.2 kW"),
  ]
}

extension Bounds {
  /// Of the accelerators of a node or a domain: far more than anybody joins.
  fileprivate static let accelerators = Bounds.atLeast(1, "one or more")
    .atMost(1e6, "at most a million")
}
