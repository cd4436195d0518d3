public import Documents
public import HardwareKit

/// What a plan file may name: products, models, stacks and engines.
public struct PlanContext: Sendable {
  public let registry: ProductRegistry
  public let shared: SharedData
  public let reader: FileReader

  public init(registry: ProductRegistry, shared: SharedData, reader: FileReader = .disk) {
    self.registry = registry
    self.shared = shared
    self.reader = reader
  }
}
