import Planning

extension KeyTable {
  private static func byProduct(_ form: Form) -> Form { .either([form, .named(form)]) }

  private static let path = [
    Key("change", .quantity("-20% per year"), "yearly change", without: "flat"),
    Key("series", .text, "kind of dated prices that the change is fitted to", without: "none"),
    Key("floor", .text, "$0.70/h or operating-cost"),
    Key("step", .section("price-step"), "one jump"),
  ]

  private static let part = [
    Key.required("name", .text, "what it is"), .required("price", .quantity("$40 k"), "of one"),
    Key(
      "per", .choice(CostBasis.allCases.map(\.rawValue)), "what there is one of", without: "fleet"),
    Key("source", .section("source"), "who says so", without: "assumed"),
  ]

  /// Keys of plans that size and finance a fleet.
  static let fleets = [
    Section(
      "fleet", "A fleet",
      [
        .required("product", .several(.text), "a product or a list, each sized and compared"),
        Key("accelerators", .number("1024"), "how many"),
        Key("power-limit", .quantity("1.5 MW"), "power of the site with its facility"),
        Key("budget", .quantity("$45 M"), "money for the start"),
        Key(
          "demand", .several(.section("demand")), "segments that add up, or a load-duration curve"),
        Key(
          "per-node", byProduct(.number("8")), "accelerators of a node", without: "the datasheet's"),
        Key("spares", .number("2% of nodes"), "held ready"),
        Key(
          "network", .section("fleet-network"), "between nodes", without: "the catalogue's share"),
        Key(
          "power", .section("fleet-power"), "of nodes and facility",
          without: "datasheet and catalogue"),
      ]),
    Section(
      "demand", "Demand of a fleet", merged: false,
      [
        Key("name", .text, "of a segment"), .required("accelerators", .number("64"), "how many"),
        Key("share", .number("60% of hours"), "of the hours; of a load-duration curve"),
      ]),
    Section(
      "fleet-network", "Network of a fleet",
      [
        Key("fabric", .text, "its name"), Key("share", .number("14% of servers"), "of the servers"),
        Key("parts", .several(.section("part")), "counted switches and cables"),
      ]),
    Section(
      "fleet-power", "Power of a fleet",
      [
        Key(
          "per-node", byProduct(.quantity("10.2 kW")), "maximum of a node",
          without: "the datasheet's"),
        Key("load", .number("85%"), "of the maximum in full use", without: "100%"),
        Key("idle", .number("30%"), "of the maximum without use", without: "the catalogue's"),
        Key("pue", .number("1.25"), "facility over equipment", without: "the catalogue's"),
      ]),
    Section(
      "part", "A part", merged: false,
      part + [
        Key("count", .number("14"), "how many", without: "1"),
        Key("life", .quantity("15 years"), "useful life of its own", without: "the servers'"),
        Key(
          "depreciation", .section("depreciation"), "of its own, for tax",
          without: "straight line over a life of its own, else the servers'"),
      ]),
    Section(
      "fleet-buy", "Purchase of a fleet",
      [
        Key("server", byProduct(.quantity("$280 k per node")), "price", without: "the market's"),
        Key("storage-and-racks", .number("9% of servers"), "with commissioning"),
        Key("parts", .several(.section("part")), "further parts"),
        Key("life", .quantity("48 months"), "useful life", without: "the catalogue's"),
        Key(
          "residual", .number("10% to 20% of servers"), "value at its end",
          without: "the catalogue's"),
        Key(
          "delivery", .quantity("4 months"), "from payment to the first hour", without: "at once"),
        Key(
          "capital-charge", .either([.quantity("8% per year"), .section("capital-charge")]),
          "interest on the capital employed"),
        Key("deposit", .number("30%"), "paid with the order", without: "all of it"),
        Key(
          "residual-curve", .several(.section("residual-point")), "value by age",
          without: "a straight line to the residual"),
        Key("successor", .section("price-step"), "a loss of value when a successor comes"),
        Key("depreciation", .section("depreciation"), "for tax", without: "straight line"),
        Key("debt", .section("debt"), "what a lender pays"),
        Key("lease", .section("lease"), "payments by the month in place of a purchase"),
        Key("refresh", .section("refresh"), "servers bought anew at the end of each life"),
      ]),
    Section(
      "capital-charge", "A charge on capital", merged: false,
      [
        .required("rate", .quantity("8% per year"), "of interest"),
        Key(
          "method", .choice(CapitalCharge.Method.allCases.map(\.rawValue)),
          "on the average employed, or level payments over each life", without: "average"),
      ]),
    Section(
      "residual-point", "Value at an age", merged: false,
      [
        .required("age", .quantity("12 months"), "since the first hour"),
        .required("share", .number("60%"), "of the price"),
      ]),
    Section(
      "depreciation", "Depreciation", merged: false,
      [
        .required(
          "method", .choice(["straight-line", "declining-balance", "macrs"]), "how it falls"),
        Key("years", .number("5"), "over how many", without: "the life, or the class of 5 years"),
        Key("bonus", .number("40%"), "written off at once"),
        Key(
          "convention", .choice(["half-year", "mid-quarter"]), "of MACRS", without: "half-year"),
        Key("quarter", .number("4"), "of the purchase, for mid-quarter"),
      ]),
    Section(
      "debt", "Debt", merged: false,
      [
        .required("share", .number("70% of capital"), "of the capital"),
        .required("rate", .quantity("11% per year"), "of interest"),
        .required("term", .quantity("48 months"), "until it is paid back"),
        Key("grace", .quantity("6 months"), "interest only"),
        Key("draws", .quantity("3 months"), "over which it is drawn", without: "at once"),
        Key(
          "repayment", .choice(DebtTerms.Repayment.allCases.map(\.rawValue)), "how it is paid back",
          without: "level payments"),
      ]),
    Section(
      "lease", "A lease", merged: false,
      [
        .required("rate", .quantity("9% per year"), "interest in the payments"),
        .required("term", .quantity("36 months"), "whole months, at most the horizon"),
        .required("buy-out", .number("10% of capital"), "price at which the fleet is kept"),
      ]),
    Section(
      "refresh", "Refresh", merged: false,
      [
        .required("change", .quantity("-15% per year"), "of the price of servers")
      ]),
    Section(
      "operate", "Running a fleet",
      [
        Key("electricity", .text, "$0.07/kWh or included", without: "the catalogue's"),
        Key(
          "colocation", .text, "$130/kW per month of a node's maximum, or none",
          without: "the catalogue's"),
        Key(
          "support", .quantity("3.5% of servers per year"), "and spare parts",
          without: "the catalogue's"),
        Key("staff", .quantity("$1.2 M per year"), "of the fleet"),
        Key("lines", .several(.section("line")), "further lines"),
      ]),
    Section("line", "A running cost", merged: false, part),
    Section(
      "market", "The market of a fleet",
      [
        Key(
          "price", .section("price"), "what an hour sells for", without: "the market's of the day"),
        Key(
          "spot", .section("price"), "spot, which has gone other ways", without: "follows the price"
        ),
        Key(
          "utilisation", .section("utilisation"), "hours sold of hours owned",
          without: "required, where a fleet is rented out"),
        Key("mix", .section("mix"), "shares of the hours, 100% in all", without: "all on demand"),
        Key("discounts", .section("discounts"), "against the price on demand"),
        Key(
          "contract", .quantity("12 months"), "for which reserved hours keep their price",
          without: "a new price each month"),
      ]),
    Section(
      "price", "A price path",
      [
        Key("segment", .text, "kind of seller", without: "neocloud"),
        Key("commitment", .text, "on-demand, reserved-1y", without: "on-demand"),
        Key("start", byProduct(.quantity("$2.20/h")), "the first price", without: "the market's"),
        Key(
          "forward", byProduct(.several(.section("forward"))),
          "prices by the length of a commitment, in place of start, change and series"),
        Key(
          "then", .quantity("-10% per year"), "change after the last term of forward",
          without: "none"),
      ] + path),
    Section(
      "forward", "A point of a forward curve", merged: false,
      [
        .required("term", .quantity("36 months"), "from the first month on, longer than the last"),
        .required("price", .quantity("$5.40/h"), "of an hour, the mean over the term"),
        Key("source", .section("source"), "who says so", without: "assumed"),
      ]),
    Section(
      "price-step", "A jump of a price", merged: false,
      [
        .required("at", .text, "when: month 12"), .required("by", .number("-25%"), "by how much"),
      ]),
    Section(
      "utilisation", "Utilisation",
      [
        Key("start", .number("0%"), "in the first month", without: "as steady"),
        Key("ramp", .quantity("6 months"), "until it is steady", without: "at once"),
        .required("steady", .number("60% to 80%"), "after the ramp"),
        Key("change", .quantity("-10% per year"), "of the demand for hours", without: "none"),
        Key("step", .section("price-step"), "a fall of the demand at once"),
      ]),
    Section(
      "mix", "Mix of what is sold",
      ["reserved", "on-demand", "spot"].map { Key($0, .number("70%"), "share of the hours") }),
    Section(
      "discounts", "Discounts",
      ["reserved", "spot"].map { Key($0, .number("25%"), "against the price on demand") }),
  ]
}
