/// A date as precisely as it is known: a year, a month of it, or a day.
///
/// Sources are often dated `2026-11` or `2026`. Such a date covers all its days: ``firstDay`` and
/// ``lastDay`` are its ends, and nothing pretends to know more.
public enum PartialDate: Sendable, Hashable {
  case year(Int)
  case month(YearMonth)
  case day(CivilDate)

  public var firstDay: CivilDate {
    switch self {
    case .year(let year): YearMonth(index: year * 12).firstDay
    case .month(let month): month.firstDay
    case .day(let day): day
    }
  }

  public var lastDay: CivilDate {
    switch self {
    case .year(let year): YearMonth(index: year * 12 + 11).lastDay
    case .month(let month): month.lastDay
    case .day(let day): day
    }
  }
}

extension PartialDate: CustomStringConvertible {
  /// As it was written: `2026`, `2026-11` or `2026-11-01`.
  public var description: String {
    switch self {
    case .year(let year): year.padded(4)
    case .month(let month): month.description
    case .day(let day): day.description
    }
  }
}

extension PartialDate {
  /// Reads `2026`, `2026-11` or `2026-11-01`.
  public init(parsing text: String) throws(QuantityError) {
    self = try Self.read(text, expecting: "a date such as '2026-11-01', '2026-11' or '2026'")
  }

  /// Four digits, then perhaps two and two, with hyphens: the only spelling there is.
  fileprivate static func read(
    _ text: String, expecting: String
  ) throws(QuantityError) -> PartialDate {
    let scalars = Array(text.unicodeScalars)
    let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.count
    let stop = (scalars.lastIndex { !$0.properties.isWhitespace } ?? start - 1) + 1
    let range = start..<stop
    if range.isEmpty { throw .empty(expecting, start..<start) }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    let written = String(view)

    let parts = written.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
    }
    let widths = parts.map(\.count)
    guard numbers.count == parts.count, widths == Array([4, 2, 2].prefix(parts.count)) else {
      throw .notADate(expecting, found: written, range, fixIt: rewrite(parts))
    }
    if let date = make(numbers) { return date }
    throw .notADate("a day that exists", found: written, range)
  }

  private static func make(_ numbers: [Int]) -> PartialDate? {
    switch numbers.count {
    case 1: YearMonth(year: numbers[0], month: 1).map { .year($0.year) }
    case 2: YearMonth(year: numbers[0], month: numbers[1]).map { .month($0) }
    case 3: CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]).map { .day($0) }
    default: nil
    }
  }

  /// `2026-1-5` and `2026/1/5` have one meaning; `1.5.2026` does not, and gets no offer.
  private static func rewrite(_ parts: [Substring]) -> String? {
    let pieces = parts.count > 1 ? parts : parts.flatMap { $0.split { "/.".contains($0) } }
    let numbers = pieces.compactMap { $0.count <= 4 ? Int($0) : nil }
    guard numbers.count == pieces.count, pieces.first?.count == 4 else { return nil }
    return make(numbers)?.description
  }
}

extension CivilDate {
  /// Reads `2026-11-01`.
  public init(parsing text: String) throws(QuantityError) {
    let expecting = "a date such as '2026-11-01'"
    let date = try PartialDate.read(text, expecting: expecting)
    guard case .day(let day) = date else {
      throw .notADate(expecting, found: "\(date)", date.range(in: text))
    }
    self = day
  }
}

extension YearMonth {
  /// Reads `2026-11`.
  public init(parsing text: String) throws(QuantityError) {
    let expecting = "a month such as '2026-11'"
    let date = try PartialDate.read(text, expecting: expecting)
    guard case .month(let month) = date else {
      throw .notADate(expecting, found: "\(date)", date.range(in: text))
    }
    self = month
  }
}

extension PartialDate {
  fileprivate func range(in text: String) -> Range<Int> {
    let start = text.unicodeScalars.prefix { $0.properties.isWhitespace }.count
    return start..<(start + description.count)
  }
}
