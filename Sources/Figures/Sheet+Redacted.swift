import Units

extension Sheet {
  /// Whether a figure tells something of `secret`.
  public func tells(_ secret: Taint = .secret) -> Bool {
    figures.contains { !$0.taint.isDisjoint(with: secret) }
  }

  /// The sheet for sharing: figures whose taint has something of `secret` have no value, and neither
  /// has any node of a formula; all else is as it was.
  ///
  /// What a search found from secret inputs, and nothing rests on, is not there at all: that there is
  /// such a thing tells something already, as of a break-even.
  public func redacted(_ secret: Taint = .secret) -> Sheet {
    var copy = self
    var mask = FormulaMask(secret)
    copy.constraints = constraints.map {
      Constraint(
        limit: $0.limit, needed: mask.masked($0.needed), available: mask.masked($0.available))
    }
    let found = figures.filter { $0.isFound && !$0.taint.isDisjoint(with: secret) }
    var dropped = Set(found.map(\.name))
    if !dropped.isEmpty {
      for figure in figures { dropped.subtract(figure.formula?.figureNames ?? []) }
    }
    copy.figures = []
    copy.references = []
    copy.positions = [:]
    for (figure, reference) in zip(figures, references) where !dropped.contains(figure.name) {
      copy.positions[figure.name] = copy.figures.count
      copy.figures.append(figure.redacted(secret, &mask))
      copy.references.append(mask.masked(reference))
    }
    return copy
  }
}

extension Figure {
  /// Whether a search found it.
  fileprivate var isFound: Bool {
    if case .solved = provenance?.origin { true } else { false }
  }

  fileprivate func redacted(_ secret: Taint, _ mask: inout FormulaMask) -> Figure {
    guard !taint.isDisjoint(with: secret) else { return self }
    let hidden: Basis
    switch basis {
    case .input(let provenance, _, _):
      hidden = .input(provenance.redacted(), low: .hidden, high: .hidden)
    case .formula(let formula): hidden = .formula(mask.masked(formula))
    }
    return Figure(
      name: name, id: id, value: .hidden, basis: hidden, evidence: evidence, weakest: weakest,
      sharedName: sharedName)
  }
}

extension Fact {
  /// The same without its value where it tells something of `secret`.
  public func redacted(_ secret: Taint = .secret) -> Fact {
    provenance.taint(U.dimension).isDisjoint(with: secret)
      ? self : Fact(.hidden, provenance.redacted())
  }
}
