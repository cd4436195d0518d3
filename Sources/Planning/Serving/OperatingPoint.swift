public import HardwareKit

/// A layout with a batch that keeps the service level, and what a replica then gives.
public struct OperatingPoint: Sendable {
  /// Sizes and the mean batch.
  public let layout: Layout
  /// Accelerators of the replica, and its output tokens a second.
  public let accelerators: Double
  public let tokensPerSecond: Double
  /// Seconds at the plan's percentiles; the first may be unknown.
  public let ttft: Double?
  public let tpot: Double

  /// Absent where nobody knows the time per token, as of a measured rate.
  init?(_ layout: Layout, _ throughput: Throughput<Double>) {
    guard let tpot = throughput.tpot, tpot > 0, throughput.accelerators > 0 else { return nil }
    self.layout = layout
    self.tpot = tpot
    accelerators = throughput.accelerators
    tokensPerSecond = throughput.tokensPerSecond
    ttft = throughput.ttft
  }

  /// Output tokens a second that an accelerator yields.
  public var perAccelerator: Double { tokensPerSecond / accelerators }
  /// Output tokens a second that a user sees, at the percentile of the time per token.
  public var perUser: Double { 1 / tpot }
}

extension [OperatingPoint] {
  /// The points that no other beats in tokens a second of an accelerator and of a user at once, the
  /// fastest for a user first.
  var frontier: [OperatingPoint] {
    let rates = map { (user: $0.perUser, accelerator: $0.perAccelerator) }
    let ordered = indices.sorted { a, b in
      rates[a].user == rates[b].user
        ? rates[a].accelerator > rates[b].accelerator : rates[a].user > rates[b].user
    }
    var result: [OperatingPoint] = []
    for index in ordered where rates[index].accelerator > result.last?.perAccelerator ?? 0 {
      result.append(self[index])
    }
    return result
  }
}
