import Figures
import Units

/// Figures of a fleet that is bought: its size, what it costs, and how it pays.
extension FigureID {
  private static var time: Dimension { Dimension(time: 1) }
  private static var money: Dimension { Dimension(money: 1) }
  private static var rent: Dimension { Dimension(time: -1, money: 1) }
  private static var power: Dimension { Dimension(time: -1, energy: 1) }

  // Size.
  static var wantedAccelerators: FigureID {
    FigureID("fleet.wanted", "Accelerators that the plan wants", .none, .count)
  }
  static var demandLevel: FigureID {
    FigureID("fleet.demand", "Accelerators wanted, by part", .none, .count)
  }
  static var demandShare: FigureID {
    FigureID("fleet.demand.share", "Share of hours in which so many are wanted", .none, .share)
  }
  static var powerLimit: FigureID {
    FigureID("fleet.power-limit", "Power of the site", power, .kilowatts)
  }
  static var budget: FigureID { FigureID("fleet.budget", "Money for the start", money) }
  static var spareShare: FigureID {
    FigureID("fleet.spare-share", "Nodes held ready, of nodes in service", .none, .share)
  }
  static var serviceNodes: FigureID {
    FigureID("fleet.service-nodes", "Nodes in service", .none, .count)
  }
  static var spareNodes: FigureID {
    FigureID("fleet.spare-nodes", "Nodes held ready", .none, .count)
  }

  // What the plan adds to the bill of the hardware.
  static var fabricShare: FigureID {
    FigureID("network.share", "Network, of the cost of servers", .none, .share)
  }
  static var fabricCost: FigureID { FigureID("cost.fabric", "Network", money) }
  static var fabricPartPrice: FigureID {
    FigureID("network.part.price", "Price of a part of the network", money)
  }
  static var fabricPartCount: FigureID {
    FigureID("network.part.count", "Parts of the network", .none, .count)
  }
  static var fabricPartCost: FigureID {
    FigureID("cost.fabric.part", "Parts of the network", money)
  }
  static var storageShare: FigureID {
    FigureID("storage.share", "Storage and racks, of the cost of servers", .none, .share)
  }
  static var storageCost: FigureID { FigureID("cost.storage", "Storage and racks", money) }
  static var partPrice: FigureID { FigureID("part.price", "Price of a part", money) }
  static var partCount: FigureID { FigureID("part.count", "Parts", .none, .count) }
  static var partLife: FigureID { FigureID("part.life", "Useful life of a part", time, .months) }
  static var fabricPartLife: FigureID {
    FigureID("network.part.life", "Useful life of a part of the network", time, .months)
  }
  static var partCost: FigureID { FigureID("cost.part", "Further parts", money) }
  static var supportShare: FigureID {
    FigureID(
      "operation.support", "Support, of the cost of servers", Dimension(time: -1), .yearlyRate)
  }
  static var supportCost: FigureID { FigureID("cost.support", "Support and spare parts", money) }
  static var staffPrice: FigureID { FigureID("operation.staff", "Staff", rent, .perYear) }
  static var staffCost: FigureID { FigureID("cost.staff", "Staff", money) }
  static var linePrice: FigureID {
    FigureID("operation.line", "Further cost of running the fleet", rent, .perYear)
  }
  static var lineCost: FigureID {
    FigureID("cost.line", "Further cost of running the fleet", money)
  }
  static var furtherShare: FigureID {
    FigureID("costs.share", "Further cost, of servers or of capital", .none, .share)
  }
  static var furtherLine: FigureID {
    FigureID("cost.further", "Further cost that the plan lists", money)
  }

