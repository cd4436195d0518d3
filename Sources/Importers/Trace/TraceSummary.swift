import Figures
import Units

/// What a trace of requests says of traffic, gathered in one pass: sums, windows of time, days, and the times between
/// requests. Memory grows with the windows, not with the requests.
struct TraceSummary {
  /// Seconds of the window whose busiest is the peak.
  let window: Double
  private(set) var requests = 0
  /// Requests without an answer, which are in nothing else here.
  private(set) var failed = 0
  private(set) var prompt = Moments()
  private(set) var answer = Moments()
  private(set) var first = Double.infinity
  private(set) var last = -Double.infinity
  private var origin: Double?
  private var windows: [Int: Double] = [:]
  private var current = (index: Int.min, tokens: 0.0)
  private var days: [Int: Double] = [:]
  private var gaps = Gaps()
  private(set) var prefix: PrefixBlocks?
  /// Windows of a hundred years of five minutes are ten million; a few would fill the memory.
  static let mostWindows = 4_000_000

  init(window: Double) { self.window = window }

  /// False where the windows would grow without bound.
  mutating func add(time: Double, input: Double, output: Double) -> Bool {
    guard output > 0 else {
      failed += 1
      return true
    }
    requests += 1
    prompt.add(input)
    answer.add(output)
    first = min(first, time)
    last = max(last, time)
    let start = origin ?? time
    origin = start
    let index = Int(saturating: ((time - start) / window).rounded(.down))
    if index != current.index {
      flush()
      current = (index, 0)
      gaps.leaveWindow()
    }
    current.tokens += output
    gaps.add(time)
    return windows.count <= Self.mostWindows
  }

  mutating func add(blocks: [Int]) {
    var seen = prefix ?? PrefixBlocks()
    seen.add(blocks)
    prefix = seen
  }

  private mutating func flush() {
    guard current.tokens > 0, let origin else { return }
    windows[current.index, default: 0] += current.tokens
    let time = origin + Double(current.index) * window
    days[Int(saturating: (time / Calendar.secondsOfDay).rounded(.down)), default: 0] +=
      current.tokens
  }

  /// Ends the pass.
  mutating func finish() {
    flush()
    current.tokens = 0
    gaps.leaveWindow()
  }

  // MARK: Results

  var span: Double { last - first }

  /// Output tokens a second over the whole span.
  var mean: Double { answer.sum / span }

  /// Output tokens a second in the busiest window; over the span where that is shorter.
  var peak: Double { span < window ? mean : (windows.values.max() ?? 0) / window }

  /// The standard deviation of the times between requests over their mean, inside windows; nil where the times do not
  /// tell: out of order, or so coarse that a tenth of the requests share one.
  var arrivals: Double? { gaps.variation }
  var isSorted: Bool { gaps.isSorted }

  /// Growth of the daily traffic, a month of 730 hours: the last four weeks over the first, by the time between their
  /// middles; nil for less than eight weeks.
  var monthlyGrowth: Double? {
    guard let from = days.keys.min(), let to = days.keys.max(), to - from >= 55 else { return nil }
    func sum(_ range: ClosedRange<Int>) -> Double {
      range.reduce(0) { $0 + (days[$1] ?? 0) }
    }
    let early = sum(from...(from + 27))
    let late = sum((to - 27)...to)
    guard early > 0, late > 0 else { return nil }
    let months = Double(to - from - 27) * Calendar.secondsOfDay / (730 * 3600)
    return Double.power(late / early, 1 / months) - 1
  }
}

/// Mean and standard deviation in one pass (B. P. Welford, "Note on a method for calculating corrected sums of squares
/// and products", 1962).
struct Moments {
  private(set) var count = 0.0
  private(set) var mean = 0.0
  private(set) var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let delta = value - mean
    mean += delta / count
    squares += delta * (value - mean)
  }

  var sum: Double { mean * count }
  var variance: Double { count > 1 ? squares / count : 0 }
  /// The standard deviation over the mean.
  var variation: Double { mean > 0 ? variance.squareRoot() / mean : 0 }
}

/// Times between requests, inside a window at a time.
private struct Gaps {
  private var inWindow = Moments()
  private var previous: Double?
  private var weight = 0.0
  private var squaredVariation = 0.0
  private var total = 0.0
  private var ties = 0.0
  private(set) var isSorted = true

  mutating func add(_ time: Double) {
    defer { previous = time }
    guard let previous else { return }
    let gap = time - previous
    guard gap >= 0 else {
      isSorted = false
      return
    }
    total += 1
    if gap == 0 { ties += 1 }
    inWindow.add(gap)
  }

  /// Ends a window; the gap to the next is in none.
  mutating func leaveWindow() {
    // Of few gaps the variation says nothing.
    if inWindow.count >= 10, inWindow.mean > 0 {
      weight += inWindow.count
      squaredVariation += inWindow.count * inWindow.variation * inWindow.variation
    }
    inWindow = Moments()
    previous = nil
  }

  var variation: Double? {
    guard isSorted, weight > 0, ties * 10 <= total else { return nil }
    return (squaredVariation / weight).squareRoot()
  }
}

/// Blocks of prompts by their hashes: how many at the beginning of a prompt were seen before, by a cache that forgets
/// nothing.
struct PrefixBlocks {
  private var seen: Set<Int> = []
  private(set) var hits = 0
  private(set) var total = 0
  /// The cache took no more in; later prompts find less than they would.
  private(set) var isFull = false
  static let most = 4_000_000

  mutating func add(_ blocks: [Int]) {
    total += blocks.count
    hits += blocks.prefix { seen.contains($0) }.count
    if seen.count < Self.most { seen.formUnion(blocks) } else { isFull = true }
  }

  var share: Double { total > 0 ? Double(hits) / Double(total) : 0 }
}
