import Figures
import HardwareKit
public import Planning
import Units

/// Why an option has no answer, and what would lift it, in words.
public enum ReasonText {
  public static func text(_ option: PlanOption) -> String {
    switch option.status {
    case .answer: ""
    case .infeasible(let miss, let layout): infeasible(miss, layout)
    case .unknown(let keys):
      "\(keys.joined(separator: ", ")) not on record; set \(option.product.id).\(keys.first ?? "") under assumptions"
    case .unpriced(let path): "no price on record; set \(path)"
    case .notReleased(let date): "not available until \(date)"
    case .notSold(let reason): reason
    }
  }

  /// Refusals for rows of a table: ways that fail alike in a word stand in one.
  static func byReason(_ refusals: [Refusal]) -> [Refusal] {
    var result: [Refusal] = []
    for refusal in refusals {
      let known = result.firstIndex {
        $0.product == refusal.product && $0.short == refusal.short
          && ($0.option.fit == nil) == (refusal.option.fit == nil)
      }
      if let known {
        result[known].ways += ", \(refusal.ways)"
      } else {
        result.append(refusal)
      }
    }
    return result
  }

  /// Options without an answer, one entry for a product and a reason.
  struct Refusal {
    var product: String { option.product.id }
    let option: PlanOption
    var ways: String
    let short: String
    let text: String
  }

  static func refusals(_ options: [PlanOption]) -> [Refusal] {
    var result: [Refusal] = []
    for option in options where option.answer == nil {
      let text = sharedText(option)
      let known = result.firstIndex { $0.product == option.product.id && $0.text == text }
      if let known {
        result[known].ways += ", \(option.way.label)"
      } else {
        result.append(
          Refusal(
            option: option, ways: option.way.label, short: short(option), text: text))
      }
    }
    // What holds for every way is said of the product.
    let ways = Set(options.map(\.way.label))
    for index in result.indices
    where Set(result[index].ways.split(separator: ",").map { $0.drop { $0 == " " } }).count
      == ways.count
    {
      result[index].ways = "any way"
    }
    return result
  }

  /// The reason in words that do not name the product, so that products can share it.
  static func sharedText(_ option: PlanOption) -> String {
    switch option.status {
    case .unknown(let keys):
      "\(keys.joined(separator: ", ")) not on record; set PRODUCT.\(keys.first ?? "") under assumptions"
    case .unpriced(let path):
      "no price on record for the segment and date; set PRODUCT\(path.dropFirst(option.product.id.count))"
    default: text(option)
    }
  }

  /// Reasons in full, each once, with the products that it holds for.
  static func notes(_ refusals: [Refusal]) -> [String] {
    var notes: [(text: String, who: [String])] = []
    for refusal in refusals {
      let who = "\(refusal.product) (\(refusal.ways))"
      if let known = notes.firstIndex(where: { $0.text == refusal.text }) {
        notes[known].who.append(who)
      } else {
        notes.append((refusal.text, [who]))
      }
    }
    return notes.map { "\($0.who.joined(separator: ", ")): \($0.text)." }
  }

  /// The reason in a word or two, for a cell.
  static func short(_ option: PlanOption) -> String {
    switch option.status {
    case .answer: ""
    case .infeasible(let miss, _):
      switch miss.limit {
      case .memory: "no fit"
      case .timePerOutputToken: "TPOT"
      case .timeToFirstToken: "TTFT"
      case .horizon, .deadline: "too slow"
      case .sitePower: "no power"
      case .budget: "no money"
      case .timing: "no bill"
      default: "no layout"
      }
    case .unknown: "unknown"
    case .unpriced: "no price"
    case .notReleased: "later"
    case .notSold: "not sold"
    }
  }

  private static func infeasible(_ miss: Infeasible, _ layout: Layout?) -> String {
    switch miss.limit {
    case .horizon:
      return
        "takes \(format(miss.needed, as: .days)), the plan runs \(format(miss.available, as: .days)); a longer horizon or more accelerators"
    case .unknownFacts: return "the datasheet lacks what the model needs"
    case .timing: return "a line of its bill, \(miss.subject?.text ?? "")"
    case .accelerators where layout == nil:
      return "no layout divides the accelerators and the batch; another number, or a larger batch"
    default: break
    }
    return "\(missed(miss, layout)); \(LimitText(of: miss.limit).lift)"
  }

  /// A limit, what was needed and what there is.
  static func missed(_ miss: Infeasible, _ layout: Layout? = nil) -> String {
    let text = LimitText(of: miss.limit)
    let unit = FigureText.unit(of: text.style, miss.limit.dimension)
    let place = layout.map { " (\($0.text))" } ?? ""
    return
      "\(text.title)\(place): needs \(format(miss.needed, as: unit)), has \(format(miss.available, as: unit))"
  }
}

extension LimitID {
  /// What the two values of a limit measure.
  var dimension: Dimension {
    switch self {
    case .memory: Dimension(data: 1)
    case .timeToFirstToken, .timePerOutputToken, .deadline, .horizon: Dimension(time: 1)
    case .prefillLoad: Dimension(tokens: 1)
    case .sitePower: Dimension(time: -1, energy: 1)
    case .budget: Dimension(money: 1)
    default: Dimension()
    }
  }
}
