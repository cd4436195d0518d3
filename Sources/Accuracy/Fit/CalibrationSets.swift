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
    var sets: [any CalibrationSet] = []
    let rules = try BenchmarkRules.embedded()
    if wanted.contains("training") {
      sets.append(try TrainingCalibrationSet(questions: questions, shared: shared, rules: rules))
    }
    if wanted.contains("serving") {
      let reader = try ServingPredictor(shared: shared, rules: rules).reader
      sets.append(try ServingCalibrationSet(questions, reader: reader))
    }
    return sets
  }
}
