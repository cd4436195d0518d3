/// What a number counts. A unit fixes the dimension of a ``Quantity`` and the base in which it is
/// stored: seconds, bytes, operations, tokens, US dollars, joules and their quotients.
public protocol Unit: Sendable {
  static var dimension: Dimension { get }
}

/// A number that knows its unit at compile time. The value is held in base units, so that
/// arithmetic on it is arithmetic on a `Double`.
public struct Quantity<U: Unit>: Sendable, Hashable, Comparable {
  public var base: Double

  public init(base: Double) {
    self.base = base
  }

  public static func < (a: Quantity, b: Quantity) -> Bool { a.base < b.base }
}

public enum Ratio: Unit {
  public static var dimension: Dimension { Dimension() }
}
/// Accelerators, nodes, replicas, requests: whole things.
public enum Count: Unit {
  public static var dimension: Dimension { Dimension() }
}
public enum Seconds: Unit {
  public static var dimension: Dimension { Dimension(time: 1) }
}
public enum Bytes: Unit {
  public static var dimension: Dimension { Dimension(data: 1) }
}
public enum Operations: Unit {
  public static var dimension: Dimension { Dimension(operations: 1) }
}
public enum Tokens: Unit {
  public static var dimension: Dimension { Dimension(tokens: 1) }
}
public enum Dollars: Unit {
  public static var dimension: Dimension { Dimension(money: 1) }
}
public enum Joules: Unit {
  public static var dimension: Dimension { Dimension(energy: 1) }
}
public enum Watts: Unit {
  public static var dimension: Dimension { Dimension(time: -1, energy: 1) }
}
public enum BytesPerSecond: Unit {
  public static var dimension: Dimension { Dimension(time: -1, data: 1) }
}
public enum OperationsPerSecond: Unit {
  public static var dimension: Dimension { Dimension(time: -1, operations: 1) }
}
public enum TokensPerSecond: Unit {
  public static var dimension: Dimension { Dimension(time: -1, tokens: 1) }
}
/// A rate of change or of events: `4% per month`, `8% per year`, failures a second.
public enum PerSecond: Unit {
  public static var dimension: Dimension { Dimension(time: -1) }
}
/// Money for a time: `$2.20/h` of an accelerator, `$1.2 M per year` of staff.
public enum DollarsPerSecond: Unit {
  public static var dimension: Dimension { Dimension(time: -1, money: 1) }
}
public enum DollarsPerToken: Unit {
  public static var dimension: Dimension { Dimension(tokens: -1, money: 1) }
}
/// Money for energy: `$0.07/kWh`. Colocation by `$/kW per month` has this dimension too.
public enum DollarsPerJoule: Unit {
  public static var dimension: Dimension { Dimension(money: 1, energy: -1) }
}
