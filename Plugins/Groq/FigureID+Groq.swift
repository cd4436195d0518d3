internal import Figures
internal import Units

/// Constants and figures of the pipeline.
extension FigureID {
  static var expertLayerTime: FigureID {
    FigureID(
      "calibration.expert-layer-time", "Time of a token in a layer with experts",
      Dimension(time: 1))
  }
  static var memoryFill: FigureID {
    FigureID(
      "calibration.memory-fill", "Share of a chip's memory that weights and cache take", .none,
      .share)
  }
  static var stageAccelerators: FigureID {
    FigureID("calibration.stage-accelerators", "Chips of a pipeline stage", .none, .count)
  }
  static var stageRequests: FigureID {
    FigureID("calibration.stage-requests", "Requests that a stage works on at once", .none, .count)
  }
  static var stages: FigureID {
    FigureID("replica.stages", "Pipeline stages of a replica", .none, .count)
  }
  static var chips: FigureID {
    FigureID("replica.chips", "Chips that hold weights and cache", .none, .count)
  }
}
