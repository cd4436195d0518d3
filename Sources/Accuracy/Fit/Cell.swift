import HardwareKit
import Units

/// Rows alike: whoever is fitted on one of a cell has seen the others.
///
/// Training: accelerator × model × task × scale (up to 16 accelerators, up to 128, more). Serving: model
/// × accelerator × precision × accelerators × engine × source. Splits never cut through a cell.
public struct Cell: Sendable, Hashable {
  public let key: String

  public init(of row: MeasuredRow, product: String?) {
    let accelerator = product ?? row.accelerator
    let parts: [String] =
      switch row.subject {
      case .training(let run):
        [
          "training", accelerator, row.model, run.task,
          Self.scale(run.accelerators ?? 0),
        ]
      case .serving(let service):
        [
          "serving", row.model, accelerator, row.format.precision?.rawValue ?? row.format.written,
          "\(service.accelerators ?? 0)", row.software, row.shape.rawValue,
        ]
      }
    key = parts.joined(separator: " | ")
  }

  private static func scale(_ accelerators: Int) -> String {
    accelerators <= 16 ? "up to 16" : accelerators <= 128 ? "up to 128" : "more than 128"
  }
}

/// Divisions of cells that a seed fixes: the same rows, seed and shares give the same division.
public struct CellSplit: Sendable {
  /// The seed of the figures in the documentation.
  public static let standardSeed: UInt64 = 2026
  /// Printed beside it, to show what the draw is worth.
  public static let otherSeeds: [UInt64] = [1, 2]

  private let order: [String]

  /// - Parameter cells: the cell of each row; repeats count once.
  public init(_ cells: some Sequence<String>, seed: UInt64) {
    var order = Set(cells).sorted()
    var generator = SeededGenerator(seed: seed)
    order.shuffle(using: &generator)
    self.order = order
  }

  /// The cells to fit on, so that they hold at least this share of all cells.
  public func fitting(share: Double) -> Set<String> {
    Set(order.prefix(Int(saturating: (Double(order.count) * share).rounded(.up))))
  }

  /// The cells that each of `count` folds holds out; every cell is in one.
  public func folds(_ count: Int) -> [Set<String>] {
    (0..<max(1, count)).map { fold in
      Set(order.indices.filter { $0 % max(1, count) == fold }.map { order[$0] })
    }
  }
}

/// SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014, figure 17. Small, and the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
