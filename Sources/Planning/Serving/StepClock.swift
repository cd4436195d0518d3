public import Figures
public import HardwareKit

/// How long a step of a replica takes: what a simulation needs to know of hardware.
public protocol StepClock: Sendable {
  /// - Parameters:
  ///   - sequences: Sequences that decode in the step, and the tokens that each holds on average.
  ///   - prompt: Prompt tokens that the step takes in; `pairs` are their queries times keys.
  func seconds(sequences: Double, context: Double, prompt: Double, pairs: Double) -> Double

  /// Tokens that each decoding sequence gains by a step.
  var tokensOfStep: Double { get }
}

extension ServingStep: StepClock where Number == Double {}
