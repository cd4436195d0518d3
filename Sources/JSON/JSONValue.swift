/// A JSON document in memory. Objects keep the order in which they were written, so that the same
/// data give the same bytes.
public enum JSONValue: Sendable, Hashable {
  case object([Member])
  case array([JSONValue])
  case string(String)
  /// A double, as in RFC 8259, section 6: whole numbers are exact up to 2^53. A number that is not
  /// finite is written as `null`.
  case number(Double)
  case bool(Bool)
  case null

  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of an object's key; `nil` when there is none or this is no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value at a place of an array; `nil` when there is none or this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }

  public init(arrayLiteral values: JSONValue...) {
    self = .array(values)
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
}

/// The shortest decimal digits that read back as the same double, without `.0` after whole numbers.
///
/// The standard library's `description` has the shortest digits; `0` keeps its sign.
package func shortest(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") && text != "-0.0" ? String(text.dropLast(2)) : text
}
