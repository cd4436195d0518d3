import Accuracy
import Diagnostics
import JSON

/// What a user says of measured services, because their files cannot.
public struct BenchSettings: Sendable {
  public var model: String?
  public var product: String?
  public var accelerators: Int?
  public var tp: Int?
  public var pp: Int?
  public var ep: Int?
  public var dp: Int?
  public var precision: String?
  public var engine: String?
  public var speculative: String?
  /// `2026-11-03`, where the file has no date.
  public var date: String?
  /// Tokens of a prompt and of an answer.
  public var input: Double?
  public var output: Double?
  /// Requests in flight, or sequences of a batch.
  public var concurrency: Double?

  public init() {}
}

/// Makes rows of runs: what the file told, what the user said, and what is still to be asked for.
struct ServingRows {
  let names: Names
  let settings: BenchSettings
  let title: String
  private(set) var asked: Set<String> = []

  init(names: Names, settings: BenchSettings, title: String) {
    self.names = names
    self.settings = settings
    self.title = title
  }

  /// The cells of a run; nil after an error.
  mutating func cells(
    of run: ServingRun, into found: inout DiagnosticList
  ) -> [String: String]? {
    var run = run
    let before = found.diagnostics.count { $0.severity == .error }
    var missing: [(option: String, what: String)] = []
    completeLengths(&run, missing: &missing, into: &found)
    let model = model(of: run, missing: &missing, into: &found)
    let product = product(of: run, missing: &missing, into: &found)
    let layout = layout(of: run, missing: &missing, into: &found)
    let precision = precision(of: run, missing: &missing, into: &found)
    let engine = settings.engine ?? run.engine?.value
    if engine == nil { missing.append(("--engine 'vLLM 0.11'", "the engine")) }
    if !missing.isEmpty {
      // Once for all runs that lack the same.
      if asked.insert(missing.map(\.option).joined()).inserted {
        found.append(.notInTheFile(title, options: missing, at: run.span))
      } else {
        return nil
      }
    }
    guard found.diagnostics.count(where: { $0.severity == .error }) == before, let model,
      let product, let layout, let precision, let engine
    else { return nil }
    var cells = measured(run)
    cells["model"] = model
    cells["accelerator_normalised"] = product
    cells["accelerators"] = "\(layout.accelerators)"
    cells["tp"] = "\(layout.tp)"
    cells["pp"] = "\(layout.pp)"
    cells["ep"] = cell(settings.ep ?? run.ep?.value)
    cells["dp"] = run.isAttentionParallel ? "attention-dp" : "\(layout.dp)"
    cells["precision"] = precision
    cells["engine_version"] = engine
    cells["series_id"] = "\(engine)/\(model)/\(product)/TP\(layout.tp) PP\(layout.pp)"
    return cells
  }

  private func measured(_ run: ServingRun) -> [String: String] {
    var cells: [String: String] = [
      "prefill_accelerators": cell(run.prefillAccelerators),
      "decode_accelerators": cell(run.decodeAccelerators),
      "speculative": settings.speculative ?? run.speculative ?? "",
      "input_len": cell(run.input), "output_len": cell(run.output),
      "output_tokens_per_s_total": cell(run.outputRate),
      "total_tokens_per_s": cell(run.totalRate), "throughput_origin": run.rateOrigin,
      "per_user_tokens_per_s": cell(run.userRate),
      "ttft_ms": cell(run.ttft?.value), "ttft_stat": run.ttft?.statistic.rawValue ?? "",
      "tpot_ms": cell(run.tpot?.value), "tpot_stat": run.tpot?.statistic.rawValue ?? "",
      "e2e_latency_s": cell(run.latency), "power_w_per_accelerator": cell(run.power),
      "failed": cell(run.failed), "as_of": run.date ?? settings.date ?? "",
      "notes": run.notes.joined(separator: "; "), "source_grade": "own",
      "left_out": run.leftOut ?? "",
    ]
    switch run.concurrency {
    case .maximum: cells["concurrency"] = "max"
    case .requests(let number): cells["concurrency"] = cell(number)
    case nil: break
    }
    return cells
  }

  // MARK: What is asked for

  /// Lengths and load that the file leaves open.
  private func completeLengths(
    _ run: inout ServingRun, missing: inout [(option: String, what: String)],
    into found: inout DiagnosticList
  ) {
    run.input = run.input ?? settings.input
    run.output = run.output ?? settings.output
    if let concurrency = settings.concurrency, run.concurrency == nil {
      run.concurrency = .requests(concurrency)
    }
    if run.input == nil { missing.append(("--input 1024", "the tokens of a prompt")) }
    if run.output == nil { missing.append(("--output 128", "the tokens of an answer")) }
    if run.concurrency == nil {
      missing.append(
        run.isWholeBatch
          ? ("--concurrency 8", "the sequences of the batch")
          : ("--concurrency 64", "the requests in flight"))
    }
    guard let input = run.input, let output = run.output else { return }
    if run.isWholeBatch, case .requests(let batch)? = run.concurrency, let latency = run.latency {
      run.outputRate = batch * output / latency
      run.rateOrigin = "derived = batch x output / latency"
    }
    guard let mean = run.mean, run.outputRate == nil else { return }
    // A hundredth is more than rounding makes.
    if abs(input + output - mean.tokens) > mean.tokens / 100 {
      found.append(
        .contradiction(
          "\(shortest(input)) and \(shortest(output)) tokens are not the \(shortest(mean.tokens)) a request that the file has",
          at: run.span))
    }
    run.outputRate = mean.rate * output
    run.rateOrigin = "derived = requests/s x output"
  }

