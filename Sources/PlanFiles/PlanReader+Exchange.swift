import Diagnostics
import Documents
import Figures
import HardwareKit
import Units

extension PlanReader {
  /// Currencies that the plan gives a rate for, by code: the newest rate on or before the plan's date.
  ///
  /// Everything else is read with them, so that they are read first.
  static func exchange(
    in root: Node, into diagnostics: inout DiagnosticList
  ) -> [String: Currency] {
    guard let finance = root.mapping?["finance"]?.mapping, let list = finance["exchange"] else {
      return [:]
    }
    // A wrong date is reported where it is read.
    var ignored = DiagnosticList()
    let asOf = finance["as-of"]?.date("'as-of'", into: &ignored)?.firstDay
    var newest: [String: (currency: Currency, date: PartialDate)] = [:]
    for item in list.listOrOne {
      var reader = MappingReader(item, what: "a rate of exchange", into: &diagnostics)
      let codeNode = reader.required("currency", into: &diagnostics)
      let rate = reader.required("rate", into: &diagnostics)?
        .planFact(
          Dollars.self, "'rate'", evidence: .published, range: .positive, sample: "$1.09",
          into: &diagnostics)
      let date = reader.required("date", into: &diagnostics)?.date("'date'", into: &diagnostics)
      let source = reader.optional("source")?.text("'source'", into: &diagnostics)
      reader.finish(into: &diagnostics)
      guard let codeNode, let code = codeNode.text("'currency'", into: &diagnostics) else {
        continue
      }
      guard code.count == 3, code.allSatisfy({ $0.isUppercase && $0.isASCII }),
        code != Currency.dollar.code
      else {
        diagnostics.append(.currency(code, at: codeNode.span))
        continue
      }
      guard let rate, let date else { continue }
      if let asOf, date.firstDay > asOf { continue }
      if let known = newest[code], known.date.firstDay > date.firstDay { continue }
      let note = "1 \(code) = \(rate.provenance.written ?? "") on \(date), \(source ?? "assumed")"
      newest[code] = (Currency(code: code, dollars: rate.value, note: note), date)
    }
    return newest.mapValues(\.currency)
  }
}
