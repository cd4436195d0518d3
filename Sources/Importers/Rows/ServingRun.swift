import Diagnostics

/// One measured service, as far as the file of a benchmark tells it.
struct ServingRun {
  /// A text or number of the file, and where it stands.
  struct Told<Value> {
    let value: Value
    let span: SourceSpan
  }

  /// Which of several a tool prints for the same time.
  enum Statistic: String {
    case median, mean
    case p99
  }

  /// Where the run stands in its file, and how it is called there.
  let span: SourceSpan
  let place: String

  var model: Told<String>?
  var product: Told<String>?
  var accelerators: Told<Int>?
  var prefillAccelerators: Int?
  var decodeAccelerators: Int?
  var tp: Told<Int>?
  var pp: Told<Int>?
  var ep: Told<Int>?
  var dp: Told<Int>?
  /// Attention is data-parallel, by a size that the file does not give.
  var isAttentionParallel = false
  var precision: Told<String>?
  var engine: Told<String>?
  var speculative: String?
  /// Mean tokens of a prompt and of an answer.
  var input: Double?
  var output: Double?
  /// Requests in flight; `max` where all were offered at once.
  var concurrency: Concurrency?
  /// Of all accelerators that the run had.
  var outputRate: Double?
  var totalRate: Double?
  var rateOrigin = "published"
  var userRate: Double?
  /// In milliseconds.
  var ttft: (value: Double, statistic: Statistic)?
  var tpot: (value: Double, statistic: Statistic)?
  /// In seconds.
  var latency: Double?
  var power: Double?
  var failed: Int?
  /// `2026-11-03`.
  var date: String?
  var notes: [String] = []
  /// Tokens of a request, prompt and answer together, and requests a second, where the file has no more.
  var mean: Mean?
  /// The latency is of a whole batch, whose size and lengths the file does not give.
  var isWholeBatch = false
  /// Why the row counts in no summary.
  var leftOut: String?

  enum Concurrency {
    case requests(Double)
    case maximum
  }

  struct Mean {
    let tokens: Double
    let rate: Double
  }

  init(_ item: Item) {
    span = item.span
    place = item.place
  }

  init(span: SourceSpan, place: String = "") {
    self.span = span
    self.place = place
  }
}

extension ServingRun {
  /// Takes requests in flight from Little's law (J. D. C. Little, "A proof for the queuing formula L = λW", 1961):
  /// requests a second times the mean seconds of one.
  mutating func littleConcurrency(requestRate: Double, meanLatency: Double) {
    concurrency = .requests(requestRate * meanLatency)
    notes.append("concurrency is the mean in flight (Little's law)")
  }
}

extension Item {
  var told: ServingRun.Told<String>? { text.map { .init(value: $0, span: span) } }

  func toldCount(_ what: String, into found: inout DiagnosticList) -> ServingRun.Told<Int>? {
    count(what, into: &found).map { .init(value: $0, span: span) }
  }
}
