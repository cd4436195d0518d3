public import Figures

/// What hardware is worth as it ages, as a share of the price that was paid.
public enum ValueOverAge {
  /// A curve through points, whole at the first hour of use; between two points, and beyond the last,
  /// value falls by the same share in the same time.
  ///
  ///     share = before · (after / before)^((age - age before) / (age after - age before))
  ///
  /// - Parameter points: Ages above zero, rising, and shares above zero; at least one.
  @inlinable
  public static func along<N: Algebra>(_ points: [(age: N, share: N)], age: N) -> N {
    func segment(_ index: Int) -> N {
      let (end, share) = points[index]
      guard index > 0 else { return N.power(share, age / end) }
      let (start, before) = points[index - 1]
      return before * N.power(share / before, (age - start) / (end - start))
    }
    var value = segment(points.count - 1)
    for index in points.indices.dropLast().reversed() {
      value = N.select(age, atMost: points[index].age, then: segment(index), otherwise: value)
    }
    return value
  }

  /// A curve whose loss is scaled so that a given share is left at the end of a life, and never less than
  /// nothing after it.
  ///
  ///     share = 1 - (1 - curve) · (1 - residual) / (1 - curve at the end of the life)
  ///
  /// Of a residual of nothing too, which a power of the curve could not reach.
  @inlinable
  public static func scaled<N: Algebra>(curve: N, atLife end: N, to residual: N) -> N {
    N.larger(0, 1 - (1 - curve) * (1 - residual) / (1 - end))
  }
}
