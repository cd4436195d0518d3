import BuiltInPlugins
import Diagnostics
import Figures
import Foundation
import HardwareKit
import PlanFiles
import Planning
import Reporting
import Testing
import Units

/// Every sample plan on every product of every plugin: an answer, or a reason with what would lift it.
///
/// The golden files are the table of predictions: a change to a model, a price or a datasheet shows
/// here, cell by cell. `HEADROOM_RECORD=1 swift test` writes them anew.
@Suite struct CellTests {
  /// A sample plan whose workloads may run on anything.
  private static let everywhere: [String: Result<Outcome, any Error>] = Dictionary(
    uniqueKeysWithValues: Samples.names.map { name in
      (
        name,
        Result {
          let context = try Samples.context()
          var plan = try readPlan(
            Repository.path("Plans/\(name).yaml"), scenario: nil, settings: [], context: context
          ).plan
          for index in plan.workloads.indices {
            plan.workloads[index].products = Samples.registry.productIDs
          }
          return Planner(products: try Samples.products(), facility: context.shared.facility)
            .outcome(of: plan)
        }
      )
    })

  private static func outcome(_ name: String) throws -> Outcome {
    try #require(everywhere[name]).get()
  }

  @Test(arguments: Samples.names)
  func everyCellIsTheGoldenOne(_ name: String) throws {
    var text = ""
    for item in try Self.outcome(name).cases {
      for workload in item.workloads {
        text += "# \(item.model.architecture.id), \(workload.planned.name)\n"
        text += Samples.registry.productIDs.map { Self.lines(of: $0, in: workload) }.joined()
      }
    }
    try Golden.expect(text, is: "cells-\(name)")
  }

  /// A product's rate in a line, then its ways, those with the same reason together.
  private static func lines(of product: String, in workload: WorkloadOutcome) -> String {
    let options = workload.options.filter { $0.product.id == product }
    var text = product + "\n"
    if let fit = options.compactMap(\.fit).first { text += "  \(rate(fit))\n" }
    var reasons: [(ways: [String], reason: String)] = []
    for option in options {
      if let answer = option.answer {
        let cost = format(answer.cost, as: .standard(Dollars.dimension))
        let duration = answer.duration.map { ", \(format($0, as: .days))" } ?? ""
        text += "  \(option.way.label): \(cost)\(duration)\n"
      } else {
        let reason = ReasonText.text(option)
        if let known = reasons.firstIndex(where: { $0.reason == reason }) {
          reasons[known].ways.append(option.way.label)
        } else {
          reasons.append(([option.way.label], reason))
        }
      }
    }
    for (ways, reason) in reasons {
      text += "  \(ways.joined(separator: ", ")): \(reason)\n"
    }
    return text
  }

  private static func rate(_ fit: Fit) -> String {
    var parts = [fit.layout.text]
    func add(_ name: String, _ value: Double?, _ unit: DisplayUnit) {
      if let value { parts.append("\(name) \(format(value, as: unit))") }
    }
    add("rate", fit.throughput.tokensPerSecond, .standard(TokensPerSecond.dimension))
    add("accelerators", fit.accelerators, .count)
    add("TTFT", fit.throughput.ttft, .seconds)
    add("TPOT", fit.throughput.tpot, .seconds)
    add("MFU", fit.throughput.mfu, .percent)
    return parts.joined(separator: ", ")
  }

  @Test(arguments: Samples.names)
  func noCellIsMissing(_ name: String) throws {
    for item in try Self.outcome(name).cases {
      for workload in item.workloads {
        let place = "\(name), \(item.model.architecture.id), \(workload.planned.name)"
        for product in Samples.registry.productIDs {
          let options = workload.options.filter { $0.product.id == product }
          #expect(options.count >= workload.planned.ways.count, "\(place): \(product)")
          for option in options where option.answer == nil {
            let reason = ReasonText.text(option)
            #expect(reason.count > 10, "\(place): \(product), \(option.way.label): '\(reason)'")
            // A limit comes with what would lift it.
            if case .infeasible = option.status {
              #expect(reason.contains(";"), "\(place): \(product): \(reason)")
            }
          }
        }
      }
    }
  }

  /// Arithmetic and bandwidth by the datasheet alone, with nothing of the models in between.
  @Test(arguments: Samples.names)
  func noCellIsAboveThePeak(_ name: String) throws {
    var held = 0
    for item in try Self.outcome(name).cases {
      let active = item.model.activeParameters.value - item.model.embeddingParameters.value
      for workload in item.workloads {
        for option in workload.options {
          guard let fit = option.fit else { continue }
          let rate = fit.throughput.tokensPerSecond
          let facts = option.product.facts
          let peak = try #require(facts.peaks.values.map(\.value).max())
          let accelerators = fit.throughput.accelerators
          let place = "\(name), \(option.product.id), \(item.model.architecture.id)"
          held += 1
          switch workload.planned.kind {
          case .train(let demand):
            // Forward and both gradients; a frozen base needs no gradient of its weights.
            let passes: Double = demand.method.isFrozen ? 4 : 6
            #expect(passes * active * rate <= accelerators * peak, "\(place): arithmetic")
            #expect(fit.throughput.mfu ?? 0 < 1, "\(place): MFU")
          case .serve:
            #expect(2 * active * rate <= accelerators * peak, "\(place): arithmetic")
            let bandwidth = try #require(facts.memoryBandwidth).value
            // Half a byte a parameter is the least that any precision here stores.
            let read = active / 2 / (accelerators * bandwidth)
            if let tpot = fit.throughput.tpot { #expect(tpot >= read, "\(place): bandwidth") }
          }
        }
      }
    }
    #expect(held >= 20, "\(name): only \(held) cells with a rate")
  }
}
