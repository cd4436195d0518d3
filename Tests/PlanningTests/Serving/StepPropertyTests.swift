import Figures
import Planning
import Testing
import Units

@testable import HardwareKit

/// What must hold of a step whatever the constants are.
@Suite struct StepPropertyTests {
  typealias Case = ClosedFormTests.Case

  private static func step(
    _ test: Case, bandwidth: Double = 1
  ) throws -> (step: ServingStep<Double>, budget: Double) {
    let product = try #require(try Samples.products()[test.product]).product
    var calibration = try #require(product.servingCalibration)
    // Bandwidth enters as its product with the share that is reached.
    let share = try #require(calibration.value("mbu"))
    calibration.set("mbu", to: share * bandwidth)
    let device = try ServingDevice.make(product, precision: .fp8, calibration: calibration).get()
    let serving = try ClosedFormTests.workload(test, share: 0.95)
    var scratch = Scratch()
    let step = Roofline.servingStep(
      serving, on: device, layout: Layout(tp: test.tp), in: &scratch)
    return (step, serving.engine.constants(on: product.family).chunk.value)
  }

  @Test("more bandwidth never makes a step longer", arguments: ClosedFormTests.cases)
  func bandwidthNeverHurts(test: Case) throws {
    for batch in [1.0, 8, 64, 512] {
      for (context, prompt) in [(200.0, 0.0), (4000, 0), (4000, 2048), (60_000, 8192)] {
        var last = Double.infinity
        for bandwidth in [0.5, 0.9, 1, 1.1, 2, 10] {
          let seconds = try Self.step(test, bandwidth: bandwidth).step.seconds(
            sequences: batch, context: context, prompt: prompt, pairs: prompt * prompt / 2)
          #expect(seconds <= last, "batch \(batch), context \(context), x \(bandwidth)")
          last = seconds
        }
      }
    }
  }

  @Test(
    "longer prompts never raise requests/s at equal cached tokens", arguments: ClosedFormTests.cases
  )
  func longerPromptsNeverHelp(test: Case) throws {
    let (step, budget) = try Self.step(test)
    for cached in [20_000.0, 200_000, 1_000_000] {
      var last = Double.infinity
      for prompt in stride(from: 100.0, through: 19_000, by: 300) {
        let context = prompt + test.answer / 2
        let batch = cached / context
        let decode = step.seconds(sequences: batch, context: context, prompt: 0, pairs: 0)
        let chunk = min(budget, prompt)
        let mixed = step.seconds(
          sequences: batch, context: context, prompt: chunk, pairs: chunk * prompt / 2)
        let prefill = (mixed - decode) * prompt / chunk
        let rate = 1 / (test.answer / step.tokensOfStep * decode / batch + prefill)
        #expect(rate <= last * (1 + 1e-12), "prompt \(prompt), cached \(cached)")
        last = rate
      }
    }
  }

  @Test func tokensAndSequencesNeverShortenAStep() throws {
    for test in ClosedFormTests.cases {
      let (step, _) = try Self.step(test)
      func seconds(_ batch: Double, _ context: Double, _ prompt: Double) -> Double {
        step.seconds(sequences: batch, context: context, prompt: prompt, pairs: prompt * prompt / 2)
      }
      for batch in [1.0, 7, 100] {
        #expect(seconds(batch + 1, 1000, 512) >= seconds(batch, 1000, 512))
        #expect(seconds(batch, 1001, 512) >= seconds(batch, 1000, 512))
        #expect(seconds(batch, 1000, 513) >= seconds(batch, 1000, 512))
      }
    }
  }
}

/// Times of steps with given coefficients, worked out apart from this code by the formulas at
/// ``ServingStep``.
@Suite struct FrozenStepTests {
  struct Vector {
    let sequences, context, prompt, pairs, stages: Double
    let isMixture: Bool
    let seconds: Double
  }

  static let vectors: [Vector] = [
    Vector(
      sequences: 1, context: 500, prompt: 0, pairs: 0, stages: 1, isMixture: false,
      seconds: 0.008023356369810063),
    Vector(
      sequences: 64, context: 2000, prompt: 0, pairs: 0, stages: 1, isMixture: false,
      seconds: 0.00994079029850298),
    Vector(
      sequences: 64, context: 2000, prompt: 8192, pairs: 33554432, stages: 1, isMixture: false,
      seconds: 0.037356919982271364),
    Vector(
      sequences: 1, context: 60, prompt: 0, pairs: 0, stages: 1, isMixture: true,
      seconds: 0.008809052919105113),
    Vector(
      sequences: 32, context: 1500, prompt: 0, pairs: 0, stages: 1, isMixture: true,
      seconds: 0.019002207468431256),
    Vector(
      sequences: 256, context: 3000, prompt: 2048, pairs: 2097152, stages: 1, isMixture: true,
      seconds: 0.036417792886711785),
    Vector(
      sequences: 64, context: 2000, prompt: 1024, pairs: 524288, stages: 4, isMixture: true,
      seconds: 0.020377134229041978),
    Vector(
      sequences: 0, context: 0, prompt: 8192, pairs: 33554432, stages: 1, isMixture: true,
      seconds: 0.05245210806227663),
  ]

  @Test("times as worked out by hand", arguments: vectors)
  func agrees(vector: Vector) {
    let step = ServingStep<Double>(
      reading: 4.1e-3, body: 3.2e-6, head: 2.5e-7, sharpness: 1.16,
      experts: vector.isMixture
        ? ServingStep.Experts(
          reading: 11e-3, computing: 9e-7, share: 1.0 / 32, padding: 7.5 * 32, skew: 0.77) : nil,
      cacheFull: 2.4e-9, cacheWindowed: 1.1e-9, window: 128, cachePerToken: 40_960, pair: 3e-12,
      collective: 1.7e-3, exchange: 1.3e-7, host: 2.2e-3, hostSequence: 1.8e-5, verified: 3,
      gained: 1.8, productFactor: 1.05, stages: vector.stages)
    let found = step.seconds(
      sequences: vector.sequences, context: vector.context, prompt: vector.prompt,
      pairs: vector.pairs)
    #expect(abs(found / vector.seconds - 1) < 1e-12)
  }
}
