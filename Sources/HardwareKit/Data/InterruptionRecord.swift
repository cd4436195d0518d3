public import Units

/// Interruptions that somebody counted on a fleet: what a time between failures is derived from.
public struct InterruptionRecord: Sendable, Hashable {
  public let interruptions: Double
  public let span: Quantity<Seconds>
  public let accelerators: Double

  public init(interruptions: Double, span: Quantity<Seconds>, accelerators: Double) {
    self.interruptions = interruptions
    self.span = span
    self.accelerators = accelerators
  }

  /// Mean time from one interruption of the fleet to the next, `span / interruptions`.
  public var timeBetween: Quantity<Seconds> { Quantity(base: span.base / interruptions) }

  /// Accelerator-time between interruptions, what ``Reliability/interval`` holds: divided by any
  /// number of accelerators of one synchronous job it is the time between interruptions of that job.
  public var acceleratorTimeBetween: Quantity<Seconds> {
    Quantity(base: span.base / interruptions * accelerators)
  }

  /// Interruptions that so many accelerators see in so much time.
  public func expected(accelerators count: Double, over time: Quantity<Seconds>) -> Double {
    count * time.base / acceleratorTimeBetween.base
  }
}
