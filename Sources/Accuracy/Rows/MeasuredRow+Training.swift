import HardwareKit
import Units

extension MeasuredRow {
  /// A row of `training-measured`: tokens a second of one accelerator, and what the notes add.
  static func trainingMeasured(_ cells: RowCells, file: String) -> MeasuredRow {
    var cells = cells
    let sharding = cells.text("dp_zero")
    let notes = RunNotes(cells.text("notes"), sharding: sharding)
    let task = cells.text("task")
    var run = TrainingCase(method: TrainingWorkload.Method(task: task), task: task)
    run.accelerators = cells.count("accelerators")
    run.sequence = cells.count("sequence_length")
    run.batch = cells.count("global_batch")
    run.layout.tp = cells.count("tp") ?? 0
    run.layout.pp = cells.count("pp") ?? 0
    run.layout.cp = cells.count("cp") ?? 0
    run.layout.ep = cells.count("ep") ?? 0
    run.layout.dp = replicas(in: sharding) ?? 0
    run.layout.microBatch = cells.count("micro_batch") ?? 0
    run.layout.interleave = notes.interleave ?? 0
    if run.hasLayout {
      // A source that prints tensor and pipeline sizes leaves out a group of one.
      if run.layout.cp == 0 { run.layout.cp = 1 }
      if run.layout.pp == 1 { run.layout.interleave = 1 }
    }
    run.sharding = TrainingCase.Sharding(sharding)
    run.recompute = notes.recompute
    run.dropsTokens = cells.text("variant").lowercased().contains("drop")
    let date = cells.date("as_of")
    var values = [
      cells.measured(
        "tokens_per_s_per_accelerator", .tokensPerAccelerator,
        notes.isRateDerived ? .derived : .published)
    ].compactMap(\.self)
    if let step = notes.stepTime { values.append(MeasuredValue(.stepTime, step)) }
    if let memory = notes.peakAllocated { values.append(MeasuredValue(.peakAllocated, memory)) }
    if let memory = notes.deviceMemory { values.append(MeasuredValue(.deviceMemory, memory)) }
    var row = MeasuredRow(
      cells, file: file, shape: .trainingMeasured, model: cells.text("model"),
      software: cells.text("framework"), subject: .training(run), values: values,
      problems: cells.problems)
    row.date = date
    return row
  }

  /// A row of `mlperf-training`: minutes to train, the rate, and the time of a step.
  ///
  /// Of the three rates the one nearest to the steady state counts: from the median step, else as the
  /// submission logged it, else over the run, its first iterations included.
  static func mlperfTraining(_ cells: RowCells, file: String) -> MeasuredRow {
    var cells = cells
    let benchmark = cells.text("benchmark")
    let isAdapter = benchmark.lowercased().hasSuffix("lora")
    var run = TrainingCase(
      method: isAdapter ? .lora : .pretrain, task: isAdapter ? "lora" : "pretrain")
    run.accelerators = cells.count("accelerators_total")
    run.sequence = cells.count("sequence_length")
    run.batch = cells.count("global_batch_size")
    run.benchmark = TrainingBenchmarkRun(
      name: benchmark, round: cells.text("round"), submitter: cells.text("submitter"),
      nodeAccelerators: cells.count("accelerators_per_node"),
      samplesToConverge: cells.number("samples_to_converge_median"),
      scaling: cells.number("scaling_factor") ?? 1, runRate: cells.number("train_samples_per_s"),
      isBest: cells.isTrue("is_best"), isBestThroughput: cells.isTrue("is_best_throughput"),
      isDuplicate: cells.isTrue("is_duplicate"))
    var values: [MeasuredValue] = []
    let tokens = Double(run.sequence ?? 0) / Double(run.accelerators ?? 1)
    for (column, origin) in [
      ("train_samples_per_s_from_step", MeasuredValue.Origin.derived),
      ("train_samples_per_s_logged", .published), ("train_samples_per_s", .derived),
    ] where values.isEmpty && tokens > 0 {
      let rate = cells.measured(column, .tokensPerAccelerator, origin, times: tokens)
      values = [rate].compactMap(\.self)
    }
    if values.isEmpty {
      let rate = cells.measured("tokens_per_s_per_accelerator", .tokensPerAccelerator, .derived)
      values = [rate].compactMap(\.self)
    }
    for value in [
      cells.measured("median_step_time_s", .stepTime),
      cells.measured("minutes_to_train", .minutesToTrain),
    ] { values += [value].compactMap(\.self) }
    var row = MeasuredRow(
      cells, file: file, shape: .mlperfTraining, model: benchmark,
      software: cells.text("framework"), subject: .training(run), values: values,
      problems: cells.problems)
    row.series = "mlperf-training/\(cells.text("round"))/\(cells.text("submitter"))"
    return row
  }
}

extension TrainingWorkload.Method {
  /// `pretrain`, `full-finetune`, `lora`, `qlora` and spellings near them.
  init?(task: String) {
    switch task.lowercased() {
    case "pretrain", "pretraining", "pre-train", "": self = .pretrain
    case "full-finetune", "full", "finetune", "fine-tune", "full-fine-tune", "sft": self = .full
    case "lora", "peft": self = .lora
    case "qlora": self = .qlora
    default: return nil
    }
  }
}
