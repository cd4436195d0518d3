import Diagnostics
import Documents
import Figures
import Foundation
import H100
import HardwareKit
import Testing
import Units

/// The H100 plugin's data against its manifest, and its measurements against their header.
@Suite struct H100DataTests {
  static func datasheet() throws -> Node {
    let bytes = try #require(EmbeddedFile.bytes("H100/datasheet.yaml"))
    return try parseDocument(bytes, name: "datasheet.yaml")
  }

  @Test func theManifestNamesWhatTheDatasheetHolds() throws {
    let products = try #require(try Self.datasheet()["products"]?.mapping)
    #expect(H100.manifest.products == products.keys)
    func names(_ key: String) -> [String: String] {
      var result: [String: String] = [:]
      for product in products.entries {
        for name in product.value[key]?.listOrOne ?? [] {
          guard let text = name.scalar?.text else { continue }
          #expect(result[text] == nil, "'\(text)' stands for two products")
          result[text] = product.key
        }
      }
      return result
    }
    #expect(H100.manifest.aliases == names("aliases"))
    #expect(H100.manifest.ambiguousAliases == names("ambiguous-aliases"))
    // Names are found in any case, so that two may not differ by it alone.
    let spellings = Dictionary(
      grouping: H100.manifest.aliases, by: { $0.key.lowercased() })
    for (name, entries) in spellings {
      #expect(Set(entries.map(\.value)).count == 1, "'\(name)' stands for two products")
    }
    #expect(try H100().catalog().products.map(\.id) == products.keys)
  }

  @Test func everyFactHasASourceWithADateOrSaysWhyItIsAssumed() throws {
    let root = try Self.datasheet()
    let sources = try #require(root["sources"]?.mapping)
    var facts: [(String, Node)] = []
    func collect(_ node: Node, _ path: String) {
      if node["value"] != nil {
        facts.append((path, node))
      } else {
        for entry in node.mapping?.entries ?? [] { collect(entry.value, "\(path).\(entry.key)") }
      }
    }
    for key in ["products", "calibration"] { collect(try #require(root[key]), key) }
    #expect(facts.count > 60)
    for (path, fact) in facts {
      if let source = fact["source"]?.scalar?.text {
        let date = sources[source]?["date"]?.scalar?.text
        #expect((try? PartialDate(parsing: date ?? "")) != nil, "\(path): '\(source)'")
      } else {
        #expect(fact["grade"]?.scalar?.text == "assumed", "\(path)")
        #expect((fact["note"]?.scalar?.text ?? "").count > 10, "\(path)")
      }
    }
  }

  @Test func everyPriceIsDatedAndPositive() throws {
    for product in try H100().catalog().products {
      // Nobody on record rents out these two; a plan that names them is told so.
      let isUnpriced = ["nvidia-h200-nvl", "nvidia-gh200"].contains(product.id)
      #expect(product.prices.rental.isEmpty == isUnpriced, "\(product.id)")
      for quote in product.prices.rental {
        // Between ten cents and twenty dollars an hour: a wrong divisor falls outside.
        #expect((0.1...20).contains(quote.price * 3600), "\(product.id) \(quote.provider)")
        #expect(!quote.citation.title.isEmpty && !quote.citation.locator.isEmpty)
      }
      for quote in product.prices.purchase {
        #expect((20_000...60_000).contains(quote.pricePerAccelerator), "\(quote.item)")
      }
    }
  }
}
