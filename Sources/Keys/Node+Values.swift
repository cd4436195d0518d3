public import Diagnostics
public import Documents
public import Units

extension Node {
  /// A date, to the day, the month or the year.
  public func date(_ what: String, into diagnostics: inout DiagnosticList) -> PartialDate? {
    guard let text = text(what, into: &diagnostics) else { return nil }
    do throws(QuantityError) {
      return try PartialDate(parsing: text)
    } catch {
      diagnostics.append(.quantity(error, at: self))
      return nil
    }
  }

  /// A quantity or an interval of one dimension, or a map that says another distribution.
  ///
  /// - Parameter sample: a quantity that errors show, in a unit that suits the place: "12 months".
  public func estimate<U: Unit>(
    _ unit: U.Type, _ what: String, sample: String? = nil,
    into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    estimate(of: U.dimension, what, sample: sample, into: &diagnostics)
  }
}
