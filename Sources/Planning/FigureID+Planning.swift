public import Figures
import Units

/// The figures that the planner adds to those of the models.
extension FigureID {
  private static var time: Dimension { Dimension(time: 1) }
  private static var money: Dimension { Dimension(money: 1) }
  private static var tokens: Dimension { Dimension(tokens: 1) }

  // Training.
  static var trainingTokens: FigureID { FigureID("tokens", "Tokens of one run", tokens) }
  static var packing: FigureID {
    FigureID("packing", "Tokens of documents over those of packed sequences", .none, .share)
  }
  static var packedTokens: FigureID {
    FigureID("tokens.packed", "Tokens of packed sequences, padding included", tokens)
  }
  static var evaluationTokens: FigureID {
    FigureID("tokens.evaluation", "Tokens evaluated in one run", tokens)
  }
  static var countedTokens: FigureID {
    FigureID("tokens.counted", "Tokens of a run, evaluation as the training it takes", tokens)
  }
  static var runs: FigureID { FigureID("runs", "Runs, thrown-away ones included", .none, .count) }
  static var experiments: FigureID {
    FigureID("experiments", "Ablations and abandoned runs, over all runs", .none, .share)
  }
  static var runSpares: FigureID {
    FigureID("failures.spares", "Accelerators held ready, over those that compute", .none, .share)
  }
  static var withSpares: FigureID {
    FigureID("accelerators.with-spares", "Accelerators with those held ready", .none, .count)
  }
  static var givenMFU: FigureID { FigureID("mfu.given", "MFU that the plan states", .none, .share) }
  static var failureInterval: FigureID {
    FigureID("failures.interval", "Accelerator-time between interruptions", time, .hours)
  }
  static var timeBetweenFailures: FigureID {
    FigureID("failures.time-between", "Time between interruptions of the run", time, .hours)
  }
  static var checkpointStall: FigureID {
    FigureID("checkpoint.stall", "Time that a checkpoint stops the run", time)
  }
  static var checkpointWrite: FigureID {
    FigureID("checkpoint.write", "Time until a checkpoint is written", time)
  }
  static var checkpointLoad: FigureID {
    FigureID("checkpoint.load", "Time to load a checkpoint", time)
  }
  static var failureDetection: FigureID {
    FigureID("failures.detection", "Time to notice a failure and find its cause", time)
  }
  static var checkpointInterval: FigureID {
    FigureID("checkpoint.interval", "Time between checkpoints", time)
  }
  static var goodput: FigureID {
    FigureID("goodput", "Share of time that makes progress", .none, .share)
  }
  static var duration: FigureID { FigureID("duration", "Time of the final run", time, .days) }
  static var deadline: FigureID { FigureID("deadline", "Time that the run may take", time, .days) }
  static var busyTime: FigureID {
    FigureID("busy-time", "Time of all runs and experiments", time, .days)
  }
  static var acceleratorHours: FigureID {
    FigureID("accelerator-hours", "Accelerator-time of the final run", time, .hours)
  }
  static var publishedTime: FigureID {
    FigureID("accelerator-hours.published", "Accelerator-time as it was published", time, .hours)
  }
  static var runAccelerators: FigureID {
    FigureID("run.accelerators", "Accelerators of the run", .none, .count)
  }
  static var allAcceleratorHours: FigureID {
    FigureID(
      "accelerator-hours.all", "Accelerator-time of all runs and experiments", time, .hours)
  }
  static var trainingLoad: FigureID {
    FigureID("fleet.load", "Mean load of a fleet that is on, for its power", .none, .share)
  }

