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
      "unknown: \(keys.joined(separator: ", ")); set \(option.product.id).\(keys.first ?? "") under assumptions"
    case .unpriced(let path): "no price on record; set \(path)"
    case .notReleased(let date): "not available until \(date)"
    case .notSold(let reason): reason
    }
  }

  private static func infeasible(_ miss: Infeasible, _ layout: Layout?) -> String {
    switch miss.limit {
    case .horizon:
      return
        "takes \(format(miss.needed, as: .days)), the plan runs \(format(miss.available, as: .days)); a longer horizon or more accelerators"
    case .unknownFacts: return "the datasheet lacks what the model needs"
    case .accelerators where layout == nil:
      return "no layout divides the accelerators and the batch; another number, or a larger batch"
    default: break
    }
    let text = LimitText(of: miss.limit)
    let unit = FigureText.unit(of: text.style, miss.limit.dimension)
    let place = layout.map { " (\($0.text))" } ?? ""
    return
      "\(text.title)\(place): needs \(format(miss.needed, as: unit)), has \(format(miss.available, as: unit)); \(text.lift)"
  }
}

extension LimitID {
  /// What the two values of a limit measure.
  var dimension: Dimension {
    switch self {
    case .memory: Dimension(data: 1)
    case .timeToFirstToken, .timePerOutputToken, .deadline, .horizon: Dimension(time: 1)
    default: Dimension()
    }
  }
}
