public import Figures
public import Units

/// How much of its datasheet a product family reaches in training.
///
/// Fitted on published measurements, or the defaults of a chip that nobody has measured, graded
/// `assumed`. The file that holds them says on which rows and with what residual.
public struct TrainingCalibration: Sendable {
  /// Share of the dense peak that large matrix products reach, by precision.
  public var gemm: [Precision: Fact<Ratio>]
  public var attentionCore: Fact<Ratio>
  public let memoryShare: Fact<Ratio>
  public let scaleUp: Fact<Ratio>
  public let scaleOut: Fact<Ratio>
}
