import Figures
import HardwareKit
import Units

extension ServingPredictor {
  /// Products whose plugin brings a model of its own answer through it.
  func predictWhole(_ question: Question, _ setup: ServingSetup) -> Result<Prediction, Refusal> {
    let model = question.product.throughput
    let serving = ModelledReplica.workload(setup)
    let workload = Workload.serve(serving)
    if let refusal = model.refusal(of: workload) { return .failure(Refusal(.notModelled, refusal)) }
    let missing = model.unknowns(for: workload)
    guard missing.isEmpty else {
      return .failure(
        Refusal(.notModelled, "the datasheet lacks \(missing.joined(separator: ", "))"))
    }
    let wanted: Double =
      switch setup.mode {
      case .closed(let users), .disaggregated(let users, _, _): users
      case .batch(let batch): batch
      case .maximum, .benchmark: .infinity
      }
    let layouts = model.layouts(for: workload)
    let sized = layouts.filter { $0.tp.times($0.pp) == setup.accelerators }
    var best: (distance: Double, throughput: Throughput<Double>)?
    for layout in sized.isEmpty ? layouts : sized {
      var scratch = Scratch()
      guard let found = try? model.estimate(workload, layout: layout, in: &scratch) else {
        continue
      }
      let distance = abs(Double(layout.batch) - min(wanted, 1e9))
      if distance < best?.distance ?? .infinity { best = (distance, found) }
    }
    guard let found = best?.throughput else {
      return .failure(Refusal(.infeasible, "no layout of the plugin holds the model"))
    }
    var prediction = Prediction()
    prediction.basis = setup.basis
    prediction.group = "serving service"
    prediction.values[.outputTokens] = found.tokensPerSecond
    if let tpot = found.tpot {
      prediction.values[.tpot] = tpot * 1e3
      prediction.values[.userTokens] = 1 / tpot
    }
    if let ttft = found.ttft {
      prediction.values[.ttft] = ttft * 1e3
      prediction.values[.promptTokens] = wanted.isFinite ? wanted * setup.input / ttft : nil
    }
    return .success(prediction)
  }
}
