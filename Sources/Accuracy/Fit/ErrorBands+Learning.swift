public import HardwareKit

extension ErrorBands {
  /// Bands learnt from rows, with the multiples of today's for what no row covers.
  ///
  /// - Parameters:
  ///   - values: rows with their predictions; those that fits held out are replaced.
  ///   - fits: whose held-out residuals say more than those of constants that have seen the row.
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
    var covered: [String: Covered] = [:]
    for value in values {
      guard let sample = value.bandSample, let measured = value.measured else { continue }
      let subject = value.group.split(separator: " ").first.map(String.init) ?? ""
      if let product = value.product {
        covered[subject, default: Covered()].products.insert(product)
      }
      if let vendor = value.vendor { covered[subject, default: Covered()].vendors.insert(vendor) }
      if let model = value.model { covered[subject, default: Covered()].models.insert(model) }
      if !held.contains("\(value.row.file):\(value.row.id):\(measured.measure)") {
        samples.append(sample)
      }
    }
    return relearnt(learning.widths(samples), covered: covered)
  }
}
