import Diagnostics
package import Documents
package import Figures
import Units

/// The name that spans of `--set` values carry instead of a file's.
package let commandLineFile = "--set"

/// Where a value stands: in the file, by its path, and in the words of a message.
package struct Place {
  package let node: Node
  /// The path by which `--set` reaches it: `assistant.traffic.peak`.
  package let path: String
  /// What messages call it: `'peak'`.
  package let noun: String
  /// What messages call one of a few words: `precision`.
  package let word: String

  package init(_ node: Node, path: String, noun: String, word: String) {
    self.node = node
    self.path = path
    self.noun = noun
    self.word = word
  }

  /// The value below a key of the map that stands here.
  package func key(_ name: String, _ node: Node, word: String? = nil) -> Place {
    Place(
      node, path: path.isEmpty ? name : "\(path).\(name)", noun: "'\(name)'", word: word ?? name)
  }

  /// An item of the list that stands here.
  package func item(_ index: Int, _ node: Node) -> Place {
    Place(node, path: "\(path).\(index)", noun: noun, word: word)
  }

  /// The text that stands here, as messages quote it.
  package var written: String { node.scalar?.text ?? "" }

  /// Where the value comes from: a line of a file, or the command line, and the key that says it.
  ///
  /// - Parameters:
  ///   - evidence: None for what a plan demands; statements about the world that stand in a plan are
  ///     assumptions.
  ///   - factor: How many times what the key says the fact is; nil where it is made in another way.
  package func provenance(_ evidence: Evidence? = nil, factor: Double? = 1) -> Provenance {
    let origin: Provenance.Origin =
      node.span.file == commandLineFile ? .commandLine(written) : .plan(node.span)
    // A price in another currency says at which rate it was read.
    let rate = node.scalar.flatMap { Currency.foreign(in: $0.text) }
      .flatMap { Currency.known[$0]?.note }
    return Provenance(
      origin, evidence: evidence, note: rate, written: node.scalar?.text,
      keys: [Provenance.Key(path, factor: factor)])
  }

  /// Reports that something else was expected here.
  package func refuse(_ expected: String, _ reading: Reading, found text: String? = nil) {
    reading.report(.badRange(noun, expected, text ?? written, at: node.span))
  }
}
