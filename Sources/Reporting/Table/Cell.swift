import Units

extension Table {
  /// What a program reads in a cell.
  public enum RawValue: Sendable, Hashable {
    /// The displayed text itself.
    case text
    /// In the unit that the column's key ends in. A number that is not finite counts as unknown.
    case number(Double)
    /// A range in the same unit, such as P5 to P95.
    case interval(low: Double, high: Double)
    /// ISO 8601.
    case date(String)
    /// There is a value and nobody published it; never zero.
    case unknown
    /// There is no such value.
    case absent
    /// There is a value, and it was taken out for sharing.
    case hidden

    /// Whether it is, or was computed from, a hidden number.
    var isHidden: Bool {
      switch self {
      case .number(let value): value.isHidden
      case .interval(let low, let high): low.isHidden || high.isHidden
      case .hidden: true
      case .text, .date, .unknown, .absent: false
      }
    }
  }

  /// A sign beside a value that limits what it says.
  public struct Mark: Sendable, Hashable {
    public var symbol: String
    /// The word that CSV and JSON carry in place of the symbol.
    public var meaning: String
    /// Whether the symbol stands before the value, not after it.
    public var leads: Bool

    public init(symbol: String, meaning: String, leads: Bool = false) {
      self.symbol = symbol
      self.meaning = meaning
      self.leads = leads
    }

    /// The value is at least this: a part of it is unknown.
    public static let lowerBound = Mark(symbol: "≥", meaning: "lower bound", leads: true)
    /// The value rests on an assumption more than on evidence.
    public static let assumed = Mark(symbol: "*", meaning: "assumed")
    /// From a file of the user's own quotes.
    public static let privateQuote = Mark(symbol: "†", meaning: "private quote")
  }

  /// Whether a value is good or bad news; the only use of green and red.
  public enum Judgement: Sendable, Hashable {
    case neutral, good, bad
  }

  /// One value: the text for a person, the raw value for a program.
  public struct Cell: Sendable, Hashable {
    public var text: String
    public var raw: RawValue
    public var mark: Mark?
    public var judgement: Judgement
    /// Bold on a terminal and in Markdown.
    public var emphasis: Bool
    /// The figure that the value is; a reader of a page follows it to the derivation.
    public var figure: FigureLink?

    public init(
      _ text: String, raw: RawValue = .text, mark: Mark? = nil,
      judgement: Judgement = .neutral, emphasis: Bool = false
    ) {
      // Whatever was written of a number that is hidden, nothing of it is shown.
      self.text = raw.isHidden ? Double.hiddenText : text
      self.raw = raw.isHidden ? .hidden : raw
      self.mark = mark
      self.judgement = raw.isHidden ? .neutral : judgement
      self.emphasis = emphasis
    }

    /// A number, with the text that shows it: `.number(90.8e6, "$90.8 M")`.
    public static func number(
      _ value: Double, _ text: String, mark: Mark? = nil, judgement: Judgement = .neutral
    ) -> Cell {
      Cell(text, raw: .number(value), mark: mark, judgement: judgement)
    }

    /// A value that nobody published: `?`.
    public static let unknown = Cell("?", raw: .unknown)
    /// A value that does not exist: `–`.
    public static let absent = Cell("–", raw: .absent)
    /// A value that was taken out for sharing: `•••`.
    public static let hidden = Cell("", raw: .hidden)
    /// Nothing to say: empty everywhere.
    public static let blank = Cell("", raw: .absent)

    /// The text with a leading or a trailing mark.
    var marked: String {
      guard let mark else { return text }
      return mark.leads ? "\(mark.symbol) \(text)" : "\(text) \(mark.symbol)"
    }

    /// The word for the limit on this value, if there is one.
    var remark: String? {
      if let mark { return mark.meaning }
      if case .unknown = raw { return "unknown" }
      if case .hidden = raw { return "hidden" }
      if case .number(let value) = raw, !value.isFinite { return "unknown" }
      return nil
    }
  }
}

extension Table.Cell: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
