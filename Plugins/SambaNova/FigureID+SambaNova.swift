internal import Figures
internal import Units

/// Constants of the sockets.
extension FigureID {
  static var socketBandwidth: FigureID {
    FigureID(
      "calibration.socket-bandwidth", "Share of HBM bandwidth that weight reads reach", .none,
      .share)
  }
  static var sequenceTime: FigureID {
    FigureID(
      "calibration.sequence-time", "Time of a request in flight in a step", Dimension(time: 1))
  }
}
