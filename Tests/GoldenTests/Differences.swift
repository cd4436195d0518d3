import Foundation

/// A JSON value whose numbers are compared with a tolerance.
enum JSONValue: Decodable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case map([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .map(try value.decode([String: JSONValue].self))
    }
  }

  init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  /// The relative difference that two builds may show: the last digits of `exp` and `log`.
  static let tolerance = 1e-12

  /// Every place where another value differs, as `path: expected …, found …`.
  func differences(to found: JSONValue, at path: String = "$") -> [String] {
    switch (self, found) {
    case (.null, .null): return []
    case (.flag(let a), .flag(let b)) where a == b: return []
    case (.text(let a), .text(let b)) where a == b: return []
    case (.number(let a), .number(let b))
    where abs(a - b) <= Self.tolerance * max(abs(a), abs(b)):
      return []
    case (.list(let a), .list(let b)):
      // The last entry may say how many items were left out when the answer was recorded.
      let left: Int? = if case .text(let last)? = a.last { Elision.count(last) } else { nil }
      let shown = left == nil ? a : a.dropLast()
      let count = shown.count + (left ?? 0)
      let length = count == b.count ? [] : ["\(path): expected \(count) items, found \(b.count)"]
      return length
        + zip(shown, b).enumerated().flatMap { index, pair in
          pair.0.differences(to: pair.1, at: "\(path)[\(index)]")
        }
    case (.map(let a), .map(let b)):
      return Set(a.keys).union(b.keys).sorted().flatMap { key -> [String] in
        guard let left = a[key] else { return ["\(path).\(key): unexpected"] }
        guard let right = b[key] else { return ["\(path).\(key): missing"] }
        return left.differences(to: right, at: "\(path).\(key)")
      }
    default: return ["\(path): expected \(brief), found \(found.brief)"]
    }
  }

  private var brief: String {
    switch self {
    case .null: "null"
    case .flag(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): "'\(value)'"
    case .list(let items): "a list of \(items.count)"
    case .map(let entries): "a map of \(entries.count)"
    }
  }
}

extension Answer {
  /// What differs, in words; empty when nothing does.
  func differences(to found: Answer, outputIsJSON: Bool) -> [String] {
    var result: [String] = []
    if exit != found.exit { result.append("exit: expected \(exit), found \(found.exit)") }
    result += Self.differences("stdout", output, found.output, isJSON: outputIsJSON)
    result += Self.differences("stderr", errors, found.errors, isJSON: false)
    for path in Set(files.keys).union(found.files.keys).sorted() {
      guard let wanted = files[path] else {
        result.append("files/\(path): written, but not expected")
        continue
      }
      guard let written = found.files[path] else {
        result.append("files/\(path): expected, but not written")
        continue
      }
      result += Self.differences(
        "files/\(path)", String(decoding: wanted, as: UTF8.self),
        String(decoding: written, as: UTF8.self), isJSON: path.hasSuffix(".json"))
    }
    return result
  }

  private static func differences(
    _ name: String, _ expected: String, _ found: String, isJSON: Bool
  ) -> [String] {
    if expected == found { return [] }
    if isJSON, let left = try? JSONValue(parsing: expected),
      let right = try? JSONValue(parsing: found)
    {
      return left.differences(to: right).prefix(10).map { "\(name) \($0)" }
    }
    let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let right = found.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(left, right).prefix { $0 == $1 }.count
    func text(_ lines: [Substring]) -> String {
      lines.indices.contains(line) ? "'\(lines[line])'" : "the end"
    }
    return ["\(name) line \(line + 1):\n  expected \(text(left))\n  found    \(text(right))"]
  }
}
