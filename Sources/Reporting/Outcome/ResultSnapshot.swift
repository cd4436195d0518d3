import Planning
import Units

/// What two results are compared by: inputs, choices and figures.
public struct ResultSnapshot: Sendable {
  struct Part: Sendable {
    let part: ResultPart
    private let figures: [String: ResultFigure]

    init(_ part: ResultPart) {
      self.part = part
      figures = Dictionary(
        part.figures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var model: String { part.id }
    var names: [String] { part.figures.map(\.name) }
    var workloads: [String] { part.choices.map(\.workload) }

    /// What a workload runs on; `nil` where there is no such workload.
    func text(ofChoice workload: String) -> String? {
      part.choices.first { $0.workload == workload }.map { $0.option ?? "no answer" }
    }

    func has(_ name: String) -> Bool { figures[name] != nil }

    /// A figure; unknown, and not absent, where a workload without an answer would give it.
    subscript(name: String) -> Number? {
      if let known = figures[name] {
        return Number(
          figure: known, link: FigureLink(part: part.key, figure: name))
      }
      let waits = part.choices.contains {
        $0.option == nil && (name.hasPrefix("\($0.workload).") || name.hasPrefix("total."))
      }
      return waits ? Number(figure: nil, link: nil) : nil
    }
  }

  /// A figure of one side; without it, one that nobody knows.
  struct Number: Sendable {
    let figure: ResultFigure?
    let link: FigureLink?

    var value: Double { figure?.value ?? .nan }
    var isFinite: Bool { value.isFinite }
    var isInput: Bool { figure?.isInput ?? false }
    var dimension: Dimension { figure?.dimension ?? .none }

    func text(_ value: Double) -> String { figure?.text(value) ?? "?" }
  }

  /// The file, with the scenario or the date that tells it from the other.
  public var name: String
  let inputs: [PlanInput]
  let parts: [Part]

  public init(_ plan: ResultPlan) {
    name = plan.file
    inputs = plan.inputs
    parts = plan.parts.map(Part.init)
  }
}
