public import Figures
public import Units

/// A figure of a result, from a sheet or from a saved file: what spreadsheets, derivations and
/// differences read.
public struct ResultFigure: Sendable, Hashable {
  public enum Basis: Sendable, Hashable {
    case input(Origin)
    /// The formula as `explain` prints it, and the figures that it names, in order.
    case formula(String, names: [String])
  }

  /// Where an input comes from.
  public struct Origin: Sendable, Hashable {
    /// A place in the plan, a reason, a definition; empty where sources say it.
    public var text: String
    /// Whether `text` is a line of the plan.
    public var isPlan: Bool
    public var citations: [Citation]
    public var note: String?
    /// The value as the plan writes it.
    public var written: String?
    public var isPrivate: Bool
    public var low: Double
    public var high: Double

    public var isRange: Bool { low < high }
    /// True by definition, such as the hours of a month.
    var isDefinition: Bool { !isPlan && text.hasPrefix(Explanation.definitionPrefix) }
  }

  public let name: String
  public let title: String
  /// In base units.
  public let value: Double
  public let dimension: Dimension
  public let style: FigureStyle
  public let evidence: Evidence?
  public let basis: Basis

  public var isInput: Bool { if case .input = basis { true } else { false } }
  public var origin: Origin? { if case .input(let origin) = basis { origin } else { nil } }

  /// The value for people.
  public var text: String { text(value) }

  /// Another value of the same kind for people.
  public func text(_ value: Double) -> String { FigureText.value(value, style, dimension) }
}

extension ResultFigure {
  public init(_ figure: Figure) {
    name = figure.name
    title = "\(figure.id.title)"
    value = figure.value
    dimension = figure.id.dimension
    style = figure.id.style
    evidence = figure.evidence
    switch figure.basis {
    case .formula(let formula):
      basis = .formula(formula.text, names: formula.figureNames)
    case .input(let provenance, let low, let high):
      let isPlan = if case .plan = provenance.origin { true } else { false }
      basis = .input(
        Origin(
          text: Explanation.origin(of: provenance) ?? "", isPlan: isPlan,
          citations: provenance.citations, note: provenance.note, written: provenance.written,
          isPrivate: provenance.isPrivate, low: low, high: high))
    }
  }
}
