public import Diagnostics
public import Documents
public import Units

/// Distributions as maps: the shape by its key, and `truncate` beside it.
///
///     {p10: 1 s, p50: 2 s, p90: 4 s}      {min: 1 s, mode: 2 s, max: 4 s}
///     {uniform: [1 s, 2 s]}               {pert: [1 s, 2 s, 4 s]}
///     {normal: {mean: 2 s, sd: 1 s}}      {lognormal: {mean: 2 s, sd: 1 s}}
///     {beta: {a: 2, b: 3, min: 0 s, max: 1 s}}
///     {quantiles: {p5: 1 s, p50: 2 s, p99: 8 s}}
///     {observed: [1 s, 2 s, 2 s]}         {discrete: [{value: 1 s, weight: 3}, {value: 2 s, weight: 1}]}
///     {range: 1 s to 4 s, truncate: [0 s, 5 s]}
///
/// A rate has the period of its shares beside them: `{p10: 1%, p50: 4%, p90: 8%, per: month}`.
extension Node {
  static let shapeKeys = [
    "range", "uniform", "normal", "lognormal", "pert", "beta", "quantiles", "observed", "discrete",
  ]

  func estimate(
    of dimension: Dimension, _ what: String, sample: String?,
    into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    if mapping != nil { return shapedEstimate(of: dimension, what, into: &diagnostics) }
    guard let text = text(what, into: &diagnostics) else { return nil }
    return judged(into: &diagnostics) { () throws(QuantityError) in
      try parseEstimate(text, dimension: dimension, expecting: what, sample: sample)
    }
  }

  /// A rate, its share a number, a range or a shape.
  public func rateEstimate(
    _ what: String, into diagnostics: inout DiagnosticList
  ) -> EstimatedRate? {
    if mapping != nil {
      var reader = MappingReader(self, what: what, into: &diagnostics)
      let period = reader.required("per", into: &diagnostics)?
        .choice("'per'", among: Period.allCases.map(\.rawValue), into: &diagnostics)
        .flatMap(Period.init(rawValue:))
      let share = truncatedShape(of: .none, what, &reader, into: &diagnostics)
      reader.finish(into: &diagnostics)
      guard let period, let share else { return nil }
      return EstimatedRate(share: share, period: period)
    }
    guard let text = text(what, into: &diagnostics) else { return nil }
    return judged(into: &diagnostics) { () throws(QuantityError) in
      try parseRateEstimate(text)
    }
  }

  /// What a throwing reading gives, or a diagnostic at this node.
  private func judged<Value>(
    into diagnostics: inout DiagnosticList, _ read: () throws(QuantityError) -> Value
  ) -> Value? {
    do throws(QuantityError) {
      return try read()
    } catch {
      diagnostics.append(.quantity(error, at: self))
      return nil
    }
  }

  private func shapedEstimate(
    of dimension: Dimension, _ what: String, into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    var reader = MappingReader(self, what: what, into: &diagnostics)
    let shape = truncatedShape(of: dimension, what, &reader, into: &diagnostics)
    reader.finish(into: &diagnostics)
    return shape
  }

  private func truncatedShape(
    of dimension: Dimension, _ what: String, _ reader: inout MappingReader,
    into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    let truncation = reader.optional("truncate")
    let limits = truncation.map { $0.values(2, of: dimension, "'truncate'", into: &diagnostics) }
    let shape = shape(of: dimension, what, &reader, into: &diagnostics)
    guard let limits else { return shape }
    guard let truncation, let limits, let shape else { return nil }
    return truncation.judged(into: &diagnostics) { () throws(QuantityError) in
      try shape.truncated(from: limits[0], to: limits[1])
    }
  }

