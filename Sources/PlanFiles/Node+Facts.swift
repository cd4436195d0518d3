import Diagnostics
import Documents
import Figures
import HardwareKit
import Units

/// The name that spans of `--set` values carry instead of a file's.
let commandLineFile = "--set"

extension Node {
  /// Where a value of the plan stands: a line of a file, or the command line.
  func provenance(evidence: Evidence?, note: String? = nil) -> Provenance {
    let origin: Provenance.Origin =
      span.file == commandLineFile
      ? .commandLine(scalar?.text ?? "") : .plan(span)
    // A price in another currency says at which rate it was read.
    let rate = scalar.flatMap { Currency.foreign(in: $0.text) }.flatMap { Currency.known[$0]?.note }
    let notes = [note, rate].compactMap(\.self)
    return Provenance(
      origin, evidence: evidence, note: notes.isEmpty ? nil : notes.joined(separator: "; "),
      written: scalar?.text)
  }

  /// A quantity of the plan as a fact. Demands of a plan need no evidence; statements about the world
  /// that stand in a plan are assumptions.
  func planFact<U: Unit>(
    _ unit: U.Type, _ what: String, evidence: Evidence? = nil, range: PlanRange = .any,
    sample: String? = nil, into diagnostics: inout DiagnosticList
  ) -> Fact<U>? {
    guard let estimate = estimate(unit, what, sample: sample, into: &diagnostics) else {
      return nil
    }
    if let problem = range.problem(estimate.low, estimate.high) {
      diagnostics.append(.badRange(what, problem, scalar?.text ?? "", at: span))
      return nil
    }
    return Fact(estimate, provenance(evidence: evidence))
  }

  /// A change for a time, above -100%.
  func planRate(
    _ what: String, evidence: Evidence? = nil, into diagnostics: inout DiagnosticList
  ) -> (change: Fact<Ratio>, period: Fact<Seconds>)? {
    guard let rate = rateEstimate(what, into: &diagnostics) else { return nil }
    guard rate.share.low > -1 else {
      let low = scalar?.text ?? format(rate.share.low, as: .percent)
      diagnostics.append(.badRange(what, "above -100%", low, at: span))
      return nil
    }
    let provenance = provenance(evidence: evidence)
    return (Fact(rate.share, provenance), Fact(rate.period.seconds, provenance))
  }

  /// A whole number of things.
  func planCount(
    _ what: String, atLeast least: Double = 1, into diagnostics: inout DiagnosticList
  ) -> Fact<Count>? {
    guard let text = text(what, into: &diagnostics) else { return nil }
    do throws(QuantityError) {
      let value = try parseCount(text, expecting: what)
      guard value >= least, value <= 1e9 else {
        diagnostics.append(
          .badRange(what, "between \(Int(least)) and 1000000000", text, at: span))
        return nil
      }
      return Fact(value, provenance(evidence: nil))
    } catch {
      diagnostics.append(.quantity(error, at: self))
      return nil
    }
  }
}

/// The values that a quantity of a plan may take.
enum PlanRange {
  case any, positive, notNegative, share

  func problem(_ low: Double, _ high: Double) -> String? {
    switch self {
    case .any: nil
    case .positive: low > 0 ? nil : "above zero"
    case .notNegative: low >= 0 ? nil : "zero or more"
    case .share: low >= 0 && high <= 1 ? nil : "between 0% and 100%"
    }
  }
}
