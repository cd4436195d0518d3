public import Figures
import Units

/// Measured points before a model: between two points of one layout the rate is read off between
/// them, and keeps their grade; everywhere else the model answers.
///
/// The rate is interpolated as a power of the number of requests in flight (linear in logarithms), by
/// which a rate that grows in proportion stays exact. TPOT follows from Little's law, requests in
/// flight over rate. Prompts and answers are taken to be those of the plan.
public struct MeasuredModel: ThroughputModel {
  let base: Roofline
  let points: [MeasuredPoint]

  public func unknowns(for workload: Workload) -> [String] { base.unknowns(for: workload) }
  public func refusal(of workload: Workload) -> String? { base.refusal(of: workload) }

  public func stepped(_ serving: ServingWorkload, layout: Layout) -> SteppedReplica? {
    base.stepped(serving, layout: layout)
  }

  /// The model's layouts, and those that were measured.
  public func layouts(for workload: Workload) -> [Layout] {
    guard case .serve(let serving) = workload else { return base.layouts(for: workload) }
    let measured = matching(serving).map { Layout(tp: $0.tp, batch: Int(saturating: $0.batch)) }
    return base.layouts(for: workload) + measured
  }

  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    guard case .serve(let serving) = workload, let (low, high) = around(serving, layout) else {
      return try base.estimate(workload, layout: layout, in: &ledger)
    }
    let batch = ledger.input(.meanBatch, layout.inFlightOfReplica)
    let rate: L.Number
    if high.batch > low.batch {
      let from = ledger.input(.measuredLowRate, low.rate)
      let to = ledger.input(.measuredHighRate, high.rate)
      let start = ledger.input(.measuredLowBatch, Fact<Count>(low.batch, low.rate.provenance))
      let end = ledger.input(.measuredHighBatch, Fact<Count>(high.batch, high.rate.provenance))
      let share: L.Number = .logarithm(batch / start) / .logarithm(end / start)
      rate = ledger.define(.replicaRate, from * .power(to / from, share))
    } else {
      rate = ledger.define(.replicaRate, ledger.input(.measuredLowRate, low.rate) * 1)
    }
    let oneToken = ledger.input(.oneToken, .oneToken)
    let tpot = ledger.define(.tpot, batch * oneToken / rate)
    try ledger.require(tpot, atMost: ledger.input(.tpotLimit, serving.tpot), .timePerOutputToken)
    let tp = ledger.input(.tp, layout.fact(layout.tp))
    return Throughput(
      tokensPerSecond: rate, accelerators: ledger.define(.replicaAccelerators, tp * 1), tpot: tpot)
  }

  /// Between the measured points the rate of those around the number in flight; below the lowest its time,
  /// above the highest no more than it.
  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ serving: ServingWorkload, layout: Layout, at load: ReplicaLoad<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let points = matching(serving).filter { $0.tp == layout.tp }.sorted { $0.batch < $1.batch }
    guard !load.isSized, around(serving, layout) != nil, let lowest = points.first,
      let highest = points.last
    else {
      return load.isSized
        ? try estimate(.serve(serving), layout: layout, in: &ledger)
        : try base.estimate(serving, layout: layout, at: load, in: &ledger)
    }
    let oneToken = ledger.input(.oneToken, .oneToken)
    let answer = ledger.input(.answer, serving.answer) / oneToken
    func batch(_ point: MeasuredPoint, _ place: Int, in ledger: inout L) -> L.Number {
      ledger.input(
        .measuredBatch.at(place), Fact<Count>(point.batch, point.rate.provenance))
    }
    let room = batch(highest, points.count, in: &ledger)
    let least = batch(lowest, 1, in: &ledger)
    var previous = (batch: least, rate: ledger.input(.measuredRate.at(1), lowest.rate))
    var segments: [(end: L.Number, start: L.Number, from: L.Number, exponent: L.Number)] = []
    for (index, point) in points.enumerated().dropFirst() {
      let end = batch(point, index + 1, in: &ledger)
      let to = ledger.input(.measuredRate.at(index + 1), point.rate)
      segments.append(
        (
          end, previous.batch, previous.rate,
          .logarithm(to / previous.rate) / .logarithm(end / previous.batch)
        ))
      previous = (end, to)
    }
    func rate(_ requests: L.Number) -> L.Number {
      let inside = L.Number.larger(least, requests)
      var rate = previous.rate
      for segment in segments.reversed() {
        rate = .select(
          inside, atMost: segment.end,
          then: segment.from * .power(inside / segment.start, segment.exponent), otherwise: rate)
      }
      return rate * .smaller(1, requests / least)
    }
    let flight = serving.inFlight(at: load, layout, room: room, in: &ledger) { requests, _ in
      answer * requests * oneToken / rate(requests)
    }
    let tokens = ledger.define(.replicaRate, flight.mean / flight.seen * rate(flight.seen))
    let tpot = ledger.define(.tpot, flight.seen * oneToken / rate(flight.seen))
    let tp = ledger.input(.tp, layout.fact(layout.tp))
    return Throughput(
      tokensPerSecond: tokens, accelerators: ledger.define(.replicaAccelerators, tp * 1),
      tpot: tpot)
  }

  private func matching(_ serving: ServingWorkload) -> [MeasuredPoint] {
    points.filter {
      $0.model == serving.model.architecture.id && $0.precision == serving.precision
    }
  }

  /// The points below and above a layout's batch, where it lies between two of its size.
  private func around(
    _ serving: ServingWorkload, _ layout: Layout
  ) -> (low: MeasuredPoint, high: MeasuredPoint)? {
    let same = matching(serving).filter { $0.tp == layout.tp }
    let batch = layout.inFlight
    guard let low = same.last(where: { $0.batch <= batch }),
      let high = same.first(where: { $0.batch >= batch })
    else { return nil }
    return (low, high)
  }
}
