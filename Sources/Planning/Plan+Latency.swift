import Figures
import Units

extension Plan {
  /// Whether the latencies that a service level or a check asks for are on record for an answer.
  ///
  /// What is unknown keeps its place by price and is marked; it is chosen only where the plan allows it
  /// (`service-level: {allow-unknown: true}`) or where no other option has an answer.
  func knowsLatency(_ answer: Answer, of planned: PlannedWorkload) -> Bool {
    guard case .serve(let demand) = planned.kind, !demand.allowsUnknownLatency else { return true }
    func isAsked(_ figure: String, _ limit: Double) -> Bool {
      limit < TimeSpan.year || checks.contains { $0.figure == "\(planned.name).\(figure)" }
    }
    return (answer.tpot != nil || !isAsked("tpot", demand.tpot.value))
      && (answer.ttft != nil || !isAsked("ttft", demand.ttft.value))
  }
}