  // The market.
  static var year: FigureID {
    FigureID("unit.year", "A year", Dimension(time: 1), .months, planWide: true)
  }
  static var oneHour: FigureID {
    FigureID("unit.hour", "An hour", Dimension(time: 1), .hours, planWide: true)
  }
  static var discountRate: FigureID {
    FigureID(
      "finance.discount", "Discount rate, compounding by its period", Dimension(time: -1),
      .yearlyRate,
      planWide: true)
  }
  static var discountPeriod: FigureID {
    FigureID(
      "finance.discount.period", "Period in which the discount compounds", time, .months,
      planWide: true)
  }
  static var monthlyDiscount: FigureID {
    FigureID("finance.discount.month", "Discount rate of a month", .none, .share)
  }
  static var discountFactor: FigureID {
    FigureID(
      "finance.factor.month", "Worth at the start of a dollar of the month", .none, .multiple)
  }
  static var priceChange: FigureID {
    FigureID("market.price.change", "Change of the price in its period", .none, .share)
  }
  static var pricePeriod: FigureID {
    FigureID("market.price.period", "Period of the change", time, .months)
  }
  static var priceFloor: FigureID {
    FigureID("market.price.floor", "Price that it does not fall below", rent, .perHour)
  }
  static var priceStep: FigureID {
    FigureID("market.price.step", "Change that comes at once", .none, .share)
  }
  static var forwardTerm: FigureID {
    FigureID("market.price.forward.term", "Term of a quoted price", time, .months)
  }
  static var forwardQuote: FigureID {
    FigureID("market.price.forward.price", "Price quoted for a term", rent, .perHour)
  }
  static var forwardPrice: FigureID {
    FigureID("price.forward", "Price that two terms imply between them", rent, .perHour)
  }
  static var spotChange: FigureID {
    FigureID("market.spot.change", "Change of the spot price in its period", .none, .share)
  }
  static var spotPeriod: FigureID {
    FigureID("market.spot.period", "Period of the change of spot", time, .months)
  }
  static var spotFloor: FigureID {
    FigureID("market.spot.floor", "Spot price that it does not fall below", rent, .perHour)
  }
  static var spotStep: FigureID {
    FigureID("market.spot.step", "Change of spot that comes at once", .none, .share)
  }
  static var spotStart: FigureID {
    FigureID("price.spot", "Spot price of an accelerator", rent, .perHour)
  }
  static var reservedMix: FigureID {
    FigureID("market.mix.reserved", "Hours sold by contract", .none, .share)
  }
  static var onDemandMix: FigureID {
    FigureID("market.mix.on-demand", "Hours sold on demand", .none, .share)
  }
  static var spotMix: FigureID { FigureID("market.mix.spot", "Hours sold as spot", .none, .share) }
  static var reservedDiscount: FigureID {
    FigureID("market.discount.reserved", "Contracts below the price on demand", .none, .share)
  }
  static var spotDiscount: FigureID {
    FigureID("market.discount.spot", "Spot below the price on demand", .none, .share)
  }
  static var listPrice: FigureID {
    FigureID("price.on-demand", "Price on demand at the start", rent, .perHour)
  }
  static var elapsed: FigureID {
    FigureID("time.month", "Time before the month", time, .months, planWide: true)
  }
  static var listPriceOfMonth: FigureID {
    FigureID("price.on-demand.month", "Price on demand in the month", rent, .perHour)
  }
  static var spotPriceOfMonth: FigureID {
    FigureID("price.spot.month", "Spot price in the month", rent, .perHour)
  }
  static var reservedPriceOfMonth: FigureID {
    FigureID("price.reserved.month", "Reserved rent signed in the month", rent, .perHour)
  }
  static var priceOfMonth: FigureID {
    FigureID("price.month", "Mean price of an hour that is sold", rent, .perHour)
  }
  static var utilisationStart: FigureID {
    FigureID("market.utilisation.start", "Hours sold at the start, of hours owned", .none, .share)
  }
  static var utilisationSteady: FigureID {
    FigureID("market.utilisation.steady", "Hours sold after the ramp", .none, .share)
  }
  static var utilisationRamp: FigureID {
    FigureID("market.utilisation.ramp", "Length of the ramp", time, .months)
  }
  static var rampOfMonth: FigureID {
    FigureID("utilisation.ramp.month", "How far the ramp has come", .none, .share)
  }
  static var utilisationOfMonth: FigureID {
    FigureID("utilisation.month", "Hours sold in the month, of hours owned", .none, .share)
  }
  static var meanUtilisation: FigureID {
    FigureID("utilisation", "Hours sold, of hours owned, while the fleet runs", .none, .share)
  }

