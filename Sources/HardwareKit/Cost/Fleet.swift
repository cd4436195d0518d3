/// The hardware that a workload needs over the horizon, sized by the planner.
public struct Fleet<Number: Sendable>: Sendable {
  /// Accelerators at the busiest time, and whole nodes to house them.
  public let accelerators: Number
  public let nodes: Number
  /// Mean share of full load of a fleet that is on, for its power.
  public let load: Number
  /// Months for which a committed or owned fleet is held.
  public let months: Number
  /// What an accelerator draws idle and at full load, where a model says so.
  public let draw: Draw<Number>?
  /// Accelerators that must reach one another, such as those of a replica; `nil` for all of them.
  public let unit: Number?

  public init(
    accelerators: Number, nodes: Number, load: Number, months: Number, draw: Draw<Number>? = nil,
    unit: Number? = nil
  ) {
    self.unit = unit
    self.accelerators = accelerators
    self.nodes = nodes
    self.load = load
    self.months = months
    self.draw = draw
  }
}
