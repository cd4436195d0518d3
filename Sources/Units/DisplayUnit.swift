/// In what a value in base units is written: the usual unit of its dimension, or a choice.
///
/// The prefix is chosen by size; the unit says only what it is put before.
public enum DisplayUnit: Sendable, Hashable {
  /// What the dimension is usually read in: `$/h`, `$ per M tokens`, time by its size.
  case standard(Dimension)
  case number
  case percent
  /// A number of things, whole from a thousand and never shortened below a million million.
  case count
  /// `4% per month`: for base values per second that do not compound.
  case percentPerMonth, percentPerYear
  case seconds, hours, days, months, years
  /// Hours of one accelerator each, with a multiplier: `30.8 M h`.
  case acceleratorHours
  case binaryBytes
  case bits, bitsPerSecond
  case wattHours
  case dollarsPerHour, dollarsPerMonth, dollarsPerYear
  case dollarsPerMillionTokens
  case dollarsPerKilowattHour, dollarsPerKilowattMonth

  public var dimension: Dimension {
    switch self {
    case .standard(let dimension): dimension
    case .number, .percent, .count: .none
    case .percentPerMonth, .percentPerYear: .none / .time
    case .seconds, .hours, .days, .months, .years, .acceleratorHours: .time
    case .binaryBytes, .bits: .data
    case .bitsPerSecond: .data / .time
    case .wattHours: .energy
    case .dollarsPerHour, .dollarsPerMonth, .dollarsPerYear: .money / .time
    case .dollarsPerMillionTokens: .money / .tokens
    case .dollarsPerKilowattHour, .dollarsPerKilowattMonth: .money / .energy
    }
  }

  /// Every choice but the standard ones.
  public static let choices: [DisplayUnit] = [
    .number, .percent, .count, .percentPerMonth, .percentPerYear, .seconds, .hours, .days, .months,
    .years, .acceleratorHours, .binaryBytes, .bits, .bitsPerSecond, .wattHours, .dollarsPerHour,
    .dollarsPerMonth, .dollarsPerYear, .dollarsPerMillionTokens, .dollarsPerKilowattHour,
    .dollarsPerKilowattMonth,
  ]
}
