extension Quantity {
  public static var zero: Quantity { Quantity(base: 0) }

  public static func + (a: Quantity, b: Quantity) -> Quantity { Quantity(base: a.base + b.base) }

  public static func - (a: Quantity, b: Quantity) -> Quantity { Quantity(base: a.base - b.base) }

  public static prefix func - (a: Quantity) -> Quantity { Quantity(base: -a.base) }

  public static func * (a: Quantity, b: Double) -> Quantity { Quantity(base: a.base * b) }

  public static func * (a: Double, b: Quantity) -> Quantity { Quantity(base: a * b.base) }

  public static func / (a: Quantity, b: Double) -> Quantity { Quantity(base: a.base / b) }

  /// How many times `b` goes into `a`: a plain number.
  public static func / (a: Quantity, b: Quantity) -> Double { a.base / b.base }
}
