import Figures
import Units

/// What a training run is charged with for its hardware.
extension FigureID {
  static var progress: FigureID {
    FigureID(
      "ownership.progress", "Loss of value to better hardware", Dimension(time: -1), .yearlyRate)
  }
  static var hardwareAge: FigureID {
    FigureID(
      "ownership.age", "From the purchase to the start of the run", Dimension(time: 1), .months)
  }
  static var valueAtStart: FigureID {
    FigureID(
      "ownership.value", "Value of an accelerator in its server when the run starts",
      Dimension(money: 1))
  }
  static var usedPower: FigureID {
    FigureID(
      "ownership.accelerator-power", "Mean power of an accelerator with its share of all else",
      Dimension(time: -1, energy: 1), .kilowatts)
  }
  static var acquisition: FigureID {
    FigureID("acquisition", "Price of the whole cluster when it was bought", Dimension(money: 1))
  }
  static var serverValueCost: FigureID {
    FigureID("cost.server-value", "Value that servers lose", Dimension(money: 1))
  }
  static var networkValueCost: FigureID {
    FigureID("cost.network-value", "Value that their network loses", Dimension(money: 1))
  }
}
