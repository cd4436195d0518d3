import ArgumentParser
import Diagnostics
import Figures
import Planning
import Reporting
import Units

extension Session {
  /// What samples say of outcomes, drawn together; nothing where none are asked for.
  func sample(
    _ outcomes: [Outcome], _ options: SamplingOptions, withOptions: Bool
  ) throws -> [Uncertainty] {
    guard let wanted = options.samples else {
      if options.samplesFile != nil || options.resize {
        throw ValidationError("'--samples-file' and '--resize' need '--samples'")
      }
      return []
    }
    let sampled: [Uncertainty]
    if wanted == "auto" {
      sampled = try sampleUntilPrecise(outcomes, options, withOptions: withOptions)
    } else {
      guard let count = Int(wanted), (2...Self.mostSamples).contains(count) else {
        throw ValidationError(
          "expected 'auto' or a number from 2 to \(Self.mostSamples) for '--samples', found '\(wanted)'"
        )
      }
      sampled = try drawInParts(outcomes, count, options, withOptions: withOptions)
    }
    if let path = options.samplesFile {
      let all = zip(outcomes, sampled).map {
        (plan: $0.plan.title, sampled: $1, outcome: $0)
      }
      do throws(OutputFile.Failure) {
        try OutputFile.write(UncertaintyReport.samples(all), to: path)
      } catch {
        Streams.say("error: \(error.message)\n")
        throw ExitCode(1)
      }
    }
    return sampled
  }

  static let mostSamples = 1_000_000

  /// Many samples take a while: fewer come first, so that Ctrl-C has something to print.
  private func drawInParts(
    _ outcomes: [Outcome], _ count: Int, _ options: SamplingOptions, withOptions: Bool
  ) throws -> [Uncertainty] {
    Interruption.isDeferred(true)
    defer { Interruption.isDeferred(false) }
    var done: [Uncertainty] = []
    var part = min(count, Self.firstSamples)
    while true {
      Progress.say("drawing \(part) samples")
      done = try draw(outcomes, part, options, withOptions: withOptions)
      if part == count || wasInterrupted(after: part) { return done }
      // Each part is drawn anew, so that the last one is what it would be alone.
      part = part > count / Self.partRatio ? count : part * Self.partRatio
    }
  }

  private static let firstSamples = 20_000
  private static let partRatio = 4

  private func wasInterrupted(after count: Int) -> Bool {
    guard Interruption.wasAsked else { return false }
    if !output.quiet { Streams.say("note: interrupted; this is of \(count) samples\n") }
    return true
  }

  private func draw(
    _ outcomes: [Outcome], _ count: Int, _ options: SamplingOptions, withOptions: Bool
  ) throws -> [Uncertainty] {
    let terms = SamplingTerms(
      samples: count, seed: options.seed, resizes: options.resize, cores: Streams.cores)
    do throws(Copula.Contradiction) {
      return try Uncertainty.sample(outcomes, terms, withOptions: withOptions)
    } catch {
      Streams.say(
        "error: the correlations cannot hold together: they leave no room for '\(error.name)'\n")
      throw ExitCode(1)
    }
  }

  /// Doubles the samples until the percentiles of every total are known well enough.
  private func sampleUntilPrecise(
    _ outcomes: [Outcome], _ options: SamplingOptions, withOptions: Bool
  ) throws -> [Uncertainty] {
    guard let precision = try? parseQuantity(options.precision, dimension: .none), precision > 0
    else {
      throw ValidationError(
        "expected a share such as '0.5%' for '--precision', found '\(options.precision)'")
    }
    var count = 1000
    Interruption.isDeferred(true)
    defer { Interruption.isDeferred(false) }
    while true {
      Progress.say("drawing \(count) samples")
      let sampled = try draw(outcomes, count, options, withOptions: withOptions)
      let isPrecise = sampled.flatMap(\.totals).allSatisfy { total, scale in
        [0.05, 0.5, 0.95].allSatisfy { total.standardError($0) <= precision * scale }
      }
      if isPrecise || wasInterrupted(after: count) { return sampled }
      guard count * 2 <= Self.mostSamples else {
        if !output.quiet {
          Streams.say(
            "note: \(count) samples leave a standard error above \(options.precision)\n")
        }
        return sampled
      }
      count *= 2
    }
  }

  /// A correlation that names no uncertain input does nothing, which nobody means.
  ///
  /// - Parameter outcomes: As they were planned, with all their inputs.
  func checkCorrelations(_ outcomes: [Outcome], _ options: SamplingOptions) {
    guard options.samples != nil else { return }
    for outcome in outcomes {
      let inputs = outcome.sheets.flatMap { sheet in
        sheet.uncertainInputs.flatMap { [$0.name, $0.sharedName] }
      }
      let problems = outcome.plan.correlations.flatMap { pair in
        [pair.a, pair.b].filter { !inputs.contains($0) }.map {
          Diagnostic.uncorrelated($0, known: inputs, at: pair.span)
        }
      }
      report(DiagnosticList(problems))
    }
  }
}
