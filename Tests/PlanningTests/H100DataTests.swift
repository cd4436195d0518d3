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

  /// Fields of a line, quotes undone.
  static func fields(_ line: Substring) -> [String] {
    var result = [""]
    var quoted = false
    for character in line {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted: result.append("")
      default: result[result.count - 1].append(character)
      }
    }
    return result
  }

  @Test func everyMeasurementCanBeRead() throws {
    let text = try String(
      contentsOfFile: Repository.path("Plugins/H100/measured.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let header = [
      "kind", "task", "model", "product", "accelerators", "precision", "input", "output",
      "concurrency", "tp", "pp", "cp", "ep", "dp", "micro_batch", "global_batch", "framework",
      "measure", "value", "unit", "date", "source",
    ]
    #expect(Self.fields(try #require(lines.first)) == header)
    #expect(lines.count > 1500)
    for (number, line) in lines.enumerated().dropFirst() {
      let row = Self.fields(line)
      guard row.count == header.count else {
        Issue.record("line \(number + 1) has \(row.count) fields")
        continue
      }
      let cell = Dictionary(uniqueKeysWithValues: zip(header, row))
      func text(_ key: String) -> String { cell[key] ?? "" }
      let place: Comment = "line \(number + 1)"
      #expect(H100.manifest.products.contains(text("product")), place)
      #expect(["training", "serving"].contains(text("kind")), place)
      #expect((Double(text("value")) ?? 0) > 0, place)
      // Model cards give the hours of a whole run without the size of the cluster.
      let size = text("accelerators")
      #expect(
        size.isEmpty
          ? ["model card, whole run", "model page, whole run"].contains(text("framework"))
          : (Int(size) ?? 0) > 0, place)
      #expect(!text("model").isEmpty && !text("measure").isEmpty && !text("unit").isEmpty, place)
      #expect((try? PartialDate(parsing: text("date"))) != nil, place)
      #expect(text("source").count > 10, place)
    }
  }
}
