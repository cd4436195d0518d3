public import Units

/// The ledger that remembers: every figure with its formula, sources and dimension.
///
/// `explain`, the spreadsheet, sampling and sensitivities all read a sheet. A figure is recorded
/// once; asking for the same input again gives the same node back.
public struct Sheet: Ledger, Sendable {
  public internal(set) var figures: [Figure] = []
  public internal(set) var constraints: [Constraint] = []
  /// Mistakes in formulas: dimensions that do not fit, a name defined twice. Empty in a sound model.
  public private(set) var faults: [SheetFault] = []
  /// The workload whose figures are being written; goes before every name but plan-wide ones.
  public var scope = ""
  /// What the facts that are read now are about, such as a product. Facts about the same thing vary
  /// together in all sheets; what a plan demands belongs to its workload.
  public var subject = ""
  /// Whether what the plan itself says is one input for all scopes, as in a fleet whose products are
  /// offered in one market; otherwise it belongs to its scope.
  public var sharesPlan = false

  /// Goes between the scope and a name; see ``Ledger/enter(_:)``.
  private var part = ""
  /// Goes behind a name; see ``Ledger/enter(load:)``.
  private var load = ""
  var positions: [String: Int] = [:]
  var references: [Formula] = []

  public init() {}

  public subscript(_ name: String) -> Figure? {
    positions[name].map { figures[$0] }
  }

  /// A reference to a figure, as formulas hold it.
  public func reference(_ name: String) -> Formula? { positions[name].map { references[$0] } }

  /// The names of all figures that formulas rest on.
  ///
  /// - Parameter holding: figures that count as decided, so that nothing below them matters.
  public func figures(below formulas: [Formula], holding: Set<String> = []) -> Set<String> {
    var needed: Set<String> = []
    for formula in formulas { needed.formUnion(formula.figureNames) }
    for figure in figures.reversed()
    where needed.contains(figure.name) && !holding.contains(figure.name) {
      if let formula = figure.formula { needed.formUnion(formula.figureNames) }
    }
    return needed
  }

  public var names: [String] { figures.map(\.name) }

  public mutating func enter(_ part: StaticString?) { self.part = part.map { "\($0)." } ?? "" }

  public mutating func input<U: Unit>(_ id: FigureID, _ fact: Fact<U>) -> Formula {
    let name = inputName(id, fact.value)
    if let known = positions[name] {
      if figures[known].value != fact.value || figures[known].formula != nil {
        faults.append(SheetFault(figure: name, problem: "two different inputs of one name"))
      }
      return references[known]
    }
    if U.dimension != id.dimension {
      faults.append(
        SheetFault(figure: name, problem: "declared \(id.dimension), given \(U.dimension)"))
    }
    let evidence = fact.provenance.evidence
    return record(
      Figure(
        name: name, id: id, value: fact.value,
        basis: .input(fact.provenance, low: fact.low, high: fact.high), evidence: evidence,
        weakest: evidence == nil ? [] : [name], spread: fact.spread,
        sharedName: sharedName(id, fact.provenance, name)))
  }

  private func sharedName(
    _ id: FigureID, _ provenance: Provenance, _ name: String
  ) -> String {
    if sharesPlan, provenance.isOfPlan { return id.localName }
    return provenance.evidence == nil || id.isPlanWide || subject.isEmpty
      ? name : "\(subject).\(id.localName)"
  }

  /// The load whose figures have no name behind theirs: what a reader means who names none.
  public static let plainLoad = "peak"

  public mutating func enter(load: StaticString?) { self.load = load.map { "\($0)" } ?? "" }

  /// The name of an input: that of the whole where it has the same value there.
  private func inputName(_ id: FigureID, _ value: Double) -> String {
    guard !part.isEmpty else { return fullName(id) }
    let whole = fullName(id, part: "")
    return positions[whole].map { figures[$0].value == value } == true ? whole : fullName(id)
  }

