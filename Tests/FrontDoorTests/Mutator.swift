/// Changes of a file that people and broken programs make, chosen by a seed: the same seed gives the same
/// file on every machine.
///
/// It knows the structure of what it changes: numbers become other numbers, words become other words of the
/// file, lines are copied, dropped and swapped with their indentation. Bytes at random would be refused
/// by the reader nearly always, and never reach a model.
struct Mutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Knuth's multiplier; the low bits are weak and are left out.
  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }

  mutating func pick(_ count: Int) -> Int { count > 0 ? Int(next() % UInt64(count)) : 0 }

  mutating func element<T>(_ items: [T]) -> T? { items.isEmpty ? nil : items[pick(items.count)] }

  /// Ends of ranges, and what conversions stumble over.
  private static let numbers = [
    "0", "-1", "1", "2", "0.5", "1e-300", "1e-15", "1e9", "1e19", "1e22", "1e300", "1e308", "1e400",
    "-1e300", "9223372036854775807", "9223372036854775808", "2147483648", "nan", "inf", "never",
    "0.1", "100", "12345678901234567890", "1e-19",
  ]
  private static let values = [
    "", "~", "[]", "{}", "''", "\"\\u001b[31m\"", "on-demand", "1 to 2", "$1e22", "1e30 tokens",
    "1e20 years", "5 years", "0 years", "200%", "-5%", "$1/h to $2/h", "month 600", "2026-02-30",
    "*x", "<<", "!t", "1 month", "\"\\u0000\"",
  ]

  /// A text with a few changes.
  mutating func mutated(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0...pick(3) {
      guard !lines.isEmpty else { break }
      let line = pick(lines.count)
      switch pick(9) {
      case 0, 1, 2: lines[line] = withOtherNumber(lines[line])
      case 3, 4: lines[line] = withOtherValue(lines[line])
      case 5: lines.insert(lines[line], at: line)
      case 6: lines.remove(at: line)
      case 7: lines.swapAt(line, pick(lines.count))
      default: lines[line] = withOtherWord(lines[line], of: lines)
      }
    }
    return lines.joined(separator: "\n")
  }

  private mutating func withOtherNumber(_ line: String) -> String {
    let places = line.ranges(of: #/[0-9]+(\.[0-9]+)?/#)
    guard let place = element(places), let number = element(Self.numbers) else { return line }
    return line.replacingCharacters(in: place, with: number)
  }

  private mutating func withOtherValue(_ line: String) -> String {
    let places = line.ranges(of: #/:\s+[^,{}\[\]#]+/#)
    guard let place = element(places), let value = element(Self.values) else { return line }
    return line.replacingCharacters(in: place, with: ": \(value)")
  }

  private mutating func withOtherWord(_ line: String, of lines: [String]) -> String {
    let places = line.ranges(of: #/[a-z][a-z0-9-]+/#)
    guard let other = element(lines),
      let word = element(other.ranges(of: #/[a-z][a-z0-9-]+/#).map { String(other[$0]) }),
      let place = element(places)
    else { return line }
    return line.replacingCharacters(in: place, with: word)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + self[range.upperBound...]
  }
}
