public import Figures
internal import Units

/// Prices, terms of ownership and the cost of each line item.
extension FigureID {
  private static var money: Dimension { Dimension(money: 1) }

  public static var rentPrice: FigureID {
    FigureID(
      "price.rent", "Rent of an accelerator", Dimension(time: -1, money: 1), .perHour)
  }
  public static var purchasePrice: FigureID {
    FigureID("price.purchase", "Price of an accelerator in its server", money)
  }
  static var inputTokenPrice: FigureID {
    FigureID(
      "price.input-token", "Price of a prompt token", Dimension(tokens: -1, money: 1),
      .perMillionTokens)
  }
  static var outputTokenPrice: FigureID {
    FigureID(
      "price.output-token", "Price of an output token", Dimension(tokens: -1, money: 1),
      .perMillionTokens)
  }
  static var networkShare: FigureID {
    FigureID("ownership.network-share", "Network, of the cost of a cluster", .none, .share)
  }
  public static var life: FigureID {
    FigureID("ownership.life", "Useful life", Dimension(time: 1), .months)
  }
  public static var residual: FigureID {
    FigureID("ownership.residual", "Value left at the end of the life", .none, .share)
  }
  static var residualAge: FigureID {
    FigureID(
      "residual.age", "Age of a point of the residual curve", Dimension(time: 1), .months)
  }
  static var residualShare: FigureID {
    FigureID("residual.share", "Share of the price at that age", .none, .share)
  }
  static var electricity: FigureID {
    FigureID(
      "ownership.electricity", "Electricity", Dimension(money: 1, energy: -1), .perKilowattHour)
  }
  static var colocation: FigureID {
    FigureID(
      "ownership.colocation", "Colocation, of a node's maximum power",
      Dimension(money: 1, energy: -1), .perKilowattMonth)
  }
  public static var pue: FigureID {
    FigureID("ownership.pue", "Facility power over equipment power", .none, .multiple)
  }
  static var idlePower: FigureID {
    FigureID("ownership.idle-power", "Power of an idle node, of its maximum", .none, .share)
  }
  static var loadPower: FigureID {
    FigureID("ownership.used-power", "Power of a node in full use, of its maximum", .none, .share)
  }
  static var operations: FigureID {
    FigureID(
      "ownership.operations", "Support, spares and staff, of capital", Dimension(time: -1),
      .yearlyRate)
  }
  public static var capitalChargeRate: FigureID {
    FigureID(
      "ownership.capital-charge", "Charge on the average of capital employed",
      Dimension(time: -1), .yearlyRate)
  }
  public static var nodePower: FigureID {
    FigureID(
      "product.node-power", "Maximum power of a node", Dimension(time: -1, energy: 1), .kilowatts)
  }
  public static var nodeAccelerators: FigureID {
    FigureID("product.node-accelerators", "Accelerators of a node", .none, .count)
  }
  static var meanNodePower: FigureID {
    FigureID(
      "ownership.node-power", "Mean power of a node with its share of the facility",
      Dimension(time: -1, energy: 1), .kilowatts)
  }
  public static var month: FigureID {
    FigureID("unit.month", "A month", Dimension(time: 1), .hours, planWide: true)
  }
  static var fleetPower: FigureID {
    FigureID(
      "ownership.power", "Maximum power of the nodes", Dimension(time: -1, energy: 1), .kilowatts)
  }
  static var energy: FigureID {
    FigureID(
      "ownership.energy", "Electricity that the nodes and their share of the facility use",
      Dimension(energy: 1), .kilowattHours)
  }

  public static var inputTokensCost: FigureID {
    FigureID("cost.prompt-tokens", "Prompt tokens", money)
  }
  public static var outputTokensCost: FigureID {
    FigureID("cost.output-tokens", "Output tokens", money)
  }
  // Line items, each the cost over the horizon.
  public static var rentCost: FigureID { FigureID("cost.rent", "Rent", money) }
  public static var serversCost: FigureID { FigureID("cost.servers", "Servers", money) }
  public static var networkCost: FigureID {
    FigureID("cost.network", "Network between nodes", money)
  }
  public static var electricityCost: FigureID {
    FigureID("cost.electricity", "Electricity", money)
  }
  public static var colocationCost: FigureID { FigureID("cost.colocation", "Colocation", money) }
  public static var operationsCost: FigureID {
    FigureID("cost.operations", "Support, spares and staff", money)
  }
}
