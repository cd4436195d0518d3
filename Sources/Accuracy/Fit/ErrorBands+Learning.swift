public import HardwareKit

extension ErrorBands {
  /// Bands learnt from rows, with the multiples of today's for what no row covers.
  ///
  /// - Parameters:
  ///   - values: rows with their predictions; those that fits held out are replaced.
  ///   - fits: whose held-out residuals say more than those of constants that have seen the row. With
  ///     fits only the bands of their subjects are learnt; those of others stay as they are.
  public func learnt(
    from values: [EvaluatedValue], fits: [CalibrationReport],
    learning: BandLearning = BandLearning()
  ) -> ErrorBands {
    var held: Set<String> = []
    var samples: [BandSample] = []
    for fit in fits {
      samples += fit.bandSamples
      for (sample, _) in fit.heldOut {
        held.insert("\(sample.file):\(sample.id):\(sample.measure)")
      }
    }
    let subjects = Set(fits.map(\.name))
    func isLearnt(_ subject: String) -> Bool { subjects.isEmpty || subjects.contains(subject) }
    var covered = self.covered.filter { !isLearnt($0.key) }
    let kept = widths.filter { !isLearnt(Self.subject(of: $0.group)) }
    for value in values {
      guard let sample = value.bandSample, let measured = value.measured else { continue }
      let subject = Self.subject(of: value.group)
      guard isLearnt(subject) else { continue }
      if let product = value.product {
        covered[subject, default: Covered()].products.insert(product)
      }
      if let vendor = value.vendor { covered[subject, default: Covered()].vendors.insert(vendor) }
      if let model = value.model { covered[subject, default: Covered()].models.insert(model) }
      if !held.contains("\(value.row.file):\(value.row.id):\(measured.measure)") {
        samples.append(sample)
      }
    }
    let learnt = (learning.widths(samples) + kept)
      .sorted { ($0.kind, $0.group) < ($1.kind, $1.group) }
    return relearnt(learnt, covered: covered)
  }

  /// `training` or `serving`, the first word of a group.
  static func subject(of group: String) -> String {
    group.split(separator: " ").first.map(String.init) ?? ""
  }
}
