import BuiltInPlugins
import Documents
import HardwareKit
import Testing

@Suite struct ManifestTests {
  static let manifests = Dictionary(
    builtInPlugins.map { (type(of: $0).manifest.id, type(of: $0).manifest) },
    uniquingKeysWith: { first, _ in first })

  @Test("ids and their order are those of the datasheet", arguments: manifests.keys.sorted())
  func products(plugin: String) throws {
    let manifest = try #require(Self.manifests[plugin])
    let sheet = try document("\(plugin)/datasheet.yaml")
    #expect(sheet["products"]?.mapping?.keys == manifest.products)
  }

  @Test("aliases are those of the datasheet", arguments: manifests.keys.sorted())
  func aliases(plugin: String) throws {
    let manifest = try #require(Self.manifests[plugin])
    let sheet = try document("\(plugin)/datasheet.yaml")
    func table(_ key: String) -> [String: String] {
      var table: [String: String] = [:]
      for entry in sheet["products"]?.mapping?.entries ?? [] {
        for alias in entry.value[key]?.sequence ?? [] {
          table[alias.scalar?.text ?? ""] = entry.key
        }
      }
      return table
    }
    #expect(table("aliases") == manifest.aliases)
    #expect(table("ambiguous-aliases") == manifest.ambiguousAliases)
  }

  @Test("no spelling means two products, in one plugin or in two")
  func spellings() {
    var meanings: [String: Set<String>] = [:]
    for manifest in Self.manifests.values {
      for id in manifest.products { meanings[id.lowercased(), default: []].insert(id) }
      for (alias, id) in manifest.aliases.merging(
        manifest.ambiguousAliases, uniquingKeysWith: { first, second in "\(first), \(second)" })
      {
        meanings[alias.lowercased(), default: []].insert(id)
      }
    }
    let double = meanings.filter { $0.value.count > 1 }
    #expect(double.isEmpty)
  }

  @Test("an id stands in one plugin, and an alias names an id of its own plugin")
  func ownership() {
    #expect(Self.manifests.count == builtInPlugins.count, "two plugins of one id")
    let ids = Self.manifests.values.flatMap(\.products)
    #expect(Set(ids).count == ids.count)
    for manifest in Self.manifests.values {
      let named = Set(manifest.aliases.values).union(manifest.ambiguousAliases.values)
      #expect(named.isSubset(of: manifest.products), "\(manifest.id)")
    }
  }

  @Test(
    "neighbours that are easily confused stay apart",
    arguments: [
      ("l40", "nvidia-l40"), ("L40S", "nvidia-l40s"), ("B200", "nvidia-b200"),
      ("gb200", "nvidia-gb200-nvl72"), ("B300", "nvidia-b300"), ("gb300", "nvidia-gb300-nvl72"),
      ("gh200", "nvidia-gh200"), ("a100-sxm-40gb", "nvidia-a100-sxm-40gb"),
      ("A100-80GB-PCIe", "nvidia-a100-pcie-80gb"), ("MI300X", "amd-mi300x"),
      ("mi355x", "amd-mi355x"), ("rtx-pro-6000-blackwell", "nvidia-rtx-pro-6000"),
      ("Gaudi2", "intel-gaudi2"), ("tpu-v5e", "google-tpu-v5e"),
    ])
  func neighbours(name: String, id: String) {
    #expect(ProductRegistry(builtInPlugins).resolve(name) == .product(id))
  }

  @Test("a name without a form is noted as such")
  func ambiguous() {
    #expect(
      ProductRegistry(builtInPlugins).resolve("A100") == .ambiguous("nvidia-a100-sxm-80gb"))
  }
}
