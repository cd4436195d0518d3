import Diagnostics
import Documents
package import Figures
package import Units

extension Form {
  /// A number with its unit, a range of them, or a distribution. Bare numbers are of ratios alone.
  ///
  /// Bounds hold for every value that may be drawn: where more than one part in a million of a
  /// distribution lies outside, draws end at them. Median and ends stay as they are written.
  ///
  /// - Parameters:
  ///   - evidence: None for what a plan demands, `.assumed` for what it states about the world.
  ///   - sample: What messages show, where the example would not do.
  package static func fact<U: Unit>(
    _ unit: U.Type, _ bounds: Bounds, _ example: String, evidence: Evidence? = nil,
    sample: String? = nil, decides: Bool = false
  ) -> Form where Value == Fact<U> {
    let measure = Measure(U.dimension, bounds, example, decides: decides)
    return Form(
      U.dimension == .none ? .number(example) : .quantity(example), measure: measure
    ) { place, reading in
      let estimate = reading.collect {
        place.node.estimate(unit, place.noun, sample: sample, into: &$0)
      }
      return estimate.flatMap {
        measure.fact($0, place.provenance(evidence), at: place, reading)
      }
    }
  }

  /// One number, which is no range.
  package static func single<U: Unit>(
    _ unit: U.Type, _ bounds: Bounds, _ example: String, evidence: Evidence? = nil,
    sample: String? = nil, decides: Bool = false
  ) -> Form where Value == Fact<U> {
    let fact = Form.fact(
      unit, bounds, example, evidence: evidence, sample: sample, decides: decides)
    let shape: KeyTable.Form =
      U.dimension == .none ? .singleNumber(example) : .singleQuantity(example)
    return fact.shown(as: shape).then { fact, place, reading in
      guard fact.isRange || place.node.mapping != nil else { return fact }
      place.refuse("one value", reading, found: place.node.scalar?.text ?? "a distribution")
      return nil
    }
  }

  /// A whole number of things, which decides how many figures or parts there are.
  package static func count(
    _ example: String, from least: Double = 1, to most: Double = 1e9
  ) -> Form where Value == Fact<Count> {
    let says = "between \(Int(saturating: least)) and \(Int(saturating: most))"
    let bounds = Bounds.atLeast(least, says).atMost(most, says)
    let measure = Measure(.none, bounds, example, decides: true)
    return Form(.singleNumber(example), measure: measure) { place, reading in
      guard let text = reading.collect({ place.node.text(place.noun, into: &$0) }) else {
        return nil
      }
      do throws(QuantityError) {
        let value = try parseCount(text, expecting: place.noun)
        if let problem = measure.problem(value, value) {
          place.refuse(problem, reading)
          return nil
        }
        return Fact(value, place.provenance())
      } catch {
        reading.report(.quantity(error, at: place.node))
        return nil
      }
    }
  }

  /// A change for a time, above -100%.
  package static func rate(
    _ example: String, evidence: Evidence? = nil
  ) -> Form where Value == Rate {
    // Nobody means more than ten times as much after a period.
    let measure = Measure(.none, .change.atMost(10, "at most 1000%"), example)
    return Form(.quantity(example), measure: measure) { place, reading in
      guard let rate = reading.collect({ place.node.rateEstimate(place.noun, into: &$0) }),
        let share: Fact<Ratio> = measure.fact(
          rate.share, place.provenance(evidence, factor: rate.period.seconds), at: place, reading)
      else { return nil }
      // A rate is so much a second; its share is that of the whole period.
      let seconds = rate.period.seconds
      return Rate(
        change: share,
        period: Fact(seconds, place.provenance(evidence).with(keys: [])))
    }
  }

  /// A time with the percentile at which it must be kept, `80 ms at p95`; the median without one.
  package static func latency(
    _ example: String, sample: String
  ) -> Form where Value == Latency {
    let measure = Measure(Seconds.dimension, .positive, example)
    return Form(.singleQuantity(example), measure: measure) { place, reading in
      guard let text = reading.collect({ place.node.text(place.noun, into: &$0) }) else {
        return nil
      }
      do throws(QuantityError) {
        let parsed = try parsePercentileQuantity(text, expecting: place.noun, sample: sample)
        if let problem = measure.problem(parsed.base, parsed.base) {
          place.refuse(problem, reading)
          return nil
        }
        return Latency(
          limit: Fact(parsed.base, place.provenance()),
          percentile: parsed.percentile.map {
            Fact($0, place.provenance(factor: nil))
          })
      } catch {
        reading.report(.quantity(error, at: place.node))
        return nil
      }
    }
  }

  /// A time in whole months, at most 600.
  package static func wholeMonths(
    _ example: String, sample: String = "4 months", from least: Double = 0
  ) -> Form where Value == Fact<Seconds> {
    let bounds = Bounds.atLeast(
      least * TimeSpan.month, least == 0 ? "zero or more" : "a month or more")
    return Form.fact(
      Seconds.self, bounds, example, evidence: .assumed, sample: sample, decides: true
    ).shown(as: .singleQuantity(example)).then { fact, place, reading in
      let months = fact.value / TimeSpan.month
      // Months are decimals in binary; what is missing must be more than their rounding.
      guard abs(months - months.rounded()) < 1e-9, months <= 600, !fact.isRange else {
        place.refuse("whole months", reading)
        return nil
      }
      return fact
    }
  }

  /// `month 12`, at most 600.
  package static func month(
    _ example: String
  ) -> Form where Value == Int {
    Form<String>.text.shown(as: .month(example)).then { text, place, reading in
      guard text.hasPrefix("month "), let month = Int(text.dropFirst(6)), (1...600).contains(month)
      else {
        place.refuse("a month such as '\(example)'", reading)
        return nil
      }
      return month
    }
  }
}

extension Form where Value == PartialDate {
  /// A date, to the day, the month or the year.
  package static var date: Form {
    Form(.date) { place, reading in
      reading.collect { place.node.date(place.noun, into: &$0) }
    }
  }
}

/// A change for a time.
package struct Rate: Sendable {
  package let change: Fact<Ratio>
  package let period: Fact<Seconds>
}

/// A limit of a time, and the share of cases in which it must be kept.
package struct Latency: Sendable {
  package let limit: Fact<Seconds>
  /// Nil for the median.
  package let percentile: Fact<Ratio>?
}

extension Measure {
  /// The number as it is written, whose draws end at the bounds; nil after a report.
  func fact<U: Unit>(
    _ estimate: Estimate, _ provenance: Provenance, at place: Place, _ reading: Reading
  ) -> Fact<U>? {
    if let problem = problem(estimate.low, estimate.high) {
      place.refuse(problem, reading)
      return nil
    }
    let (low, high) = bounds.ends
    let leaves =
      !estimate.isExact
      && (estimate.quantile(1e-6) < low || estimate.quantile(1 - 1e-6) > high)
    guard leaves else { return Fact(estimate, provenance) }
    do throws(QuantityError) {
      return Fact(
        estimate.central, low: estimate.low, high: estimate.high,
        spread: Spread(try estimate.truncated(from: low, to: high)), provenance)
    } catch {
      reading.report(.quantity(error, at: place.node))
      return nil
    }
  }
}
