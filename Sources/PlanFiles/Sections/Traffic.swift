import Documents
import Figures
import HardwareKit
import Keys
import Units

/// `traffic` of a service: how much is asked for, and how long the texts are.
struct Traffic {
  let peak: Fact<TokensPerSecond>
  /// Users who each ask again when they are answered, in place of a peak.
  let users: Fact<Count>?
  let variation: ServingVariation
  let mean: Fact<Ratio>
  let prompt: Fact<Tokens>
  let answer: Fact<Tokens>
  let cached: Fact<Ratio>
  let growth: Fact<Ratio>
  let period: Fact<Seconds>

  static let section = Section<Traffic>("traffic", "Traffic of a service") { keys in
    let peak = keys.required(
      "peak", .fact(TokensPerSecond.self, .positive, "3000 output tokens/s"),
      "in the busiest time of the first month", orElse: "concurrency")
    let users = keys.optional(
      "concurrency", .count("64"), "users who each ask again when answered; in place of peak")
    let arrivals = keys.optional(
      "arrivals", .map(.section(Self.arrivals), or: Self.poisson), "how requests come",
      without: "poisson", notWith: "concurrency")
    let promptVariation = keys.optional(
      "prompt-variation", .fact(Ratio.self, .notNegative, "80%"),
      "standard deviation of prompts over their mean", without: "100%, assumed")
    let answerVariation = keys.optional(
      "answer-variation", .fact(Ratio.self, .notNegative, "80%"), "the same of answers",
      without: "100%, assumed")
    let prompt = keys.required(
      "prompt", .fact(Tokens.self, .text, "1500 tokens"), "mean length")
    let answer = keys.required(
      "answer", .fact(Tokens.self, .text, "300 tokens"), "mean length")
    let mean = keys.optional(
      "mean", MeanTraffic.form, "mean traffic, or a rate", without: "the peak")
    let cached = keys.optional(
      "prefix-cache",
      .fact(Ratio.self, .share.below(1, "less than 100%"), "30% of prompt tokens"),
      "share of prompt tokens that a cache answers, below 100%")
    let growth = keys.optional("growth", .rate("4% per month"), "of the traffic")

    let isClosed = keys.has("concurrency")
    let most = isClosed ? .ofUsers : peak
    let share = mean?.share(of: most, keys)
    guard let most, let prompt, let answer, !isClosed || users != nil else { return nil }
    var variation = ServingVariation(
      arrivals: arrivals, prompt: promptVariation, answer: answerVariation)
    variation.isClosed = isClosed
    return Traffic(
      peak: most, users: users, variation: variation, mean: share ?? .steadyTraffic,
      prompt: prompt, answer: answer, cached: cached ?? .noCache,
      growth: growth?.change
        ?? Fact(0, Provenance(.definition("no growth given"), evidence: nil)),
      period: growth?.period ?? .month)
  }

  /// `{gamma: 2}`
  private static let arrivals = Section<Fact<Ratio>>("arrivals", "Arrivals", merged: false) {
    keys in
    keys.required(
      "gamma", .fact(Ratio.self, .positive, "2"),
      "standard deviation of the times between them over their mean; 1 is Poisson")
  }

  private static let poisson = Form<String>.words(["poisson"]).then { _, place, _ in
    Fact<Ratio>(1, place.provenance(factor: nil))
  }
}

/// The mean as a share of the peak, `40% of peak`, or a rate of its own.
enum MeanTraffic {
  case share(Fact<Ratio>)
  case rate(Fact<TokensPerSecond>)

  static let form = Form<MeanTraffic>(
    .quantity("40% of peak"),
    measure: Measure(Ratio.dimension, .share, "40% of peak")
  ) { place, reading in
    guard let text = Form<String>.text.read(place, reading) else { return nil }
    if text.contains("%") {
      return Form.fact(Ratio.self, .share, "40% of peak", sample: "40%").read(place, reading)
        .map(MeanTraffic.share)
    }
    if Double(text) != nil {
      reading.report(.bareMean(text, at: place.node.span))
      return nil
    }
    return Form.fact(TokensPerSecond.self, .positive, "1200 output tokens/s", sample: nil)
      .read(place, reading).map(MeanTraffic.rate)
  }.shown(as: .singleQuantity("40% of peak"))

  /// The share of the peak, which a rate may not go over.
  func share(of peak: Fact<TokensPerSecond>?, _ keys: Keys) -> Fact<Ratio>? {
    switch self {
    case .share(let share): return share
    case .rate(let rate):
      guard let peak else { return nil }
      if rate.value > peak.value {
        keys.refuse("mean", "at most the peak")
        return nil
      }
      return Fact(
        rate.value / peak.value, rate.provenance.computed(with: [peak.provenance]))
    }
  }
}

extension Bounds {
  /// Texts have one token at least.
  static let text = Bounds.atLeast(1, "one token or more")
}

extension Fact where U == TokensPerSecond {
  /// Stands where users ask again when they are answered: what they get follows from the layout.
  static var ofUsers: Fact<TokensPerSecond> {
    Fact(.nan, Provenance(.definition("users ask again when they are answered"), evidence: nil))
  }
}

extension Fact where U == Ratio {
  static var steadyTraffic: Fact<Ratio> {
    Fact(1, Provenance(.assumed("the plan gives no mean traffic"), evidence: .assumed))
  }
  static var noCache: Fact<Ratio> {
    Fact(0, Provenance(.definition("no prefix cache given"), evidence: nil))
  }
}
