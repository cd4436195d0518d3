import Diagnostics
import Finance
import Foundation
import HardwareKit
import PlanFiles
import Planning
import Testing
import Units

@testable import Figures

/// From every figure down to leaves that say where they come from; formulas as text and back.
@Suite struct ExplainTests {
  @Test(arguments: Samples.names + Samples.fleets)
  func everyFigureReachesLeavesWithAnOrigin(_ name: String) throws {
    let sample = try Samples.planned(name)
    for sheet in sample.outcome.sheets {
      var known: Set<String> = []
      for figure in sheet.figures {
        switch figure.basis {
        case .input(let provenance, let low, let high):
          #expect(figure.value.isFinite || mayBeNever(figure.name), "\(figure.name)")
          #expect(low <= figure.value && figure.value <= high, "\(figure.name): range")
          check(provenance, of: figure.name, sources: sample.read.sources)
        case .formula(let formula):
          #expect(figure.value.isFinite || mayBeNever(figure.name), "\(figure.name)")
          // A figure rests on figures that were written before it: no cycles, no gaps.
          for below in formula.figureNames {
            #expect(known.contains(below), "\(figure.name) rests on \(below)")
          }
        }
        #expect(!figure.id.title.description.isEmpty, "\(figure.name)")
        known.insert(figure.name)
      }
      #expect(known.count == sheet.figures.count)
    }
  }

  /// Never, and none, are answers to some questions.
  private func mayBeNever(_ name: String) -> Bool {
    name.contains(".crossing.")
      || ["irr", "payback", "payback.discounted", "break-even.utilisation", "break-even.price"]
        .contains { name == $0 || name.hasSuffix(".\($0)") }
  }

  private func check(_ provenance: Provenance, of name: String, sources: SourceMap) {
    switch provenance.origin {
    case .plan(let span):
      let line = sources[span.file]?.line(span.line)
      #expect(line != nil, "\(name): there is no \(span)")
      if let line, let written = provenance.written {
        let scalars = Array(line.unicodeScalars)
        let start = span.column - 1
        let found = String(
          String.UnicodeScalarView(scalars.dropFirst(start).prefix(written.unicodeScalars.count)))
        #expect(found == written, "\(name): \(span)")
      }
    case .commandLine(let text): #expect(!text.isEmpty, "\(name)")
    case .citations(let list):
      #expect(!list.isEmpty, "\(name) cites nothing")
      for citation in list {
        #expect(!citation.title.isEmpty, "\(name): title")
        #expect(!citation.locator.isEmpty, "\(name): locator")
        // A source of the model catalogue without a date is pinned by its commit instead.
        let isPinned = citation.date == "undated" && citation.locator.contains("@")
        #expect(
          isPinned
            || citation.date.components(separatedBy: " to ").allSatisfy {
              (try? PartialDate(parsing: $0)) != nil
            },
          "\(name): date '\(citation.date)'")
      }
    case .definition(let text), .assumed(let text), .solved(let text, _):
      #expect(!text.isEmpty && text != "unknown" && text != "no source", "\(name): '\(text)'")
    }
  }

  @Test(arguments: Samples.names + Samples.fleets)
  func formulasParseBackToTheSameTree(_ name: String) throws {
    for sheet in try Samples.planned(name).outcome.sheets {
      var count = 0
      for figure in sheet.figures {
        guard let formula = figure.formula else { continue }
        count += 1
        let text = formula.text
        let parsed = try FormulaParser.parse(text, solvers: Solver.cashFlow) { name in
          sheet[name].map {
            Formula.figure(
              $0.name, value: $0.value, dimension: $0.id.dimension, taint: $0.taint)
          }
        }
        #expect(parsed.isSameTree(as: formula), "\(figure.name) = \(text)")
        #expect(parsed.value.bitPattern == figure.value.bitPattern, "\(figure.name) = \(text)")
        #expect(parsed.text == text, "\(figure.name)")
      }
      #expect(count > 40)
    }
  }

  /// The formulas of one product; those of the others differ in the name alone. What is the same each
  /// month stands once.
  private func first(_ fleet: FleetOutcome) -> String {
    guard let product = fleet.options.first(where: { $0.refusal == nil })?.product.id else {
      return ""
    }
    let shown = fleet.sheet.figures.filter { figure in
      let month = figure.name.split(separator: "-").last.flatMap { Int($0) } ?? 0
      let isOther = fleet.fleet.products.contains {
        $0 != product && figure.name.hasPrefix("\($0).")
      }
      return month <= 2 && !isOther
    }
    return shown.compactMap { figure in
      figure.formula.map { "\(figure.name) = \($0.text)\n" }
    }.joined()
  }

  /// No formula changes unseen. `HEADROOM_RECORD=1 swift test` writes the files anew.
  @Test(arguments: Samples.names + Samples.fleets)
  func formulasAreTheGoldenOnes(_ name: String) throws {
    var text = ""
    for solved in try Samples.planned(name).outcome.cases {
      text += "# \(solved.model.architecture.id)\n"
      for figure in solved.sheet.figures {
        if let formula = figure.formula { text += "\(figure.name) = \(formula.text)\n" }
      }
    }
    if let fleet = try Samples.planned(name).outcome.fleet { text += first(fleet) }
    try Golden.expect(text, is: "formulas-\(name)")
  }
}
