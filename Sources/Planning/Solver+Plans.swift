public import Figures
import Finance

extension Solver {
  /// All that the formulas of plans may name.
  public static var ofPlans: [Solver] { cashFlow }
}
