public import Figures
public import Units

/// Watts of an accelerator.
public struct Draw<Number: Sendable>: Sendable {
  /// Its rated power.
  public let rated: Number
  /// With nothing to do, and at the load that a replica carries inside its service level.
  public let idle: Number
  public let busy: Number
}

extension EngineConstants {
  /// What an accelerator draws while a replica serves.
  ///
  ///     W = rated · ( idle + (decode - idle) · decoding + (prefill - idle) · prompts )
  ///
  /// `prompts` is the share of time that prompts take, `decoding` the share in which decode steps read
  /// memory or multiply. Time in collectives and on the host draws what idleness does. Shares and not
  /// bandwidth or arithmetic in use, because a chip that reaches a third of its peak draws nearly all of
  /// its power. Constants: rows of the InferenceX table that carry watts, in `engines.yaml`.
  @specialized(where L == Scratch)
  public func draw<L: Ledger>(
    rated: Fact<Watts>, decoding: L.Number, prompts: L.Number, in ledger: inout L
  ) -> Draw<L.Number> {
    let rated = ledger.input(.ratedPower, rated)
    let idle = ledger.input(.idleShare, idlePower)
    let decode = ledger.input(.decodeShare, decodePower)
    let prefill = ledger.input(.promptPowerShare, prefillPower)
    return Draw(
      rated: rated, idle: ledger.define(.idleDraw, rated * idle),
      busy: ledger.define(
        .busyDraw, rated * (idle + (decode - idle) * decoding + (prefill - idle) * prompts)))
  }
}
