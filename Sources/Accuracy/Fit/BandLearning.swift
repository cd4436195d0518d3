public import HardwareKit
import Figures

/// A residual that a band is learnt from.
public struct BandSample: Sendable {
  public var kind: MeasuredKind
  public var group: String
  public var cell: String
  /// `ln(predicted / measured)`.
  public var residual: Double

  public init(kind: MeasuredKind, group: String, cell: String, residual: Double) {
    self.kind = kind
    self.group = group
    self.cell = cell
    self.residual = residual
  }
}

/// Learns the half-widths of 90 % bands from residuals.
///
/// Cells, not rows, are the unit: rows of a cell err together, so that the 90 % quantile of some cells
/// covers less than 90 % of others. Each quantile is therefore widened until, learnt on a random half of
/// the cells, it covers 90 % of the rows of the other half, in the mean over ``draws`` divisions.
public struct BandLearning: Sendable {
  public var target = 0.9
  public var draws = 40
  public var seed = CellSplit.standardSeed
  /// A group with fewer cells cannot say how much a quantile must be widened. It takes the width of the
  /// groups next to it, which share all but the last word of its name, or of all rows of its subject; and
  /// no less than its own quantile.
  public var fewestCells = 8
  /// The most that a quantile is widened.
  public var widest = 2.5

  public init() {}

  /// A width for each kind and group, and one for all groups of a subject.
  public func widths(_ samples: [BandSample]) -> [ErrorBands.Width] {
    var groups: [String: [BandSample]] = [:]
    for sample in samples where sample.residual.isFinite {
      for group in [sample.group] + Self.wider(sample.group) {
        groups["\(sample.kind.rawValue)\t\(group)", default: []].append(sample)
      }
    }
    let learnt = groups.mapValues(width)
    let cells = groups.mapValues { Set($0.map(\.cell)).count }
    // Groups that only stand for others have a line only where they are the last resort.
    return groups.keys.sorted().compactMap { key in
      let parts = key.split(separator: "\t").map(String.init)
      guard parts.count == 2, !parts[1].hasSuffix(" …"), let rows = groups[key],
        var best = learnt[key], let count = cells[key]
      else { return nil }
      if count < fewestCells,
        let wider = Self.wider(parts[1]).map({ "\(parts[0])\t\($0)" })
          .first(where: { cells[$0, default: 0] >= fewestCells }),
        let width = learnt[wider]
      {
        let own = quantile(rows.map { abs($0.residual) }, target) ?? 0
        best = (max(own, width.width), width.coverage)
      }
      return ErrorBands.Width(
        kind: parts[0], group: parts[1], halfWidth: best.width, rows: rows.count, cells: count,
        coverage: best.coverage)
    }
  }

  /// The groups that a group belongs to, the nearest first: `training experts …`, `training all`.
  private static func wider(_ group: String) -> [String] {
    let words = group.split(separator: " ").map(String.init)
    guard let subject = words.first, group != ErrorBands.all(subject) else { return [] }
    let next = words.dropLast().joined(separator: " ")
    return (words.count > 2 ? ["\(next) …"] : []) + [ErrorBands.all(subject)]
  }

  /// The width of rows alike, and the share of held-out rows that it covers.
  func width(_ samples: [BandSample]) -> (width: Double, coverage: Double) {
    let plain = quantile(samples.map { abs($0.residual) }, target) ?? 0
    // For each division: the quantile of the half that is learnt on, and the sizes of the other half.
    var trials: [(width: Double, sizes: [Double])] = []
    for draw in 0..<draws {
      let learning = CellSplit(samples.map(\.cell), seed: seed &+ UInt64(draw)).fitting(share: 0.5)
      let inside = samples.filter { learning.contains($0.cell) }.map { abs($0.residual) }
      let outside = samples.filter { !learning.contains($0.cell) }.map { abs($0.residual) }
      guard let width = quantile(inside, target), !outside.isEmpty else { continue }
      trials.append((width, outside))
    }
    guard !trials.isEmpty else { return (plain * widest, 1) }
    func coverage(_ factor: Double) -> Double {
      let shares = trials.map { trial in
        Double(trial.sizes.count { $0 <= trial.width * factor }) / Double(trial.sizes.count)
      }
      return shares.reduce(0, +) / Double(shares.count)
    }
    var factor = 1.0
    while factor < widest, coverage(factor) < target { factor += 0.02 }
    return (plain * factor, coverage(factor))
  }
}

extension EvaluatedValue {
  /// What a band learns from this value: nil where there is no answer or the table leaves it out.
  public var bandSample: BandSample? {
    guard let kind, row.leftOut(kind) == nil, let error, error > -1 else { return nil }
    return BandSample(
      kind: kind, group: group, cell: cell, residual: .logarithm(1 + error))
  }
}
