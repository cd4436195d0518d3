/// The lengths of the spans that prices and rates are quoted for, in seconds.
///
/// A month is 730 hours and a year is 8760 hours, as cloud price lists count them, so that twelve
/// months are one year. They are not calendar months; for those see ``CivilDate/adding(months:)``.
public enum TimeSpan {
  public static let minute: Double = 60
  public static let hour: Double = 3600
  public static let day: Double = 24 * hour
  public static let week: Double = 7 * day
  public static let month: Double = 730 * hour
  public static let year: Double = 8760 * hour
}

/// The span that a rate or a price is quoted for: the `month` of `4% per month`.
public enum Period: String, Sendable, Hashable, CaseIterable {
  case second, minute, hour, day, week, month, year

  /// The length in seconds, by ``TimeSpan``.
  public var seconds: Double {
    switch self {
    case .second: 1
    case .minute: TimeSpan.minute
    case .hour: TimeSpan.hour
    case .day: TimeSpan.day
    case .week: TimeSpan.week
    case .month: TimeSpan.month
    case .year: TimeSpan.year
    }
  }
}