  public mutating func define(_ id: FigureID, _ value: Formula) -> Formula {
    var name = fullName(id)
    if !load.isEmpty, let known = positions[name], let formula = figures[known].formula {
      // What does not hang on the load is written again, and is the same.
      if formula.isSame(as: value) { return references[known] }
      name += ".\(load)"
    }
    if let known = positions[name] {
      faults.append(SheetFault(figure: name, problem: "defined twice"))
      return references[known]
    }
    switch value.node.shape {
    case .any: break
    case .of(let dimension) where dimension == id.dimension: break
    case .of(let dimension):
      faults.append(
        SheetFault(figure: name, problem: "declared \(id.dimension), computed \(dimension)"))
    case .mismatch(let text):
      faults.append(SheetFault(figure: name, problem: text))
    }
    let (evidence, weakest) = weakestLink(below: value)
    return record(
      Figure(
        name: name, id: id, value: value.value, basis: .formula(value), evidence: evidence,
        weakest: weakest))
  }

  public mutating func require(
    _ a: Formula, atMost b: Formula, _ limit: LimitID
  ) throws(Infeasible) {
    if case .mismatch(let text) = Formula.Shape.same(a, b, "<=") {
      faults.append(SheetFault(figure: scope, problem: text))
    }
    let constraint = Constraint(limit: limit, needed: a, available: b)
    constraints.append(constraint)
    guard constraint.holds else {
      throw Infeasible(limit, needed: a.value, available: b.value)
    }
  }

  /// Notes that what was found feasible elsewhere is refused here, which it never is in a sound model:
  /// both are the same arithmetic.
  public mutating func note(_ refusal: Infeasible) {
    faults.append(
      SheetFault(
        figure: scope,
        problem: "limit \(refusal.limit.rawValue) is missed on the sheet alone:"
          + " needs \(refusal.needed), has \(refusal.available)"))
  }

  private func fullName(_ id: FigureID) -> String { fullName(id, part: part) }

  private func fullName(_ id: FigureID, part: String) -> String {
    if id.isPlanWide { return id.localName }
    let suffix =
      load.isEmpty || load == Self.plainLoad || !id.variesWithLoad ? "" : ".\(load)"
    let local = "\(part)\(id.localName)\(suffix)"
    return scope.isEmpty ? local : "\(scope).\(local)"
  }

  private mutating func record(_ figure: Figure) -> Formula {
    let reference = Formula.figure(
      figure.name, value: figure.value, dimension: figure.id.dimension, taint: figure.taint)
    positions[figure.name] = figures.count
    figures.append(figure)
    references.append(reference)
    return reference
  }

  /// The weakest evidence among the figures that a formula names, and who brings it in.
  private func weakestLink(below formula: Formula) -> (Evidence?, [String]) {
    var evidence: Evidence?
    var names: [String] = []
    for name in formula.figureNames {
      guard let figure = self[name], let grade = figure.evidence else { continue }
      if let current = evidence, grade < current { continue }
      if evidence != grade {
        evidence = grade
        names = []
      }
      for origin in figure.weakest where names.count < 6 && !names.contains(origin) {
        names.append(origin)
      }
    }
    return (evidence, names)
  }
}

extension Formula {
  /// Whether two formulas do the same to the same figures.
  func isSame(as other: Formula) -> Bool {
    var pending = [(node, other.node)]
    while let (a, b) = pending.popLast() {
      if a === b { continue }
      guard a.operation == b.operation, a.value == b.value, a.operands.count == b.operands.count
      else { return false }
      pending.append(contentsOf: zip(a.operands, b.operands))
    }
    return true
  }

  /// The figures that the formula names, in order of first appearance, each once.
  public var figureNames: [String] {
    var names: [String] = []
    var known: Set<String> = []
    node.visitDownwards { node in
      if case .figure(let name) = node.operation, known.insert(name).inserted { names.append(name) }
      return true
    }
    return names
  }
}
