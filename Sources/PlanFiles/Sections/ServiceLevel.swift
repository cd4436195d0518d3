import Figures
import Keys
import Units

/// `service-level`: the latencies that a service must keep, each with its percentile.
struct ServiceLevel {
  var ttft: Latency?
  var tpot: Latency?
  var allowsUnknown = false

  static let section = Section<ServiceLevel>("service-level", "Service level") { keys in
    let ttft = keys.optional(
      "ttft", .latency("2 s at p95", sample: "2 s"), "time to the first token",
      without: "no limit")
    let tpot = keys.optional(
      "tpot", .latency("80 ms at p95", sample: "80 ms"), "time per output token",
      without: "no limit")
    let unknown = keys.optional(
      "allow-unknown", .words(["true", "false"]),
      "whether an option may be chosen whose latency is on no record", without: "false")
    return ServiceLevel(ttft: ttft, tpot: tpot, allowsUnknown: unknown == "true")
  }
}

extension Latency? {
  /// The limit, longer than anything where there is none.
  var limit: Fact<Seconds> { self?.limit ?? .unlimitedTime }

  var percentile: Fact<Ratio> {
    self?.percentile
      ?? Fact(
        0.5, Provenance(.definition("the median, where no percentile is given"), evidence: nil))
  }
}

extension Fact where U == Seconds {
  /// Longer than anything: the limit of a service level that a plan leaves out.
  static var unlimitedTime: Fact<Seconds> {
    Fact(TimeSpan.year, Provenance(.definition("no limit given"), evidence: nil))
  }
}
