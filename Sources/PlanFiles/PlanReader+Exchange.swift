import Documents
import Figures
import Keys
import Units

extension PlanReader {
  /// Currencies that the plan gives a rate for, by code: the newest rate on or before the plan's date.
  ///
  /// Everything else is read with them, so that they are read first.
  static func exchange(in root: Node, _ reading: Reading) -> [String: Currency] {
    guard let finance = root.mapping?["finance"]?.mapping, let list = finance["exchange"],
      !list.isNull
    else { return [:] }
    let place = Place(list, path: "finance.exchange", noun: "'exchange'", word: "exchange")
    // A wrong date is reported where it is read.
    let asOf = finance["as-of"].flatMap {
      Form<PartialDate>.date.read(place.key("as-of", $0), Reading())
    }?.firstDay
    var newest: [String: ExchangeRate] = [:]
    for rate in Form.several(.section(ExchangeRate.section)).read(place, reading) ?? [] {
      if let asOf, rate.date.firstDay > asOf { continue }
      if let known = newest[rate.code], known.date.firstDay > rate.date.firstDay { continue }
      newest[rate.code] = rate
    }
    return newest.mapValues {
      Currency(
        code: $0.code, dollars: $0.rate.value,
        note: "1 \($0.code) = \($0.rate.provenance.written ?? "") on \($0.date), \($0.source)")
    }
  }
}
