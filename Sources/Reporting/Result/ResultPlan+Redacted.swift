import Planning
import Units

extension ResultPlan {
  /// A saved result for sharing. It does not say which of its prices were private, so that every amount
  /// of money is taken out, and every figure that follows from one.
  public func redacted() -> ResultPlan {
    var copy = self
    copy.isRedacted = true
    copy.files = []
    copy.inputs = inputs.map(\.redacted)
    copy.parts = parts.map(\.redacted)
    return copy
  }
}

extension ResultPart {
  fileprivate var redacted: ResultPart {
    var copy = self
    var hidden: Set<String> = []
    // Figures stand after those that they follow from.
    for figure in figures {
      let follows: Bool =
        if case .formula(_, let names) = figure.basis {
          names.contains(where: hidden.contains)
        } else {
          figure.origin?.isPrivate == true
        }
      if follows || figure.dimension.money != 0 { hidden.insert(figure.name) }
    }
    copy.figures = figures.map { hidden.contains($0.name) ? $0.hidden : $0 }
    copy.checks = checks.map { check in
      guard hidden.contains(check.figure) else { return check }
      var check = check
      check.bound = check.bound.map { _ in .hidden }
      check.written = Double.hiddenText
      check.holds = false
      return check
    }
    copy.alternatives = []
    return copy
  }
}

extension ResultFigure {
  fileprivate var hidden: ResultFigure {
    var basis = basis
    if case .input(var origin) = basis {
      origin.written = nil
      origin.note = nil
      origin.low = .hidden
      origin.high = .hidden
      basis = .input(origin)
    }
    return ResultFigure(
      name: name, title: title, value: .hidden, dimension: dimension, style: style,
      evidence: evidence, basis: basis)
  }
}
