public import Figures
public import Units

/// The constants of a model that a plugin brings itself, by name: the table
/// `calibration.<family>.model` of its datasheet.
///
/// The plugin names each with its unit when it reads its catalog, so that a wrong unit in the file is
/// reported where it stands.
public struct ModelConstants: Sendable {
  private var facts: [String: any Sendable] = [:]

  public init() {}

  /// The constant of a name; `nil` where the datasheet has none.
  public func fact<U: Unit>(_ name: String, _ unit: U.Type) -> Fact<U>? {
    facts[name] as? Fact<U>
  }

  mutating func add<U: Unit>(_ name: String, _ fact: Fact<U>?) {
    if let fact { facts[name] = fact }
  }
}
