public import Figures
import Units

/// How a figure's value is written for people.
public enum FigureText {
  /// The value in the unit that suits the figure, to three digits.
  public static func value(_ base: Double, _ id: FigureID) -> String {
    Self.value(base, id.style, id.dimension)
  }

  static func value(_ base: Double, _ style: FigureStyle, _ dimension: Dimension) -> String {
    if base.isHidden { return Double.hiddenText }
    // A payback or a break-even that is never reached is an answer; so is a rate that there is not.
    if base.isInfinite { return "never" }
    if base.isNaN, style == .yearlyRate { return "none" }
    return format(base, as: unit(of: style, dimension))
  }

  /// The value as programs read it: in base units, money in the currency that is shown.
  static func raw(_ base: Double, _ id: FigureID) -> Double {
    id.dimension.money == 1 ? base / Currency.shown.dollars : base
  }

  /// The key of the figure in JSON and CSV: its name with the base unit behind it.
  public static func key(_ figure: Figure) -> String {
    figure.name + figure.id.dimension.keySuffix
  }

  static func unit(of style: FigureStyle, _ dimension: Dimension) -> DisplayUnit {
    switch style {
    case .automatic, .milliseconds: .standard(dimension)
    case .share: .percent
    case .count: .count
    case .multiple: .number
    case .hours: .acceleratorHours
    case .days: .days
    case .months: .months
    case .perHour: .dollarsPerHour
    case .perMonth: .dollarsPerMonth
    case .perYear: .dollarsPerYear
    case .perMillionTokens: .dollarsPerMillionTokens
    case .kilowatts: .standard(dimension)
    case .kilowattHours: .wattHours
    case .perKilowattHour: .dollarsPerKilowattHour
    case .perKilowattMonth: .dollarsPerKilowattMonth
    case .monthlyRate: .percentPerMonth
    case .yearlyRate: .percentPerYear
    }
  }
}
