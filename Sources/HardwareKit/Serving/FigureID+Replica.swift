public import Figures
import Units

/// Figures of a replica taken as one, and constants that several plugins' own models share.
extension FigureID {
  public static var replicaWeights: FigureID {
    FigureID("memory.replica-weights", "Weights of a replica", Dimension(data: 1))
  }
  public static var replicaCache: FigureID {
    FigureID(
      "memory.replica-cache", "Cache of the full batch on a replica", Dimension(data: 1))
  }
  /// How many requests fit into a pipeline that each passes layer by layer.
  public static var places: FigureID {
    FigureID("replica.places", "Requests that the pipeline holds at once", .none, .count)
  }
  public static var layerTime: FigureID {
    FigureID("calibration.layer-time", "Time of a token in a layer", Dimension(time: 1))
  }
  public static var prefillShare: FigureID {
    FigureID("calibration.prefill", "Share of peak that prompts reach", .none, .share)
  }
}
