import Figures
import Units

/// What an accelerator draws while it serves, and its constants.
extension FigureID {
  private static var power: Dimension { Dimension(time: -1, energy: 1) }

  static var ratedPower: FigureID {
    FigureID("product.power", "Rated power of an accelerator", power)
  }
  static var idleShare: FigureID {
    FigureID("engine.power-idle", "Power of an idle accelerator, of the rated", .none, .share)
  }
  static var decodeShare: FigureID {
    FigureID("engine.power-decode", "Power in decode steps, of the rated", .none, .share)
  }
  static var promptPowerShare: FigureID {
    FigureID("engine.power-prefill", "Power on prompts, of the rated", .none, .share)
  }
  static var decodingShare: FigureID {
    FigureID(
      "replica.decoding", "Share of time in which decode steps read or multiply", .none, .share
    ).ofLoad
  }
  static var idleDraw: FigureID {
    FigureID("replica.idle-power", "Power of an accelerator with nothing to do", power)
  }
  static var busyDraw: FigureID {
    FigureID("replica.power", "Power of an accelerator at the load of a replica", power).ofLoad
  }
  static var energyPerToken: FigureID {
    FigureID(
      "replica.energy-per-token", "Energy of accelerators for output tokens",
      Dimension(tokens: -1, energy: 1)
    ).ofLoad
  }
}