  // Money.
  static var delivery: FigureID {
    FigureID("fleet.delivery", "From payment to the first hour", time, .months)
  }
  static var capitalTotal: FigureID {
    FigureID("capital.total", "All that is bought at the start", money)
  }
  static var capitalPerAccelerator: FigureID {
    FigureID("capital.per-accelerator", "Capital for an accelerator in service", money)
  }
  static var fixedOperation: FigureID {
    FigureID("operation.fixed", "Operation of a month without any use", money)
  }
  static var variableOperation: FigureID {
    FigureID("operation.variable", "What a month of full use adds", money)
  }
  static var cashCostOfHour: FigureID {
    FigureID(
      "operation.per-accelerator-hour", "Operation of an accelerator-hour in full use", rent,
      .perHour)
  }
  static var operationTotal: FigureID {
    FigureID("operation.total", "Operation over the horizon", money)
  }
  static var depreciation: FigureID {
    FigureID("cost.depreciation", "Value that capital loses over the horizon", money)
  }
  static var ownershipCost: FigureID {
    FigureID("cost.ownership", "Depreciation, interest and operation over the horizon", money)
  }
  static var revenueOfMonth: FigureID {
    FigureID("revenue.month", "Revenue of the month", money)
  }
  static var lifetimeRevenue: FigureID {
    FigureID("revenue.lifetime", "Revenue over the horizon", money)
  }
  static var cashAtStart: FigureID { FigureID("cash.start", "Cash at the start", money) }
  static var costAtStart: FigureID { FigureID("cost.start", "Cost at the start", money) }
  static var cashOfMonth: FigureID { FigureID("cash.month", "Cash of the month", money) }
  static var presentCost: FigureID {
    FigureID("present.cost", "All costs, at their present value", money)
  }
  static var presentHours: FigureID {
    FigureID("present.accelerator-hours", "Hours sold, discounted as money is", time, .hours)
  }
  static var netPresentValue: FigureID {
    FigureID("npv", "Net present value at the discount rate", money)
  }
  static var valueOfCapital: FigureID {
    FigureID("npv.of-capital", "Net present value for each dollar of capital", .none, .multiple)
  }
  static var internalRate: FigureID {
    FigureID("irr", "Internal rate of return", Dimension(time: -1), .yearlyRate)
  }
  static var payback: FigureID {
    FigureID("payback", "Time until all that was spent has come back", time, .months)
  }
  static var levelisedInstalled: FigureID {
    FigureID(
      "cost-per-installed-hour",
      "Mean price of an installed hour, sold or not, at which the value is zero", rent, .perHour)
  }
  static var presentInstalled: FigureID {
    FigureID(
      "present.installed-hours", "Hours installed while the fleet runs, discounted as money is",
      time, .hours)
  }
  static var levelisedCost: FigureID {
    FigureID(
      "cost-per-sold-hour", "Mean price of a sold hour at which the value is zero", rent, .perHour)
  }
  static var discountedMonths: FigureID {
    FigureID(
      "present.months", "Months in which the fleet runs, discounted as money is", .none, .multiple)
  }
  static var discountedHorizon: FigureID {
    FigureID("present.horizon", "Months of the horizon, discounted as money is", .none, .multiple)
  }
  static var presentUse: FigureID {
    FigureID("present.utilisation", "Months of full use, discounted as money is", .none, .multiple)
  }
  static var presentEndValue: FigureID {
    FigureID("present.end-value", "Value at the end, at its present value", money)
  }
  static var interestOfMonth: FigureID {
    FigureID("operation.capital-charge", "Interest of a month", money)
  }
  static var marginOfMonth: FigureID {
    FigureID("margin.month", "What full use earns in the month over none", money)
  }
  static var presentMargin: FigureID {
    FigureID("present.margin", "Present value of full use over none", money)
  }
  static var presentSpot: FigureID {
    FigureID("present.spot", "Present value of spot sold at its own price", money)
  }
  static var utilisationGain: FigureID {
    FigureID(
      "present.margin.ramped", "Present value of full use after the ramp, over none", money)
  }

  // A need that is met.
  static var heldAccelerators: FigureID {
    FigureID("fleet.base", "Accelerators that are held all the time", .none, .count)
  }
  static var neededHours: FigureID {
    FigureID("need.accelerator-hours", "Accelerator-time wanted in a month", time, .hours)
  }
  static var neededTotal: FigureID {
    FigureID(
      "need.accelerator-hours.total", "Accelerator-time wanted over the horizon", time, .hours)
  }
  static var baseHours: FigureID {
    FigureID("need.base-hours", "What the base serves of it", time, .hours)
  }
  static var peakHours: FigureID {
    FigureID("need.peak-hours", "What is rented by the hour", time, .hours)
  }
  static var peakRent: FigureID { FigureID("cost.peak", "Rent by the hour", money) }
  static var baseRent: FigureID { FigureID("cost.base", "Reserved rent", money) }
  static var reservedRent: FigureID {
    FigureID("price.reserved", "Reserved rent of an accelerator at the start", rent, .perHour)
  }
  static var reservedChange: FigureID {
    FigureID("market.reserved.change", "Change of reserved rents in their period", .none, .share)
  }
  static var reservedPeriod: FigureID {
    FigureID("market.reserved.period", "Period of the change of reserved rents", time, .months)
  }
  static var reservedFloor: FigureID {
    FigureID("market.reserved.floor", "Rent that they do not fall below", rent, .perHour)
  }
  static var reservedStep: FigureID {
    FigureID("market.reserved.step", "Change of reserved rents at once", .none, .share)
  }
  static var needCost: FigureID {
    FigureID("need.cost", "All that is paid, less what is left, without discounting", money)
  }
  static var levelisedNeed: FigureID {
    FigureID("cost-per-needed-hour", "Cost of an hour that is wanted", rent, .perHour)
  }
  static var saving: FigureID {
    FigureID("saving", "What the cheapest way saves against rent by the hour", money)
  }
}
