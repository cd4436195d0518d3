public import Figures

/// One step of a replica: how long it takes to decode a batch and to take in a chunk of prompts.
///
/// Every coefficient is a time, so that a simulation of millions of steps multiplies and adds. With
/// pipeline stages a step is a round of all of them: each works on its share of the batch.
///
///     rows         (sequences · verified + prompt tokens) / stages
///     weights      norm( reading,  body · (rows + …) + head · sequences )
///                  + drafting · norm( reading, body · sequences ),  where a draft proposes tokens
///     experts      norm( touched · reading,  computing · (rows + padding · touched) )
///                  touched = 1 - (1 - k/E)^(skew · rows), never below k/E
///     cache        sequences · ( full · context + windowed · min(context, window) )
///     attention    pairs · time of a pair
///     collectives  fixed + rows · exchange
///     host         fixed + sequences · time of one
///
/// Memory and arithmetic nearly add (a norm near 1): the maximum of a plain roofline is worse against
/// measurements than the sum. Constants: `engines.yaml` and the product's calibration.
///
/// Source of the form: R. Pope et al., "Efficiently Scaling Transformer Inference", MLSys 2023,
/// section 2; distinct experts by a birthday argument.
public struct ServingStep<Number: Algebra>: Sendable {
  /// Reading the dense weights; arithmetic of a row through the layers and through the output head.
  var reading, body, head: Number
  var sharpness: Number
  var experts: Experts?
  /// Reading one cached token of one sequence, in layers that see everything and in others.
  var cacheFull, cacheWindowed, window: Number
  /// Bytes that one token of one sequence keeps on an accelerator of its group.
  var cachePerToken: Number
  /// One query against one key of a prompt.
  var pair: Number
  var collective, exchange: Number
  var host, hostSequence: Number
  /// Rows that a decoding sequence adds to a step, and tokens that it gains by it.
  var verified, gained: Number
  /// Passes of the model that proposing the tokens of a step is worth; absent without a draft.
  var drafting: Number?
  /// Time of arithmetic over that of large products on the same family.
  var productFactor: Number
  var stages: Number

  struct Experts: Sendable {
    var reading, computing: Number
    /// Experts of a token over all; padding rows of a step that touches every expert; skew.
    var share, padding, skew: Number
  }
}

/// The times of one step, apart so that each can be checked against a measurement.
public struct StepTimes<Number: Algebra>: Sendable {
  public let weights, experts, cache, attention, collectives, host: Number

  public var total: Number { weights + experts + cache + attention + collectives + host }
  /// Time in which accelerators neither read memory nor multiply.
  public var waiting: Number { collectives + host }
}

extension ServingStep {
  /// The times of a step.
  ///
  /// - Parameters:
  ///   - sequences: Sequences that decode.
  ///   - context: Tokens that each holds, on average.
  ///   - prompt: Prompt tokens that the step takes in.
  ///   - pairs: Of those, queries times keys: a chunk of s tokens behind p others has s·(p + s/2).
  @specialized(where Number == Double)
  public func times(
    sequences: Number, context: Number, prompt: Number, pairs: Number
  ) -> StepTimes<Number> {
    let decoded = sequences * verified / stages
    let prompts = prompt / stages
    let rows = decoded + prompts
    let computed = rows * productFactor
    var weights = Number.norm(
      reading, body * computed + head * decoded * productFactor, sharpness)
    if let drafting {
      // A draft proposes token by token, for each sequence, and only where something decodes.
      let proposed = body * sequences / stages * productFactor
      weights =
        weights + drafting * .smaller(1, sequences) * .norm(reading, proposed, sharpness)
    }
    var routed: Number = 0
    if let experts {
      let one: Number = 1
      let untouched = Number.power(one - experts.share, experts.skew * rows)
      let touched = Number.larger(one - untouched, experts.share)
      routed = Number.norm(
        touched * experts.reading,
        experts.computing * productFactor * (rows + experts.padding * touched),
        sharpness)
    }
    let windowed = Number.smaller(context, window)
    let cache = sequences / stages * (cacheFull * context + cacheWindowed * windowed)
    return StepTimes(
      weights: weights, experts: routed, cache: cache, attention: pairs / stages * pair,
      collectives: collective + exchange * rows, host: host + hostSequence * sequences / stages)
  }
}

extension ServingStep where Number == Double {
  /// Seconds of a step of ordinary numbers, for simulations.
  public func seconds(
    sequences: Double, context: Double, prompt: Double, pairs: Double
  ) -> Double {
    times(sequences: sequences, context: context, prompt: prompt, pairs: pairs).total
  }

  /// Tokens that a decoding sequence gains by a step.
  public var tokensOfStep: Double { gained }
}
