public import Units

/// The identity of a figure: its name inside a workload, its title and its dimension.
///
/// Identities are computed constants in extensions of this type, each written once; a ``Sheet``
/// puts the name of the workload before the name, so that the same model can be written twice.
public struct FigureID: Sendable {
  /// Dotted lower-case words, `step.time`.
  public let name: StaticString
  public let title: StaticString
  public let dimension: Dimension
  public let style: FigureStyle
  /// Which of a series, such as the month of a cash flow; 0 where there is none.
  public let index: Int
  /// Figures of the whole plan (horizon, discount rate) take no workload's name.
  public let isPlanWide: Bool
  /// Whether the figure is another at another load of what is modelled; see ``Ledger/enter(load:)``.
  public let variesWithLoad: Bool

  @inlinable
  public init(
    _ name: StaticString, _ title: StaticString, _ dimension: Dimension = Dimension(),
    _ style: FigureStyle = .automatic, index: Int = 0, planWide: Bool = false,
    variesWithLoad: Bool = false
  ) {
    self.name = name
    self.title = title
    self.dimension = dimension
    self.style = style
    self.index = index
    self.isPlanWide = planWide
    self.variesWithLoad = variesWithLoad
  }

  /// The same figure as one of a series, counted from 1.
  @inlinable
  public func at(_ index: Int) -> FigureID {
    FigureID(
      name, title, dimension, style, index: index, planWide: isPlanWide,
      variesWithLoad: variesWithLoad)
  }

  /// The same figure as one that each load of a replica has of its own.
  @inlinable
  public var ofLoad: FigureID {
    FigureID(
      name, title, dimension, style, index: index, planWide: isPlanWide, variesWithLoad: true)
  }

  /// The name without a workload, with the index of a series: `cash.month-03`.
  public var localName: String {
    index == 0 ? "\(name)" : "\(name)-\(index < 10 ? "0" : "")\(index)"
  }
}

/// How a figure is best shown; the value itself is always in base units.
public enum FigureStyle: UInt8, Sendable, CaseIterable {
  case automatic, share, count, multiple
  case hours, days, months, milliseconds
  case perHour, perMonth, perYear
  case perMillionTokens
  case kilowatts, kilowattHours, perKilowattHour, perKilowattMonth
  case monthlyRate, yearlyRate
}
