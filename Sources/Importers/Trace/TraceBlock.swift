import JSON
import Units

/// The `traffic` of a plan as a trace says it, with a comment for each figure.
struct TraceBlock {
  private let summary: TraceSummary
  private let file: String
  private let format: String

  init(_ summary: TraceSummary, file: String, format: String) {
    self.summary = summary
    self.file = file
    self.format = format
  }

  var yaml: String {
    let window = Self.duration(summary.window)
    let isShort = summary.span < summary.window
    var lines: [(text: String, comment: String)] = [
      (
        "peak: \(Self.digits(summary.peak)) output tokens/s",
        isShort ? "the mean: the trace is shorter than \(window)" : "the busiest \(window)"
      ),
      ("mean: \(Self.digits(summary.mean)) output tokens/s", "over \(Self.duration(summary.span))"),
      (
        "prompt: \(Self.digits(summary.prompt.mean)) tokens", "mean of \(summary.requests) requests"
      ),
      (
        "answer: \(Self.digits(summary.answer.mean)) tokens", "mean of \(summary.requests) requests"
      ),
      (
        "prompt-variation: \(Self.percent(summary.prompt.variation))",
        "standard deviation over the mean"
      ),
      (
        "answer-variation: \(Self.percent(summary.answer.variation))",
        "standard deviation over the mean"
      ),
    ]
    if let variation = summary.arrivals {
      lines.append(
        (
          "arrivals: {gamma: \(Self.digits(variation))}",
          "variation of the times between requests, inside \(window)"
        ))
    }
    if let prefix = summary.prefix, prefix.total > 0 {
      lines.append(
        (
          "prefix-cache: \(Self.percent(prefix.share)) of prompt tokens",
          "blocks seen before at the beginning of a prompt, by a cache \(prefix.isFull ? "of \(PrefixBlocks.most) blocks" : "that forgets nothing")"
        ))
    }
    if let growth = summary.monthlyGrowth {
      lines.append(
        ("growth: \(Self.percent(growth)) per month", "the last four weeks over the first"))
    }
    let width = (lines.map(\.text.count).max() ?? 0) + 2
    let body = lines.map { text, comment in
      "  \(text)\(String(repeating: " ", count: width - text.count))# \(comment)\n"
    }
    return "# \(source)\ntraffic:\n" + body.joined()
  }

  /// The file, what it is, how many requests from when to when.
  private var source: String {
    let name = String(
      file.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    var text = "\(name): \(format), \(summary.requests) requests"
    // Times of this century are dates; others count from their own beginning.
    if summary.first > 946_684_800, let from = Calendar.day(summary.first),
      let to = Calendar.day(summary.last)
    {
      text += from == to ? " of \(from)" : " from \(from) to \(to)"
    }
    return text
  }

  /// Four significant digits.
  static func digits(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var scale = 1.0
    while value * scale < 1000, scale < 1e6 { scale *= 10 }
    return shortest((value * scale).rounded() / scale)
  }

  static func percent(_ share: Double) -> String {
    "\(shortest((share * 1000).rounded() / 10))%"
  }

  static func duration(_ seconds: Double) -> String {
    func text(_ value: Double, _ unit: String) -> String {
      let number = shortest((value * 10).rounded() / 10)
      return "\(number) \(unit)\(number == "1" ? "" : "s")"
    }
    switch seconds {
    case ..<120: return text(seconds, "second")
    case ..<7200: return text(seconds / 60, "minute")
    case ..<172_800: return text(seconds / 3600, "hour")
    default: return text(seconds / Calendar.secondsOfDay, "day")
    }
  }
}
