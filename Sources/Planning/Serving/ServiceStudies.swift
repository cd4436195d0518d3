import HardwareKit

/// What the services of an outcome were asked besides the answer.
public struct ServiceStudies: Sendable {
  /// Services that were played request by request.
  public var played: [SimulatedService] = []
  /// Services with all that their search tried.
  public var searched: [SearchedService] = []

  public init() {}
}

/// What was tried for a service of an outcome.
public struct SearchedService: Sendable {
  /// Its places in the outcome.
  public let caseIndex: Int
  public let workloadIndex: Int
  public let shapes: [SearchedShape]
}

extension Planner {
  /// Every shape that the searches of an outcome's services try.
  public func searched(_ outcome: Outcome) -> [SearchedService] {
    outcome.cases.enumerated().flatMap { place, item in
      item.workloads.enumerated().compactMap { index, workload in
        let shapes = shapes(of: workload, model: item.model, in: outcome.plan)
        return shapes.isEmpty
          ? nil : SearchedService(caseIndex: place, workloadIndex: index, shapes: shapes)
      }
    }
  }
}
