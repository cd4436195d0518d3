/// The tables of measurements that can be read, told apart by their headers.
public enum MeasurementShape: String, Sendable, CaseIterable {
  case trainingMeasured = "training-measured"
  case mlperfTraining = "mlperf-training"
  case inferenceMeasured = "inference-measured"
  case mlperfInference = "mlperf-inference"

  /// Columns that this shape has and no other shape has all of.
  var signature: [String] {
    switch self {
    case .trainingMeasured: ["model", "task", "sequence_length", "tokens_per_s_per_accelerator"]
    case .mlperfTraining: ["benchmark", "minutes_to_train", "accelerators_total"]
    case .inferenceMeasured: ["model", "input_len", "output_len"]
    case .mlperfInference: ["benchmark", "scenario", "metric", "value"]
    }
  }

  init?(columns: some Collection<String>) {
    guard let shape = Self.allCases.first(where: { $0.signature.allSatisfy(columns.contains) })
    else { return nil }
    self = shape
  }
}
