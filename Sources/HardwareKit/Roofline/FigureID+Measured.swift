import Figures
import Units

/// The figures that a measured rate is read off between.
extension FigureID {
  private static var rate: Dimension { Dimension(time: -1, tokens: 1) }

  static var measuredRate: FigureID {
    FigureID("measured.rate", "Measured rate at a point", rate)
  }
  static var measuredBatch: FigureID {
    FigureID("measured.batch", "Requests in flight at a point", .none, .count)
  }
  static var measuredLowRate: FigureID {
    FigureID("measured.low.rate", "Measured rate at the point below", rate)
  }
  static var measuredHighRate: FigureID {
    FigureID("measured.high.rate", "Measured rate at the point above", rate)
  }
  static var measuredLowBatch: FigureID {
    FigureID("measured.low.batch", "Requests in flight at the point below", .none, .count)
  }
  static var measuredHighBatch: FigureID {
    FigureID("measured.high.batch", "Requests in flight at the point above", .none, .count)
  }
}
