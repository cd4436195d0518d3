public import Figures
import Units

/// The throughput model of chips that compute beside a memory: each operator takes the time of its
/// arithmetic or of its memory traffic, whichever is longer, and groups exchange over links.
///
/// Everything that tells one chip from another comes from its datasheet and calibration. Chips that
/// do not work this way (weights in on-chip memory, wafers, several tiers) bring models of their own.
public struct Roofline: ThroughputModel {
  let product: Product
  /// What the steps need, once for each precision, so that a search of thousands of layouts looks
  /// nothing up.
  let training: [TrainingDevice?]
  private let serving: [ServingDevice?]

  public init(_ product: Product) {
    self.product = product
    training = Precision.allCases.map {
      try? TrainingDevice.make(product, precision: $0).get()
    }
    serving = Precision.allCases.map { try? ServingDevice.make(product, precision: $0).get() }
  }

  public func unknowns(for workload: Workload) -> [String] {
    switch workload {
    case .train(let training, let accelerators):
      // Of several formats one that is known is enough.
      training.precisions.map {
        TrainingDevice.unknowns(product, precision: $0, accelerators: accelerators)
      }.min { $0.count < $1.count } ?? []
    case .serve(let serving):
      switch ServingDevice.make(product, precision: serving.precision) {
      case .success: []
      case .failure(let missing): missing.keys
      }
    }
  }

  public func layouts(for workload: Workload) -> [Layout] {
    switch workload {
    case .train(let training, let accelerators):
      trainingLayouts(training, accelerators: accelerators)
    case .serve(let serving):
      servingLayouts(serving)
    }
  }

  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    switch workload {
    case .train(let training, _):
      guard let device = self.training[training.precision(in: layout).ordinal] else {
        throw Infeasible(.unknownFacts, needed: 1, available: 0)
      }
      return try Self.train(training, on: device, layout: layout, in: &ledger)
    case .serve(let serving):
      guard let device = self.serving[serving.precision.ordinal] else {
        throw Infeasible(.unknownFacts, needed: 1, available: 0)
      }
      return try Self.serve(serving, on: device, layout: layout, in: &ledger)
    }
  }
}

extension LimitID {
  /// The datasheet lacks what the model needs; ``ThroughputModel/unknowns(for:)`` names it.
  public static let unknownFacts = LimitID(rawValue: 11)
}
