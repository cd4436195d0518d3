import Diagnostics
import Documents
import Planning
import Units

extension PlanReader {
  /// `p90`: the share of cases that something must carry.
  func percentile(_ node: Node, into diagnostics: inout DiagnosticList) -> Double? {
    guard let text = node.text("'size-for'", into: &diagnostics) else { return nil }
    guard text.first == "p", let percent = Double(text.dropFirst()), percent > 0, percent < 100
    else {
      diagnostics.append(
        .badRange("'size-for'", "a percentile such as 'p90'", text, at: node.span))
      return nil
    }
    return percent / 100
  }

  /// Pairs of figures that vary together.
  func correlations(
    _ node: Node?, into diagnostics: inout DiagnosticList
  ) -> [PlannedCorrelation] {
    (node?.listOrOne ?? []).compactMap { item in
      var reader = MappingReader(item, what: "a correlation", into: &diagnostics)
      let between = reader.required("between", into: &diagnostics)
      let value = reader.required("correlation", into: &diagnostics)
      reader.finish(into: &diagnostics)
      guard let between, let value,
        let names = between.list("'between'", into: &diagnostics),
        let text = value.text("'correlation'", into: &diagnostics)
      else { return nil }
      let figures = names.compactMap { $0.text("a figure", into: &diagnostics) }
      guard figures.count == 2, figures[0] != figures[1] else {
        diagnostics.append(
          .badRange("'between'", "two figures", "\(names.count) of them", at: between.span))
        return nil
      }
      guard let number = Double(text), number >= -1, number <= 1 else {
        diagnostics.append(
          .badRange("'correlation'", "between -1 and 1", text, at: value.span))
        return nil
      }
      return PlannedCorrelation(figures[0], figures[1], number, span: item.span)
    }
  }
}
