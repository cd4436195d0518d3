import BuiltInPlugins
import Foundation
import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing
import Units

/// Every price behind a sample plan's table leads to who asked it, for what, where and when.
@Suite struct PriceTraceTests {
  private static let words = Commitment.allCases.map(\.rawValue)

  @Test(arguments: Samples.names)
  func everyOptionsPriceIsTraced(_ name: String) throws {
    let sample = try Samples.planned(name)
    var traced = 0
    for item in sample.outcome.cases {
      for workload in item.workloads {
        for option in workload.options where option.answer != nil {
          var read = sample.read
          let label = option.way.label.split(separator: ",").first.map(String.init) ?? ""
          let isAsked = read.plan.keepOptions(on: option.product.id, had: label)
          #expect(isAsked, "\(option.product.id), \(label)")
          let narrowed = try #require(
            try Samples.follow(read).outcome.cases.first {
              $0.model.architecture.id == item.model.architecture.id
            })
          let prices = narrowed.sheet.figures.filter {
            $0.name.hasPrefix("\(workload.planned.name).price.")
          }
          #expect(!prices.isEmpty, "\(option.product.id), \(label)")
          for price in prices {
            check(price, option, "\(name), \(option.product.id), \(label): \(price.name)")
            traced += 1
          }
        }
      }
    }
    #expect(traced >= 5)
  }

  private func check(_ price: Figure, _ option: PlanOption, _ place: String) {
    guard case .input(let provenance, let low, let high) = price.basis else {
      Issue.record("\(place) is computed")
      return
    }
    #expect(low <= price.value && price.value <= high, "\(place)")
    switch provenance.origin {
    // The plan's own price: its line, or the reason that it gives.
    case .plan, .commandLine: break
    case .assumed(let reason): #expect(!reason.isEmpty, "\(place)")
    case .citations(let list):
      #expect(!list.isEmpty, "\(place)")
      for citation in list {
        #expect((try? PartialDate(parsing: date(citation))) != nil, "\(place): \(citation.date)")
        #expect(!citation.publisher.isEmpty && !citation.locator.isEmpty, "\(place)")
        guard case .rent(let commitment, let segment, _, _) = option.way else { continue }
        // Provider, segment, commitment, region.
        let parts = citation.title.components(separatedBy: ", ")
        guard provenance.evidence != .assumed, parts.count >= 4 else { continue }
        #expect(parts.suffix(3).first == segment.rawValue, "\(place): \(citation.title)")
        #expect(parts.suffix(2).first == commitment.rawValue, "\(place): \(citation.title)")
      }
    case .definition, .solved: Issue.record("\(place) has no source")
    }
  }

  /// The day from which a price stood, where the record says until when.
  private func date(_ citation: Citation) -> String {
    citation.date.components(separatedBy: " to ").first ?? citation.date
  }
}
