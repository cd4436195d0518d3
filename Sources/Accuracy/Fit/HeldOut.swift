import Figures
import HardwareKit

/// What is left out of fits whole, beside the folds.
public enum LeftOut: String, Sendable, CaseIterable {
  /// Each product, and each family of several, whose constants then stay at their priors.
  case chips
  case vendors, models

  /// The groups of samples to leave out, by name; those of fewer rows tell nothing.
  func groups(_ samples: [FitSample], fewest: Int = 3) -> [(name: String, rows: Set<Int>)] {
    var rows: [String: Set<Int>] = [:]
    var products: [String: Set<String>] = [:]
    for (index, sample) in samples.enumerated() {
      switch self {
      case .vendors: rows[sample.subject.vendor, default: []].insert(index)
      case .models: rows[sample.subject.model, default: []].insert(index)
      case .chips:
        rows[sample.subject.product, default: []].insert(index)
        rows["family \(sample.subject.family)", default: []].insert(index)
        products["family \(sample.subject.family)", default: []].insert(sample.subject.product)
      }
    }
    return rows.filter {
      $0.value.count >= fewest && products[$0.key]?.count != 1
    }
    .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// Residuals of samples that their fits had not seen, 0 where there is no prediction, and the half-widths of
/// the bands that would have been printed for them.
///
/// The band of a sample is learnt from held-out residuals of other samples alone, and widened where none of
/// them covers its chip, its vendor or its model.
struct HeldOut {
  let samples: [FitSample]
  var residuals: [Double]
  private(set) var halfWidths: [Double?]
  /// Today's, for their multiples.
  let bands: ErrorBands

  init(_ samples: [FitSample], bands: ErrorBands) {
    self.samples = samples
    self.bands = bands
    residuals = [Double](repeating: 0, count: samples.count)
    halfWidths = [Double?](repeating: nil, count: samples.count)
  }

  /// Learns bands for the samples of `held` from the residuals of all others, or from those of other fits.
  mutating func band(_ held: Set<Int>, by others: HeldOut? = nil) {
    let source = others ?? self
    var covered: [String: ErrorBands.Covered] = [:]
    var learning: [BandSample] = []
    for (index, sample) in samples.enumerated() where !held.contains(index) {
      guard source.residuals[index] != 0 else { continue }
      learning.append(
        BandSample(
          kind: sample.measure.kind, group: sample.group, cell: sample.cell,
          residual: source.residuals[index]))
      let subject = ErrorBands.subject(of: sample.group)
      covered[subject, default: ErrorBands.Covered()].products.insert(sample.subject.product)
      covered[subject]?.vendors.insert(sample.subject.vendor)
      covered[subject]?.models.insert(sample.subject.model)
    }
    let learnt = bands.relearnt(BandLearning().widths(learning), covered: covered)
    for index in held {
      let sample = samples[index]
      halfWidths[index] = learnt.halfWidth(
        kind: sample.measure.kind.rawValue, group: sample.group, product: sample.subject.product,
        vendor: sample.subject.vendor, model: sample.subject.model)
    }
  }

  /// Errors of some rows by what is judged together.
  func errors(_ rows: some Sequence<Int>, group: String?) -> [CalibrationReport.Errors] {
    var quantities: [String: [Int]] = [:]
    for row in rows where residuals[row] != 0 {
      quantities[samples[row].quantity, default: []].append(row)
    }
    return quantities.sorted { $0.key < $1.key }.map { quantity, rows in
      let banded = rows.filter { halfWidths[$0] != nil }
      let inside = banded.count { abs(residuals[$0]) <= halfWidths[$0] ?? 0 }
      return CalibrationReport.Errors(
        quantity: quantity, residuals: rows.map { residuals[$0] }, group: group,
        coverage: banded.isEmpty ? nil : Double(inside) / Double(banded.count))
    }
  }

  /// Errors of all rows, of each group and of those that share a group's first words; of each product too.
  func errors(byProduct: Bool) -> [CalibrationReport.Errors] {
    var groups: [String: [Int]] = [:]
    for (index, sample) in samples.enumerated() where residuals[index] != 0 {
      let words = sample.group.split(separator: " ").dropFirst().map(String.init)
      guard !words.isEmpty else { continue }
      groups[words.joined(separator: " "), default: []].append(index)
      if words.count > 1 {
        groups[words.dropLast().joined(separator: " "), default: []].append(index)
      }
    }
    var result = errors(samples.indices, group: nil)
    result += groups.sorted { $0.key < $1.key }.flatMap { errors($0.value, group: $0.key) }
    guard byProduct else { return result }
    let products = Dictionary(grouping: samples.indices) { samples[$0].subject.product }
    return result
      + products.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }
      .flatMap { errors($0.value, group: $0.key) }
  }
}