  private func shape(
    of dimension: Dimension, _ what: String, _ reader: inout MappingReader,
    into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    func numbers(_ keys: [String], _ reader: inout MappingReader) -> [Double]? {
      let found = keys.map { key in
        reader.required(key, into: &diagnostics)?
          .single(of: dimension, "'\(key)'", into: &diagnostics)
      }
      let known = found.compactMap { $0 }
      return known.count == keys.count ? known : nil
    }
    guard let key = Self.shapeKeys.first(where: { mapping?[$0] != nil }),
      let node = reader.optional(key)
    else {
      let isTriangle = mapping?["mode"] != nil
      let keys = isTriangle ? ["min", "mode", "max"] : ["p10", "p50", "p90"]
      guard let v = numbers(keys, &reader) else { return nil }
      return judged(into: &diagnostics) { () throws(QuantityError) in
        isTriangle
          ? try Estimate(min: v[0], mode: v[1], max: v[2])
          : try Estimate(p10: v[0], p50: v[1], p90: v[2])
      }
    }
    let noun = "'\(key)'"
    switch key {
    case "range":
      return node.estimate(of: dimension, what, sample: nil, into: &diagnostics)
    case "uniform":
      guard let v = node.values(2, of: dimension, noun, into: &diagnostics) else { return nil }
      return node.judged(into: &diagnostics) { () throws(QuantityError) in
        try Estimate(uniformFrom: v[0], to: v[1])
      }
    case "pert":
      guard let v = node.values(3, of: dimension, noun, into: &diagnostics) else { return nil }
      return node.judged(into: &diagnostics) { () throws(QuantityError) in
        try Estimate(pert: v[0], mode: v[1], max: v[2])
      }
    case "normal", "lognormal":
      var inner = MappingReader(node, what: noun, into: &diagnostics)
      let v = numbers(["mean", "sd"], &inner)
      inner.finish(into: &diagnostics)
      guard let v else { return nil }
      return node.judged(into: &diagnostics) { () throws(QuantityError) in
        key == "normal"
          ? try Estimate(mean: v[0], deviation: v[1])
          : try Estimate(lognormalMean: v[0], deviation: v[1])
      }
    case "beta":
      var inner = MappingReader(node, what: noun, into: &diagnostics)
      let ends = numbers(["min", "max"], &inner)
      let exponents = ["a", "b"].map { name in
        inner.required(name, into: &diagnostics)?
          .single(of: .none, "'\(name)'", into: &diagnostics)
      }
      inner.finish(into: &diagnostics)
      guard let ends, let a = exponents[0], let b = exponents[1] else { return nil }
      return node.judged(into: &diagnostics) { () throws(QuantityError) in
        try Estimate(beta: a, b, from: ends[0], to: ends[1])
      }
    case "quantiles": return node.percentiles(of: dimension, into: &diagnostics)
    case "observed":
      guard let v = node.values(nil, of: dimension, noun, into: &diagnostics) else { return nil }
      return node.judged(into: &diagnostics) { () throws(QuantityError) in
        try Estimate(observed: v)
      }
    default: return node.discrete(of: dimension, into: &diagnostics)
    }
  }

  /// One number, not a range.
  private func single(
    of dimension: Dimension, _ what: String, into diagnostics: inout DiagnosticList
  ) -> Double? {
    guard let text = text(what, into: &diagnostics) else { return nil }
    do throws(QuantityError) {
      return try parseQuantity(text, dimension: dimension, expecting: what)
    } catch {
      diagnostics.append(.quantity(error, at: self))
      return nil
    }
  }

  /// A list of numbers, so many of them where a count is given.
  private func values(
    _ count: Int?, of dimension: Dimension, _ what: String,
    into diagnostics: inout DiagnosticList
  ) -> [Double]? {
    guard let items = list(what, into: &diagnostics) else { return nil }
    if let count, items.count != count {
      diagnostics.append(.listLength(items.count, wanted: count, what, at: span))
      return nil
    }
    let found = items.compactMap { $0.single(of: dimension, what, into: &diagnostics) }
    return found.count == items.count ? found : nil
  }

  private func percentiles(
    of dimension: Dimension, into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    guard let entries = mapping?.entries else {
      diagnostics.append(.wrongKind(expected: "a map", for: "'quantiles'", found: self))
      return nil
    }
    var points: [Estimate.Point] = []
    for entry in entries {
      guard entry.key.first == "p", let percent = Double(entry.key.dropFirst()), percent > 0,
        percent < 100
      else {
        diagnostics.append(
          .unknownKey(entry.key, in: "'quantiles'", among: ["p5", "p50", "p95"], at: entry.keySpan))
        continue
      }
      let value = entry.value.single(of: dimension, "'\(entry.key)'", into: &diagnostics)
      if let value { points.append(.init(share: percent / 100, value: value)) }
    }
    guard points.count == entries.count else { return nil }
    return judged(into: &diagnostics) { () throws(QuantityError) in
      try Estimate(percentiles: points)
    }
  }

  private func discrete(
    of dimension: Dimension, into diagnostics: inout DiagnosticList
  ) -> Estimate? {
    guard let items = list("'discrete'", into: &diagnostics) else { return nil }
    let points = items.compactMap { item -> Estimate.Point? in
      var reader = MappingReader(item, what: "a value of 'discrete'", into: &diagnostics)
      let value = reader.required("value", into: &diagnostics)?
        .single(of: dimension, "'value'", into: &diagnostics)
      let weight = reader.required("weight", into: &diagnostics)?
        .single(of: .none, "'weight'", into: &diagnostics)
      reader.finish(into: &diagnostics)
      guard let value, let weight else { return nil }
      return Estimate.Point(share: weight, value: value)
    }
    guard points.count == items.count else { return nil }
    return judged(into: &diagnostics) { () throws(QuantityError) in
      try Estimate(discrete: points)
    }
  }
}
