public import Diagnostics
import Documents
public import Figures
import Keys
public import Units

/// A rate that somebody measured: a model in a layout at a number of requests in flight.
public struct MeasuredPoint: Sendable {
  public let product: String
  public let model: String
  public let precision: Precision
  public let tp: Int
  /// Requests in flight.
  public let batch: Double
  /// Output tokens a second of the replica.
  public let rate: Fact<TokensPerSecond>
  /// Where it stands in its file.
  public let span: SourceSpan

  static func all(
    in root: Node, sources: SourceTable, _ reading: Reading
  ) -> [String: [MeasuredPoint]] {
    guard let node = root.mapping?["measured"], !node.isNull else { return [:] }
    var sections = PriceSections()
    sections.sources = sources
    let place = Place(node, path: "measured", noun: "'measured'", word: "measured")
    let points = sections.measured.read(place, reading) ?? []
    return Dictionary(grouping: points, by: \.product).mapValues { points in
      points.sorted { $0.batch < $1.batch }
    }
  }
}
