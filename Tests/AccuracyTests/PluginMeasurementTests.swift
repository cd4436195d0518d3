import BuiltInPlugins
import Diagnostics
import HardwareKit
import Testing

@testable import Accuracy

/// The measurements that the plugins carry.
@Suite struct PluginMeasurementTests {
  static func tables() throws -> [MeasuredTable] {
    try ProductRegistry(builtInPlugins).measurements.map {
      try MeasuredTable(name: $0.name, bytes: $0.bytes)
    }
  }

  @Test func everyRowCanBeRead() throws {
    let rows = try Self.tables().flatMap { table in
      #expect(table.warnings.isEmpty, "\(table.warnings.diagnostics.prefix(3))")
      return table.rows
    }
    #expect(rows.count > 4000)
    for row in rows {
      let place: Comment = "\(row.file):\(row.id)"
      #expect(!row.values.isEmpty && row.problem == nil, place)
      #expect(row.source.count > 5, place)
      #expect(!row.model.isEmpty, place)
    }
  }

  /// A plugin's file holds rows of its own products.
  @Test func rowsBelongToTheirPlugin() throws {
    let registry = ProductRegistry(builtInPlugins)
    let owners = Dictionary(
      uniqueKeysWithValues: builtInPlugins.flatMap { plugin in
        let manifest = type(of: plugin).manifest
        return manifest.products.map { ($0, manifest.id) }
      })
    for row in try Self.tables().flatMap(\.rows) {
      let owner: String? =
        switch registry.resolve(row.accelerator) {
        case .product(let id), .ambiguous(let id): owners[id]
        case .unknown: nil
        }
      #expect(owner.map { row.file == "\($0)/measured.csv" } == true, "\(row.file):\(row.id)")
    }
  }
}
