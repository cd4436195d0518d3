public import Figures
public import Units

/// Figures of a replica taken as one, for chips whose weights are not split the way a roofline
/// splits them.
extension ServingWorkload {
  /// Bytes of all weights at the precision in which the product holds them.
  @specialized(where L == Scratch)
  public func replicaWeights<L: Ledger>(
    at precision: Precision, in ledger: inout L
  ) -> L.Number {
    let parameters = ledger.input(.parameters, model.parameters)
    return ledger.define(
      .replicaWeights, parameters * ledger.input(.weightBytes, precision.bytes))
  }

  /// Bytes of the cache of so many requests in flight. Windows are not taken off.
  @specialized(where L == Scratch)
  public func replicaCache<L: Ledger>(
    of requests: L.Number, _ shape: RequestShape<L.Number>, in ledger: inout L
  ) -> L.Number {
    let elements = ledger.input(.cacheElements, model.cacheElements)
    let bytes = ledger.input(.cacheBytes, cachePrecision.bytes)
    return ledger.define(
      .replicaCache, requests * (shape.context / shape.oneToken) * elements * bytes)
  }

  /// Time in which a replica computes the prompt of one request, bound by arithmetic alone:
  ///
  ///     2 · P_active · tokens / (accelerators · peak · share)
  ///
  /// Attention over the prompt is left out, a few per cent at prompts of a thousand tokens.
  @specialized(where L == Scratch)
  public func replicaPrefill<L: Ledger>(
    _ shape: RequestShape<L.Number>, accelerators: L.Number, peak: Fact<OperationsPerSecond>,
    share: Fact<Ratio>, in ledger: inout L
  ) -> L.Number {
    let work =
      ledger.input(.multiplyAdd, Fact<Operations>.multiplyAdd)
      * ledger.input(.activeParameters, model.activeParameters)
      * (shape.computed / shape.oneToken)
    let rate = ledger.input(.peakBF16, peak) * ledger.input(.prefillShare, share)
    return ledger.define(.prefillTime, work / (accelerators * rate))
  }
}
