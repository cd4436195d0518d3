import Figures
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// The search, the sheet and the answer of an option are one computation.
@Suite struct AgreementTests {
  /// Every option of a sample that has an answer and a fleet, with the model that wrote it.
  static func options(_ name: String) throws -> [(String, Answer, OptionModel)] {
    let sample = try Samples.planned(name)
    let facility = try Samples.context().shared.facility
    var result: [(String, Answer, OptionModel)] = []
    for solved in sample.outcome.cases {
      for workload in solved.workloads {
        for option in workload.options {
          guard let answer = option.answer else { continue }
          let entry = try #require(sample.products[option.product.id])
          let market = Market(
            asOf: sample.outcome.asOf, ownership: facility.ownership,
            serverRatio: facility.serverRatio)
          result.append(
            (
              "\(solved.model.architecture.id) \(workload.planned.name) \(option.product.id) "
                + option.way.label,
              answer,
              OptionModel(
                planned: workload.planned, model: solved.model, product: option.product,
                throughput: entry.throughput, cost: entry.cost, finance: sample.plan.finance,
                layout: answer.layout ?? Layout(), acquisition: answer.acquisition,
                comparedRent: market.rent(of: option.product, .onDemand)?.fact)
            ))
        }
      }
    }
    return result
  }

  @Test(arguments: Samples.names)
  func scratchAndSheetAgreeToTheLastBit(_ name: String) throws {
    let options = try Self.options(name)
    #expect(options.count >= 5)
    for (label, answer, option) in options {
      var scratch = Scratch()
      var sheet = Sheet()
      sheet.scope = option.planned.name
      let a = try option.write(in: &scratch)
      let b = try option.write(in: &sheet)
      #expect(sheet.faults.isEmpty, "\(label)")
      let pairs: [(String, Double?, Double?, Double?)] = [
        ("cost", a.cost, b.cost.value, answer.cost),
        (
          "rate", a.throughput?.tokensPerSecond, b.throughput?.tokensPerSecond.value,
          answer.tokensPerSecond
        ),
        ("tpot", a.throughput?.tpot, b.throughput?.tpot?.value, answer.tpot),
        ("ttft", a.throughput?.ttft, b.throughput?.ttft?.value, answer.ttft),
        ("mfu", a.throughput?.mfu, b.throughput?.mfu?.value, answer.mfu),
        ("duration", a.duration, b.duration?.value, answer.duration),
        ("replicas", a.replicas, b.replicas?.value, answer.replicas),
        ("accelerators", a.accelerators, b.accelerators?.value, answer.accelerators),
        ("used hours", a.usedHours, b.usedHours?.value, answer.usedHours),
      ]
      for (what, scratch, sheet, printed) in pairs {
        #expect(scratch?.bitPattern == sheet?.bitPattern, "\(label): \(what)")
        #expect(scratch?.bitPattern == printed?.bitPattern, "\(label): \(what) of the answer")
      }
      #expect(a.months == b.months.map(\.value), "\(label): months")
      #expect(a.months == answer.months, "\(label): months of the answer")
    }
  }

  @Test(arguments: Samples.names)
  func monthsAddUpToTheCost(_ name: String) throws {
    for (label, answer, _) in try Self.options(name) {
      let sum = answer.months.reduce(0, +)
      #expect(abs(sum / answer.cost - 1) < 1e-9, "\(label): \(sum) of \(answer.cost)")
    }
  }

  @Test(arguments: Samples.names)
  func totalsAreTheSumsOfTheirParts(_ name: String) throws {
    for solved in try Samples.planned(name).outcome.cases {
      let sheet = solved.sheet
      #expect(sheet.faults.isEmpty)
      #expect(solved.isComplete)
      func value(_ name: String) throws -> Double { try #require(sheet[name]).value }
      let total = try value("total.cost")
      #expect(
        total == (try value("total.training") + value("total.serving") + value("total.further")))
      var sum = 0.0
      for workload in solved.workloads {
        let scope = workload.planned.name
        let cost = try value("\(scope).cost")
        #expect(cost == workload.choice?.answer?.cost)
        sum += cost
        let items = sheet.figures.filter {
          $0.name.hasPrefix("\(scope).cost.") && !$0.name.hasPrefix("\(scope).cost.month-")
        }
        #expect(!items.isEmpty)
        #expect(abs(items.map(\.value).reduce(0, +) / cost - 1) < 1e-12)
      }
      #expect(abs(sum / total - 1) < 1e-12)
      let months = sheet.figures.filter { $0.name.hasPrefix("total.month-") }
      #expect(abs(months.map(\.value).reduce(0, +) / total - 1) < 1e-9)
    }
  }

  @Test(arguments: Samples.names)
  func planningTwiceGivesIdenticalSheets(_ name: String) throws {
    let first = try Samples.planned(name).outcome
    let second = try Samples.plan(Repository.path("Plans/\(name).yaml")).outcome
    #expect(first.cases.count == second.cases.count)
    for (a, b) in zip(first.cases, second.cases) {
      #expect(a.sheet.names == b.sheet.names)
      for (x, y) in zip(a.sheet.figures, b.sheet.figures) {
        #expect(x.value.bitPattern == y.value.bitPattern, "\(x.name)")
        #expect(x.formula?.text == y.formula?.text, "\(x.name)")
        #expect(x.evidence == y.evidence && x.weakest == y.weakest, "\(x.name)")
      }
      #expect(a.workloads.map(\.chosen) == b.workloads.map(\.chosen))
    }
  }
}
