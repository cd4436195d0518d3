import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// Ways of one list have names of their own: two purchases are told apart by the keys in which they
/// differ, such as `buy, 4 years`, and a way that stands twice is a mistake.
enum WaysApart {
  static func named(
    _ options: [(option: NeedTerms.Option, span: SourceSpan)],
    _ reading: Reading
  ) -> [NeedTerms.Option] {
    var result = options.map(\.option)
    for (label, same) in Dictionary(grouping: result.indices, by: { result[$0].label })
    where same.count > 1 {
      let terms = same.map { result[$0].terms }
      let kinds = terms.map(\.count).min() ?? 0
      let differing = (0..<kinds).filter { kind in Set(terms.map { $0[kind] }).count > 1 }
      for (index, terms) in zip(same, terms) where result[index].label == label {
        result[index].setApart(differing.map { terms[$0] }.joined(separator: ", "))
      }
    }
    var seen: Set<String> = []
    for (option, place) in zip(result, options)
    where !option.isBill && !seen.insert(option.label).inserted {
      reading.report(.sameWay(option.label, at: place.span))
    }
    return result
  }

  static func named(
    _ ways: [(way: Way, span: SourceSpan)], _ reading: Reading
  ) -> [Way] {
    named(ways.map { (.one($0.way), $0.span) }, reading).compactMap {
      if case .one(let way) = $0 { way } else { nil }
    }
  }
}

extension NeedTerms.Option {
  /// What may tell it from another of the same name, in words.
  fileprivate var terms: [String] {
    switch self {
    case .one(.buy(let life, let residual, _)):
      [
        life?.provenance.written ?? "usual life",
        residual?.provenance.written.map { "residual \($0)" } ?? "usual residual",
      ]
    case .lease(let terms):
      [
        terms.term.provenance.written ?? "",
        terms.rate.provenance.written.map { "at \($0)" } ?? "",
        terms.buyOut.provenance.written.map { "buy-out \($0)" } ?? "",
      ]
    case .one, .hybrid: []
    }
  }

  fileprivate var isBill: Bool { if case .one(.bill) = self { true } else { false } }

  fileprivate mutating func setApart(_ text: String) {
    guard !text.isEmpty else { return }
    switch self {
    case .one(.buy(let life, let residual, _)):
      self = .one(.buy(life: life, residual: residual, apart: text))
    case .lease(var terms):
      terms.apart = text
      self = .lease(terms)
    case .one, .hybrid: break
    }
  }
}