  private func model(
    of run: ServingRun, missing: inout [(option: String, what: String)],
    into found: inout DiagnosticList
  ) -> String? {
    if let wanted = settings.model { return names.model(wanted, at: run.span, into: &found) }
    guard let told = run.model else {
      missing.append(("--model llama-3.1-8b", "the model"))
      return nil
    }
    return names.model(told.value, at: told.span, into: &found)
  }

  private func product(
    of run: ServingRun, missing: inout [(option: String, what: String)],
    into found: inout DiagnosticList
  ) -> String? {
    let option = "--product"
    guard let wanted = settings.product else {
      guard let told = run.product else {
        missing.append(("--product h100-sxm", "the accelerator"))
        return nil
      }
      return names.product(told.value, option: option, at: told.span, into: &found)
    }
    guard let id = names.product(wanted, option: option, at: nil, into: &found) else { return nil }
    guard let told = run.product else { return id }
    let fits =
      switch names.product(told.value) {
      case .one(let other): other == id
      case .several(let choices): choices.contains(id)
      case .none: true
      }
    if !fits {
      found.append(
        .contradiction("'--product' says '\(id)', the file \(quoted(told.value))", at: told.span))
    }
    return id
  }

  /// A format that is known, as the file or the user writes it.
  private func precision(
    of run: ServingRun, missing: inout [(option: String, what: String)],
    into found: inout DiagnosticList
  ) -> String? {
    guard let text = settings.precision ?? run.precision?.value else {
      missing.append(("--precision fp8", "the number format"))
      return nil
    }
    guard let format = NumberFormat(text).precision, !text.isEmpty else {
      found.append(
        settings.precision != nil
          ? .option("--precision", isNot: text, expected: "a number format such as fp8")
          : .contradiction(
            "the number format \(quoted(text)) is not known; say it with '--precision'",
            at: run.precision?.span))
      return nil
    }
    if settings.precision != nil, let told = run.precision,
      let other = NumberFormat(told.value).precision, other != format
    {
      found.append(
        .contradiction(
          "'--precision' says \(quoted(text)), the file \(quoted(told.value))", at: told.span)
      )
    }
    return text
  }

  struct ServingLayout {
    let accelerators: Int
    let tp: Int
    let pp: Int
    let dp: Int
  }

  /// Accelerators and how the model is laid out over them. What follows from the others is not asked for: one
  /// accelerator has sizes of one, and so has what is left when the tensor-parallel size is all of them.
  private func layout(
    of run: ServingRun, missing: inout [(option: String, what: String)],
    into found: inout DiagnosticList
  ) -> ServingLayout? {
    func agreed(
      _ option: String, _ said: Int?, _ told: ServingRun.Told<Int>?, _ found: inout DiagnosticList
    ) -> Int? {
      if let said, let told, said != told.value {
        found.append(
          .contradiction("'\(option)' says \(said), the file \(told.value)", at: told.span))
      }
      return said ?? told?.value
    }
    let all = agreed("--accelerators", settings.accelerators, run.accelerators, &found)
    let tp = agreed("--tp", settings.tp, run.tp, &found)
    let pp = agreed("--pp", settings.pp, run.pp, &found)
    let dp = agreed("--dp", settings.dp, run.dp, &found)
    guard let accelerators = all ?? product(tp, pp, dp) else {
      missing.append(("--accelerators 8", "how many there were"))
      if tp == nil { missing.append(("--tp 8", "the tensor-parallel size")) }
      return nil
    }
    guard let tensor = tp ?? (accelerators == 1 ? 1 : nil) else {
      missing.append(("--tp \(accelerators)", "the tensor-parallel size"))
      return nil
    }
    let isWhole = tensor == accelerators
    if run.isAttentionParallel || run.decodeAccelerators != nil {
      return ServingLayout(accelerators: accelerators, tp: tensor, pp: pp ?? 1, dp: dp ?? 1)
    }
    guard let stages = pp ?? (isWhole || dp.map { $0 * tensor == accelerators } == true ? 1 : nil),
      let replicas = dp ?? (stages * tensor == accelerators ? 1 : nil)
    else {
      missing.append(
        ("--pp 1 --dp \(max(1, accelerators / max(1, tensor)))", "the rest of the layout"))
      return nil
    }
    if stages * tensor * replicas != accelerators {
      found.append(
        .contradiction(
          "tp \(tensor) x pp \(stages) x dp \(replicas) is not \(accelerators) accelerators",
          at: run.span))
    }
    return ServingLayout(accelerators: accelerators, tp: tensor, pp: stages, dp: replicas)
  }

  private func product(_ tp: Int?, _ pp: Int?, _ dp: Int?) -> Int? {
    guard let tp, let pp, let dp else { return nil }
    return tp * pp * dp
  }
}
