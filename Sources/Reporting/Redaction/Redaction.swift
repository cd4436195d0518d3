import Figures
public import Planning
import Units

/// What is left out of a result that is shared: the user's own quotes, prices that the plan states,
/// and all that they could be computed from.
///
/// Where there is any such price, no amount of money is shown, whether it follows from the price or
/// not, and no other figure that follows from it: a difference or a ratio would give it away.
public struct Redaction: Sendable {
  /// Whether there is something to hide.
  public let isNeeded: Bool
  /// Figures that follow from a private price, by their full names.
  let names: Set<String>
  /// Their values and texts as they may stand somewhere without their name.
  let values: Set<UInt64>
  let texts: [String]

  /// Nothing is hidden.
  public static let none = Redaction(isNeeded: false)

  private init(isNeeded: Bool) {
    self.isNeeded = isNeeded
    names = []
    values = []
    texts = []
  }

  /// Of results that were saved or are compared: all money is hidden, and every figure that follows
  /// from an amount of money, as nobody can say which of them was private.
  public init(ofMoney plans: [ResultPlan]) {
    var names: Set<String> = []
    for part in plans.flatMap(\.parts) {
      var hidden: Set<String> = []
      for figure in part.figures {
        let follows =
          if case .formula(_, let names) = figure.basis {
            names.contains { hidden.contains($0) }
          } else {
            false
          }
        if follows || figure.dimension.money != 0 { hidden.insert(figure.name) }
      }
      names.formUnion(hidden)
      // As differences name them where there are several models.
      names.formUnion(hidden.map { "\(part.id): \($0)" })
    }
    self.names = names
    isNeeded = true
    values = []
    texts = []
  }

  public init(_ outcomes: [Outcome]) {
    var names: Set<String> = []
    var values: Set<UInt64> = []
    var texts: Set<String> = []
    for outcome in outcomes {
      let overrides = outcome.plan.overrides
      let stated = Set(
        overrides.rents.values.map(\.value) + overrides.purchases.values.map(\.value))
      for sheet in outcome.sheets {
        var hidden: Set<String> = []
        for figure in sheet.figures {
          let follows =
            figure.formula.map { $0.figureNames.contains { hidden.contains($0) } }
            ?? Self.isPrivate(figure, stated)
          guard follows else { continue }
          hidden.insert(figure.name)
          // A whole number stands in too many places to be told by its value.
          if figure.value != figure.value.rounded() {
            values.insert(abs(figure.value).bitPattern)
          }
          texts.formUnion(Self.spellings(figure))
        }
        names.formUnion(hidden)
      }
    }
    self.names = names
    self.values = values
    self.texts = texts.sorted { $0.count > $1.count }
    isNeeded = !names.isEmpty
  }

  /// An input that is a private quote, or money that the plan itself states.
  private static func isPrivate(_ figure: Figure, _ stated: Set<Double>) -> Bool {
    guard let provenance = figure.provenance else { return false }
    if provenance.isPrivate { return true }
    guard figure.id.dimension.money != 0 else { return false }
    switch provenance.origin {
    case .plan, .commandLine: return true
    case .citations: return stated.contains(figure.value)
    case .definition, .assumed, .solved: return false
    }
  }

  private static func spellings(_ figure: Figure) -> [String] {
    // Amounts of money are found by their sign.
    guard figure.value.isFinite, figure.value != 0, figure.id.dimension.money == 0 else {
      return []
    }
    let text = FigureText.value(figure.value, figure.id)
    var spellings = [text]
    if figure.id.style == .yearlyRate {
      spellings.append(format(figure.value, as: .percentPerYear).replacing(" per year", with: ""))
    }
    return spellings.filter { $0.count > 2 && $0.contains(where: \.isNumber) }
  }

  /// What stands in place of what is hidden.
  static let mask = "•••"
  static let note = """
    Redacted for sharing: a private quote or a price of the plan's own is in this result, so that no \
    amount of money and no figure that follows from one is shown.
    """
  static let unneeded =
    "Nothing is redacted: no private quote and no price of the plan's own is in it."

  /// Keys of numbers that a price could be computed from, beside those of money.
  static func isMeasure(_ key: String) -> Bool {
    let words = Set(key.split { $0 == "_" || $0 == "." || $0 == "-" }.map(String.init))
    return !words.isDisjoint(with: [
      "irr", "payback", "npv", "margin", "mirr", "return", "coverage",
    ])
      || key.hasPrefix("break_even") || key.hasPrefix("pays_from")
  }

  func hides(_ value: Double) -> Bool { values.contains(abs(value).bitPattern) }

  // MARK: Text

  /// The text without amounts of money and without values of hidden figures.
  func masked(_ text: String) -> String {
    guard text.utf8.contains(where: { (48...57).contains($0) }) else { return text }
    var result = text
    for spelling in texts where result.contains(spelling) {
      result = Self.replacing(spelling, in: result)
    }
    result = result.replacing(/[−-]?[$€£¥] ?[0-9](?:[0-9.,]*[0-9])?( [kMGTPE](?![A-Za-z]))?/) { _ in
      Self.mask
    }
    result = result.replacing(/\b([A-Z]{3}) [0-9](?:[0-9.,]*[0-9])?( [kMGTPE](?![A-Za-z]))?/) {
      match in
      Currency.codes.contains(String(match.output.1)) ? Self.mask : String(match.output.0)
    }
    return result.replacing(/[0-9](?:[0-9.,]*[0-9])?( [kMGTPE])? ?([A-Z]{3})\b/) { match in
      Currency.codes.contains(String(match.output.2)) ? Self.mask : String(match.output.0)
    }
  }

  /// Only where no digit stands beside it, so that `5%` leaves `15%` alone.
  private static func replacing(_ spelling: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: spelling) {
      let before = rest[..<range.lowerBound].last
      let after = rest[range.upperBound...].first
      let isWhole = before?.isNumber != true && before != "." && after?.isNumber != true
      result += rest[..<range.lowerBound]
      result += isWhole ? mask : spelling
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
