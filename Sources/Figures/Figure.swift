public import Units

/// A named number of a plan, with the formula or the fact that it rests on.
public struct Figure: Sendable {
  public enum Basis: Sendable {
    case input(Provenance, low: Double, high: Double)
    case formula(Formula)
  }

  /// The full name, `pretrain.step.time`.
  public let name: String
  public let id: FigureID
  public let value: Double
  public let basis: Basis
  /// The weakest evidence among all inputs below; `nil` when all of them are the plan's own demands.
  public let evidence: Evidence?
  /// The inputs that have this weakest evidence, nearest first, at most a handful.
  public let weakest: [String]
  /// Inputs: the whole distribution, where median and ends do not say it all.
  public let spread: Spread?
  /// What an input is called in every plan: the same price has the same name in all plans that are
  /// compared, whatever their workloads are called, so that it varies with itself.
  public let sharedName: String

  init(
    name: String, id: FigureID, value: Double, basis: Basis, evidence: Evidence?,
    weakest: [String], spread: Spread? = nil, sharedName: String? = nil
  ) {
    self.name = name
    self.id = id
    self.value = value
    self.basis = basis
    self.evidence = evidence
    self.weakest = weakest
    self.spread = spread
    self.sharedName = sharedName ?? name
  }

  /// What is believed of an input.
  public var estimate: Estimate? {
    guard case .input(_, let low, let high) = basis else { return nil }
    return spread?.estimate ?? Estimate(low: low, median: value, high: high)
  }

  /// What the value tells: of an input its provenance's, of a result that of all it follows from.
  public var taint: Taint {
    switch basis {
    case .input(let provenance, _, _): provenance.taint(id.dimension)
    case .formula(let formula): formula.taint
    }
  }

  public var provenance: Provenance? {
    if case .input(let provenance, _, _) = basis { provenance } else { nil }
  }

  public var formula: Formula? {
    if case .formula(let formula) = basis { formula } else { nil }
  }
}

/// A requirement that a sheet recorded: `needed` at most `available`.
public struct Constraint: Sendable {
  public let limit: LimitID
  public let needed: Formula
  public let available: Formula

  public var holds: Bool { needed.value <= available.value }
}

/// A mistake in a model's formulas, found while its sheet was written: our bug or a plugin's.
public struct SheetFault: Sendable, Hashable, CustomStringConvertible {
  public let figure: String
  public let problem: String

  public var description: String { "\(figure): \(problem)" }
}
