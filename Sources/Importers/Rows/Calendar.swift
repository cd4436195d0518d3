import Units

/// Times as files write them.
enum Calendar {
  static let secondsOfDay: Double = 86_400

  /// The day of a Unix time in seconds, `2026-11-03`; nil for what is none.
  static func day(_ seconds: Double) -> String? {
    guard seconds.isFinite, abs(seconds) < 1e11 else { return nil }
    return CivilDate(dayNumber: Int(saturating: (seconds / secondsOfDay).rounded(.down)))?
      .description
  }

  /// Seconds of a time since 1970: `2023-11-16 18:15:46.6805900`, `…T…Z`, `…+02:00`, `2020/11/12 13:48:11.412`; nil
  /// for anything else.
  static func seconds(_ text: ArraySlice<UInt8>) -> Double? {
    var scanner = Digits(rest: text)
    guard let year = scanner.number(4), scanner.take("-/"), let month = scanner.number(2),
      scanner.take("-/"), let day = scanner.number(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    var seconds = Double(date.dayNumber) * secondsOfDay
    if scanner.rest.isEmpty { return seconds }
    guard scanner.take("T t_"), let hour = scanner.number(2), scanner.take(":"),
      let minute = scanner.number(2), hour < 24, minute < 60
    else { return nil }
    seconds += Double(hour * 3600 + minute * 60)
    if scanner.take(":") {
      guard let whole = scanner.number(2), whole < 61 else { return nil }
      seconds += Double(whole)
      if scanner.take(".,") {
        guard let fraction = scanner.fraction() else { return nil }
        seconds += fraction
      }
    }
    return scanner.zone().map { seconds - $0 }
  }

  private struct Digits {
    var rest: ArraySlice<UInt8>

    mutating func number(_ digits: Int) -> Int? {
      guard rest.count >= digits else { return nil }
      var value = 0
      for byte in rest.prefix(digits) {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      rest = rest.dropFirst(digits)
      return value
    }

    mutating func take(_ marks: StaticString) -> Bool {
      guard let first = rest.first else { return false }
      let isMark = marks.withUTF8Buffer { $0.contains(first) }
      if isMark { rest = rest.dropFirst() }
      return isMark
    }

    mutating func fraction() -> Double? {
      var value = 0.0
      var scale = 1.0
      let before = rest.count
      while let byte = rest.first, byte >= 0x30, byte <= 0x39 {
        scale /= 10
        value += Double(byte - 0x30) * scale
        rest = rest.dropFirst()
      }
      return rest.count < before ? value : nil
    }

    /// Seconds east of Greenwich at the end of the text; 0 where nothing is said.
    mutating func zone() -> Double? {
      if rest.isEmpty || rest.elementsEqual([0x5A]) || rest.elementsEqual([0x7A]) { return 0 }
      _ = take(" ")
      let isWest = rest.first == 0x2D
      guard take("+-"), let hours = number(2) else {
        return rest.elementsEqual(Array("UTC".utf8)) ? 0 : nil
      }
      _ = take(":")
      let minutes = rest.isEmpty ? 0 : number(2)
      guard let minutes, rest.isEmpty else { return nil }
      return Double(hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
  }
}
