/// One unit as a word: what to multiply by, and what it measures.
///
/// The power of ten is kept apart from the other factor (3600, 1024, 1/8), because it is joined to
/// the digits before they become a `Double`: so `3350 GB` and `3.35 TB` are the same bits.
struct UnitTerm: Sendable, Hashable {
  var exponent = 0
  var factor: Double = 1
  var dimension = Dimension.none
  /// What is counted, in the singular: `node`, `accelerator`.
  var noun: String?
  var period: Period?
  var isPercent = false
}

extension UnitTerm {
  /// The multipliers that may stand alone before a unit, and before a symbol as its prefix.
  static let multipliers: [String: Int] = ["k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18]

  /// The words that may stand before `tokens`.
  static let tokenQualifiers: Set<String> = ["output", "input", "prompt", "cached"]

  /// Every spelling that is understood.
  static let all: [String: UnitTerm] = {
    var table: [String: UnitTerm] = [:]
    func add(_ names: [String], _ term: UnitTerm) {
      for name in names { table[name] = term }
    }
    func addPrefixed(_ symbol: String, _ term: UnitTerm) {
      table[symbol] = term
      for (prefix, exponent) in multipliers {
        var scaled = term
        scaled.exponent += exponent
        table[prefix + symbol] = scaled
      }
    }

    addPrefixed("B", UnitTerm(dimension: .data))
    addPrefixed("bit", UnitTerm(factor: 0.125, dimension: .data))
    add(["byte", "bytes"], UnitTerm(dimension: .data))
    add(["bits"], UnitTerm(factor: 0.125, dimension: .data))
    var binary: Double = 1
    for prefix in ["Ki", "Mi", "Gi", "Ti"] {
      binary *= 1024
      add([prefix + "B"], UnitTerm(factor: binary, dimension: .data))
    }

    for symbol in ["FLOP", "OP"] {
      addPrefixed(symbol, UnitTerm(dimension: .operations))
      addPrefixed(symbol + "S", UnitTerm(dimension: .operations / .time))
    }
    add(["token", "tokens"], UnitTerm(dimension: .tokens))
    add(["USD"], UnitTerm(dimension: .money))
    addPrefixed("W", UnitTerm(dimension: .power))
    addPrefixed("Wh", UnitTerm(factor: TimeSpan.hour, dimension: .energy))
    addPrefixed("J", UnitTerm(dimension: .energy))
    add(["%"], UnitTerm(exponent: -2, isPercent: true))

    add(["ms"], UnitTerm(exponent: -3, dimension: .time))
    add(["us", "µs", "μs"], UnitTerm(exponent: -6, dimension: .time))
    add(["ns"], UnitTerm(exponent: -9, dimension: .time))
    for (period, names) in spans {
      add(names, UnitTerm(factor: period.seconds, dimension: .time, period: period))
    }

    for noun in nouns {
      let plural = noun == "switch" ? "switches" : noun + "s"
      add([noun, plural], UnitTerm(noun: noun))
    }
    for noun in ["accelerator", "node"] {
      for name in ["h", "hour", "hours"] {
        let term = UnitTerm(
          factor: TimeSpan.hour, dimension: .time, noun: noun, period: .hour)
        add(["\(noun)-\(name)"], term)
      }
    }
    return table
  }()

  private static let spans: [(Period, [String])] = [
    (.second, ["s", "second", "seconds"]),
    (.minute, ["min", "minute", "minutes"]),
    (.hour, ["h", "hour", "hours"]),
    (.day, ["d", "day", "days"]),
    (.week, ["week", "weeks"]),
    (.month, ["month", "months"]),
    (.year, ["year", "years"]),
  ]

  /// What plans count. Anything else is a misspelling, and is told so.
  private static let nouns = [
    "accelerator", "node", "replica", "rack", "server", "run", "request", "user", "seat",
    "engineer", "step", "sequence", "sample", "parameter", "layer", "port", "link", "switch",
    "cluster", "site",
  ]
}