  // Serving.
  static var users: FigureID {
    FigureID("traffic.users", "Users who each ask again, in the first month", .none, .count)
  }
  static var inFlight: FigureID {
    FigureID("replica.in-flight", "Requests in flight on a unit", .none, .count)
  }
  static var usersTraffic: FigureID {
    FigureID(
      "traffic.users-peak", "What the users of the first month get",
      Dimension(time: -1, tokens: 1))
  }
  static var usersOfReplica: FigureID {
    FigureID("replica.users", "Users of a replica in service", .none, .count).ofLoad
  }
  static var requestsOfReplica: FigureID {
    FigureID("replica.arrivals", "Requests that reach a replica in service", Dimension(time: -1))
      .ofLoad
  }
  static var peakTraffic: FigureID {
    FigureID("traffic.peak", "Peak output of the first month", Dimension(time: -1, tokens: 1))
  }
  static var sizedPeak: FigureID {
    FigureID(
      "traffic.sized-peak", "Peak that the fleet is sized for", Dimension(time: -1, tokens: 1))
  }
  static var meanShare: FigureID {
    FigureID("traffic.mean-share", "Mean traffic over peak", .none, .share)
  }
  static var growth: FigureID {
    FigureID("traffic.growth", "Growth of traffic in its period", .none, .share)
  }
  static var growthPeriod: FigureID {
    FigureID("traffic.growth-period", "Period of the growth", time, .months)
  }
  static var monthlyGrowth: FigureID {
    FigureID("traffic.monthly-growth", "Traffic of a month over the month before", .none, .multiple)
  }
  static var spares: FigureID {
    FigureID("redundancy", "Replicas beyond those that the peak needs", .none, .count)
  }
  static var replicas: FigureID {
    FigureID("replicas.month", "Replicas in the month", .none, .count)
  }
  static var peakReplicas: FigureID {
    FigureID("replicas", "Replicas in the busiest month", .none, .count)
  }
  static var outputTokens: FigureID {
    FigureID("tokens.output", "Output tokens over the horizon", tokens)
  }
  static var outputTokensOfMonth: FigureID {
    FigureID("tokens.output.month", "Output tokens of the month", tokens)
  }
  static var inputTokens: FigureID {
    FigureID("tokens.input", "Prompt tokens over the horizon", tokens)
  }
  static var costPerOutputToken: FigureID {
    FigureID(
      "cost-per-million-output-tokens",
      "Whole cost over output tokens: reservation basis, idle hours are paid too",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }
  static var sellingPrice: FigureID {
    FigureID(
      "selling-price", "What output tokens are sold for", Dimension(tokens: -1, money: 1),
      .perMillionTokens)
  }
  static var revenue: FigureID { FigureID("revenue", "Revenue over the horizon", money) }
  static var margin: FigureID {
    FigureID("margin", "Revenue less whole cost, of revenue: reservation basis", .none, .share)
  }
  static var usageMargin: FigureID {
    FigureID(
      "margin.usage", "The same at the full rate, idle hours left out: usage basis", .none, .share)
  }
  static var busyShare: FigureID {
    FigureID(
      "busy-share", "Hours that the tokens take at the full rate, of hours paid", .none, .share)
  }
  static var usageCostPerOutputToken: FigureID {
    FigureID(
      "cost-per-million-output-tokens.usage",
      "Cost of output tokens at the full rate: usage basis, idle hours are left out",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }
  static var usageInputCostPerToken: FigureID {
    FigureID(
      "cost-per-million-tokens.input.usage", "Cost of prompt tokens, usage basis",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }
  static var usageOutputCostPerToken: FigureID {
    FigureID(
      "cost-per-million-tokens.output.usage", "Cost of answers alone, usage basis",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }
  static var usageCostPerToken: FigureID {
    FigureID(
      "cost-per-million-tokens.usage", "Cost of prompt and output tokens together, usage basis",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }
  static var costPerToken: FigureID {
    FigureID(
      "cost-per-million-tokens", "Whole cost over prompt and output tokens together",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }
  static var inputCostPerToken: FigureID {
    FigureID(
      "cost-per-million-tokens.input", "Cost of the time spent on prompts, over prompt tokens",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }
  static var outputCostPerToken: FigureID {
    FigureID(
      "cost-per-million-tokens.output", "Cost of the time spent on answers, over output tokens",
      Dimension(tokens: -1, money: 1), .perMillionTokens)
  }

  // Fleet and money.
  static var fleetAccelerators: FigureID {
    FigureID("fleet.accelerators", "Accelerators that must be had", .none, .count)
  }
  static var nodes: FigureID { FigureID("fleet.nodes", "Whole nodes", .none, .count) }
  static var heldMonths: FigureID {
    FigureID("fleet.months", "Months for which a held fleet is paid", .none, .count)
  }
  static var termMonths: FigureID {
    FigureID("term", "Committed term", time, .months)
  }
  static var usedHours: FigureID {
    FigureID("fleet.accelerator-hours", "Accelerator-time that is used", time, .hours)
  }
  static var usedHoursOfMonth: FigureID {
    FigureID("fleet.accelerator-hours.month", "Accelerator-time used in the month", time, .hours)
  }
  static var endValue: FigureID {
    FigureID("cost.end-value", "Value of owned hardware at the end, taken off", money)
  }
  static var capitalCharge: FigureID {
    FigureID("cost.capital-charge", "Charge on capital employed", money)
  }
  static var cost: FigureID { FigureID("cost", "Cost over the horizon", money) }
  static var costOfMonth: FigureID { FigureID("cost.month", "Cost of the month", money) }
  static var costPerAcceleratorHour: FigureID {
    FigureID(
      "cost-per-accelerator-hour", "Cost over accelerator-time used",
      Dimension(time: -1, money: 1), .perHour)
  }
  static var rentToCompare: FigureID {
    FigureID(
      "break-even.rent", "Rent that owning is compared with", Dimension(time: -1, money: 1),
      .perHour)
  }
  static var breakEvenPrice: FigureID {
    FigureID(
      "break-even.price", "Rent at which owning the fleet costs the same",
      Dimension(time: -1, money: 1), .perHour)
  }
  static var breakEvenUtilisation: FigureID {
    FigureID(
      "break-even.utilisation", "Share of hours used at which owning costs the same as renting",
      .none, .share)
  }

  // Where two ways to pay for a service cost the same.
  private static func crossing(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, Dimension(time: -1, tokens: 1))
  }
  static var crossingOfOwningAndTokens: FigureID {
    crossing("crossing.buy-endpoint", "Peak traffic at which owning and tokens change places")
  }
  static var crossingOfOwningAndRenting: FigureID {
    crossing("crossing.buy-rent", "Peak traffic at which owning and renting change places")
  }
  static var crossingOfRentingAndTokens: FigureID {
    crossing("crossing.rent-endpoint", "Peak traffic at which renting and tokens change places")
  }
  static var firstCrossingOfOwningAndTokens: FigureID {
    crossing("crossing.buy-endpoint.first", "The first such traffic of owning and tokens")
  }
  static var firstCrossingOfOwningAndRenting: FigureID {
    crossing("crossing.buy-rent.first", "The first such traffic of owning and renting")
  }
  static var firstCrossingOfRentingAndTokens: FigureID {
    crossing("crossing.rent-endpoint.first", "The first such traffic of renting and tokens")
  }

  // The whole plan.
  private static func total(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, Dimension(money: 1), planWide: true)
  }
  static var horizon: FigureID {
    FigureID("finance.horizon", "Horizon of the plan", time, .months, planWide: true)
  }
  static var furtherCost: FigureID { total("costs.line", "Further cost that the plan lists") }
  static var totalTraining: FigureID { total("total.training", "Cost of training") }
  static var totalServing: FigureID { total("total.serving", "Cost of serving") }
  static var totalFurther: FigureID { total("total.further", "Further costs that the plan lists") }
  static var totalCost: FigureID { total("total.cost", "Cost of the plan over its horizon") }
  static var totalOfMonth: FigureID { total("total.month", "Cost of the plan in the month") }
}

extension LimitID {
  /// All runs must end inside the plan's horizon.
  public static let horizon = LimitID(rawValue: 12)
}
