import Diagnostics
import Documents

/// The largest value of each kind of dimension that is read from a file. They are some ten times
/// what any published model has, and keep every product of ``ModelArchitecture`` within 63 bits.
enum DimensionLimit: Int {
  case layers = 1_024
  /// Heads, head dimensions and experts.
  case parts = 16_384
  case hidden = 131_072
  case width = 1_048_576
  case rows = 1_073_741_824
}

/// Reads sizes and switches from one map, and remembers whether any of them was wrong.
struct DimensionReader {
  var map: MappingReader
  var problems: DiagnosticList

  init(_ node: Node, what: String) {
    var problems = DiagnosticList()
    map = MappingReader(node, what: what, into: &problems)
    self.problems = problems
  }

  /// A size that must be given, from 1 to its limit. After a report it is 1, so that reading goes on.
  mutating func size(_ key: String, _ limit: DimensionLimit) -> Int {
    size(key, upTo: limit.rawValue)
  }

  mutating func size(_ key: String, upTo limit: Int) -> Int {
    map.required(key, into: &problems)?.integer(key, in: 1...max(1, limit), into: &problems) ?? 1
  }

  /// A size under the first of two names that is given; its absence is reported for the first.
  mutating func size(_ key: String, or other: String, upTo limit: Int) -> Int {
    let isOther = map.optional(key) == nil && map.optional(other) != nil
    return size(isOther ? other : key, upTo: limit)
  }

  /// A size that may be left out, from `lowest` to its limit.
  mutating func size(
    _ key: String, _ limit: DimensionLimit, default value: Int, atLeast lowest: Int = 1
  ) -> Int {
    map.optional(key)?.integer(key, in: lowest...limit.rawValue, into: &problems) ?? value
  }

  mutating func flag(_ key: String, default value: Bool = false) -> Bool {
    map.optional(key)?.boolean(key, into: &problems) ?? value
  }

  /// Takes over what another reader found.
  mutating func merge(_ other: DimensionReader) {
    problems.merge(other.problems)
  }

  /// Reports key and value heads that the query heads cannot share evenly.
  mutating func checkHeads(_ attention: GroupedAttention, key: String) {
    guard attention.heads % attention.keyValueHeads != 0 else { return }
    problems.append(
      .unevenHeads(
        attention.keyValueHeads, of: attention.heads,
        at: map.entry(key)?.value.span ?? map.span))
  }
}
