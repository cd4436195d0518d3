import Figures
import HardwareKit
import Units

/// The share of a run's time that makes progress, from failures and checkpoints.
///
///     M    = interval / N
///     T    = max( write, √(2 · stall · M) )
///     lost = stall / T  +  T / (2·M)  +  (detection + load) / M
///
/// A checkpoint is copied while the run stands still for `stall` and written beside it; the next
/// cannot start before it is written. A failure loses half an interval of work on average, the time
/// to notice it and the time to load the last checkpoint.
///
/// - Throws: ``Infeasible`` with `failures` when failures come faster than the run recovers.
///
/// Source: J. W. Young, "A first order approximation to the optimum checkpoint interval",
/// Communications of the ACM 17(9), 1974; stall and write apart as in asynchronous checkpoints.
func goodput<L: Ledger>(
  _ demand: TrainingDemand, accelerators: L.Number, in ledger: inout L
) throws(Infeasible) -> L.Number {
  if let given = demand.goodput { return ledger.input(.goodput, given) }
  let reliability = demand.reliability
  let between = ledger.define(
    .timeBetweenFailures,
    ledger.input(.failureInterval, reliability.interval) / accelerators)
  let stall = ledger.input(.checkpointStall, reliability.checkpointStall)
  let write = ledger.input(.checkpointWrite, reliability.checkpointWrite)
  let ratio = 2 * between / stall
  let interval = ledger.define(
    .checkpointInterval, .larger(write, stall * .power(ratio, 1 / 2)))
  let recovery =
    ledger.input(.failureDetection, reliability.detection)
    + ledger.input(.checkpointLoad, reliability.checkpointLoad)
  let lost = stall / interval + interval / (2 * between) + recovery / between
  try ledger.require(lost, atMost: 1, .failures)
  return ledger.define(.goodput, 1 - lost)
}
