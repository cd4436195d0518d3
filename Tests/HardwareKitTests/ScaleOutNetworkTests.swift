import Figures
import Testing
import Units

@testable import HardwareKit

/// Switches, cables and optics of a rail-optimised fat tree.
///
/// Counts follow from the topology; prices are those of the catalogue, which come from the same sheet
/// as the totals: E. Cheah, "H100 economics", shared spreadsheet, 2024-08-22.
@Suite struct ScaleOutNetworkTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let nodes: Double
    let layers: Double
    let switches: Double
    let cables: Double
    /// Network for each of eight accelerators of a node, as printed to two digits.
    let perAccelerator: Double?

    var testDescription: String { "\(nodes) nodes" }
  }

  static let rows = [
    Row(nodes: 1, layers: 0, switches: 0, cables: 0, perAccelerator: 0),
    Row(nodes: 2, layers: 0, switches: 0, cables: 8, perAccelerator: 810),
    Row(nodes: 16, layers: 1, switches: 8, cables: 128, perAccelerator: nil),
    Row(nodes: 64, layers: 1, switches: 8, cables: 512, perAccelerator: 1900),
    // The 128 nodes of the sheet have 48 switches.
    Row(nodes: 128, layers: 2, switches: 48, cables: 2048, perAccelerator: 4200),
    Row(nodes: 2048, layers: 2, switches: 768, cables: 32_768, perAccelerator: 4200),
    Row(nodes: 4096, layers: 3, switches: 2560, cables: 98_304, perAccelerator: 6600),
  ]

  static func network(_ nodes: Double) throws -> (sheet: Sheet, cost: Double) {
    let prices = try #require(try SharedData.embedded().facility.ownership.fabric)
    let known = Provenance(.definition("test"), evidence: nil)
    var sheet = Sheet()
    let count = sheet.input(
      FigureID("test.nodes", "Nodes", .none, .count), Fact<Count>(nodes, known))
    let perNode = sheet.input(.nodeAccelerators, Fact<Count>(8, known))
    let tree = ScaleOutNetwork(
      nodes: count, perNode: perNode, bandwidth: Fact(400e9 / 8, known), prices: prices, in: &sheet)
    let cost =
      tree.switches.value * tree.switchPrice.value + tree.ports.value * tree.linkPrice.value
    return (sheet, cost)
  }

  @Test(arguments: rows)
  func theTreeIsCounted(_ row: Row) throws {
    let (sheet, cost) = try Self.network(row.nodes)
    #expect(sheet.faults.isEmpty)
    #expect(sheet["network.layers"]?.value == row.layers)
    #expect(sheet["network.switches"]?.value == row.switches)
    #expect(sheet["network.links"]?.value == row.cables)
    #expect(sheet["network.optics"]?.value == 2 * row.cables)
    if let published = row.perAccelerator {
      #expect(abs(cost / row.nodes / 8 - published) <= 0.05 * published)
    }
  }

  /// The totals of the sheet: a node costs 310,000, its facility and operations for life 50,000.
  @Test(arguments: [(128.0, 50_429_440.0, 49_248.0), (4096, 51_612.5 * 32_768, 51_613)])
  func clustersCostWhatTheSheetSays(_ nodes: Double, _ total: Double, _ each: Double) throws {
    let cost = try Self.network(nodes).cost + nodes * 360_000
    #expect(abs(cost - total) <= 1)
    #expect(abs(cost / nodes / 8 - each) <= 1)
  }

  /// More nodes never cost less, in all and through every change of layers.
  @Test func costNeverFallsWithNodes() throws {
    var last = 0.0
    for nodes in 1...200 {
      let cost = try Self.network(Double(nodes)).cost
      #expect(cost >= last)
      last = cost
    }
  }
}
