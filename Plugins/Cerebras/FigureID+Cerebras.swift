internal import Figures
internal import Units

/// Figures of a replica on wafers.
extension FigureID {
  static var wafers: FigureID {
    FigureID("replica.wafers", "Wafers that hold weights and cache", .none, .count)
  }
}
