/// A value behind a reference, for the search: thousands of layouts read a few fields of the same
/// constants, and copying those would cost more than the arithmetic.
public final class Shared<Value: Sendable>: Sendable {
  public let value: Value

  init(_ value: Value) { self.value = value }
}
