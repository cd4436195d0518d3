public import Figures
public import Units

/// A training software stack and its generation: the same chip runs 0.54 or 0.41 MFU by it.
public struct TrainingStack: Sendable {
  public let id: String
  public let title: String
  /// Step time over the current tuned stack's at equal age.
  public var timeFactor: Fact<Ratio>
  /// Time between the stack's release and the reference date of the constants.
  public var age: Fact<Seconds>
  /// Exposed share of tensor-parallel collectives.
  public var tensorExposed: Fact<Ratio>
  /// Host time of a layer and micro-batch that nothing hides: kernels started one by one.
  public var layerTime: Fact<Seconds>
  /// Time of the attention core over that of the current kernels.
  public var attentionFactor: Fact<Ratio>
  /// Whether scores stay on the chip (flash attention) or are written and read again.
  public let fusesAttention: Bool
  /// Whether the tensor-parallel group splits what stands between products along the sequence.
  public let splitsSequence: Bool
  /// Bytes kept of a gradient.
  public let gradientState: Fact<Bytes>
  /// Hidden-wide rows kept of a layer.
  public let keptHidden: Fact<Ratio>
  /// Bytes kept of one logit.
  public let logitBytes: Fact<Bytes>
  /// What data parallelism shards unless a plan says otherwise.
  public let sharding: Sharding
  /// What the stack computes again unless a plan says otherwise; nil: what memory demands.
  public let recompute: Recompute?
  /// The date at which age is zero.
  let reference: PartialDate

  /// Weights are gathered with every micro-batch, and nothing else is split.
  public var isFullySharded: Bool { sharding == .everything }
}

extension TrainingStack {
  /// The same stack at another release: its age is counted from there.
  public func released(on day: CivilDate) -> TrainingStack {
    var stack = self
    let days = max(0, day.days(to: reference.firstDay))
    stack.age = Fact(
      Double(days) * TimeSpan.day,
      Provenance(age.provenance.origin, evidence: .modelled, note: "released \(day)"))
    return stack
  }
}
