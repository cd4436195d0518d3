/// The physical dimension of a figure: exponents over seconds, bytes, operations, tokens, money and
/// energy. Counts (accelerators, nodes, replicas, requests) and shares are dimensionless.
public struct Dimension: Sendable, Hashable {
  public var time: Int8
  public var data: Int8
  public var operations: Int8
  public var tokens: Int8
  public var money: Int8
  public var energy: Int8

  public init(
    time: Int8 = 0, data: Int8 = 0, operations: Int8 = 0, tokens: Int8 = 0, money: Int8 = 0,
    energy: Int8 = 0
  ) {
    self.time = time
    self.data = data
    self.operations = operations
    self.tokens = tokens
    self.money = money
    self.energy = energy
  }

  public static let none = Dimension()

  public static func * (a: Dimension, b: Dimension) -> Dimension {
    Dimension(
      time: a.time &+ b.time, data: a.data &+ b.data, operations: a.operations &+ b.operations,
      tokens: a.tokens &+ b.tokens, money: a.money &+ b.money, energy: a.energy &+ b.energy)
  }

  public static func / (a: Dimension, b: Dimension) -> Dimension {
    Dimension(
      time: a.time &- b.time, data: a.data &- b.data, operations: a.operations &- b.operations,
      tokens: a.tokens &- b.tokens, money: a.money &- b.money, energy: a.energy &- b.energy)
  }
}
