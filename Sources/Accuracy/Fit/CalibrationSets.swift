public import Diagnostics
public import HardwareKit

/// The sets of constants that can be fitted, with the rows that bear on them.
public enum CalibrationSets {
  /// The names that `--fit` knows.
  public static let names = ["training", "serving"]

  /// Makes the rows ready for the sets of these names.
  ///
  /// - Throws: what is wrong with the data that no chip owns.
  public static func make(
    _ wanted: Set<String>, questions: [Question], shared: SharedData
  ) throws(DiagnosticList) -> [any CalibrationSet] {
    []
  }
}
