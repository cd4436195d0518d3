import Testing

/// What imports what, one way only.
///
/// A target may import the modules of its row, and the manifest may give it no others. A plugin
/// sees `HardwareKit` and the rooms whose types the contract is written in.
@Suite struct ArrowTests {
  static let arrows: [String: Set<String>] = [
    "CLibYAML": [],
    "CLibXLSXWriter": [],
    "CZlib": [],
    "EmbeddedData": [],
    "Diagnostics": [],
    "JSON": [],
    "Units": ["Diagnostics"],
    "Figures": ["Diagnostics", "Units", "RealModule"],
    "Documents": ["Diagnostics", "CLibYAML"],
    "Keys": ["Diagnostics", "Units", "Figures", "Documents"],
    "HardwareKit": [
      "Diagnostics", "Units", "Figures", "Documents", "Keys", "Finance", "EmbeddedData",
    ],
    "HardwareConformance": ["Diagnostics", "Units", "Figures", "Finance", "HardwareKit"],
    "Finance": ["Units", "Figures"],
    "Planning": ["Diagnostics", "Units", "Figures", "Finance", "HardwareKit"],
    "PlanFiles": [
      "Diagnostics", "Units", "Figures", "Documents", "Keys", "HardwareKit", "Planning",
    ],
    "Accuracy": [
      "Diagnostics", "Units", "Figures", "Documents", "Keys", "HardwareKit", "Planning",
    ],
    "Reporting": [
      "Diagnostics", "Units", "Figures", "JSON", "HardwareKit", "Planning", "Accuracy",
    ],
    "Importers": [
      "Diagnostics", "Units", "Figures", "JSON", "Documents", "HardwareKit", "Accuracy", "CZlib",
    ],
    "Spreadsheet": ["Units", "Reporting", "CLibXLSXWriter"],
    "headroom": [
      "Diagnostics", "Spreadsheet", "Units", "Figures", "Documents", "Keys", "HardwareKit",
      "HardwareConformance", "Importers", "JSON",
      "Planning", "PlanFiles", "Accuracy", "Reporting", "BuiltInPlugins", "EmbeddedData",
      "ArgumentParser",
    ],
  ]

  static let pluginArrows: Set<String> = ["HardwareKit", "Diagnostics", "Units", "Figures"]

  /// Modules of the machine, and the only files that name them: reading files, the terminal, the C
  /// library's exp, log and pow, and several cores. Foundation is in none of them.
  static let machine: Set<String> = [
    "Glibc", "Musl", "Darwin", "Android", "Foundation", "FoundationEssentials", "Dispatch",
    "Synchronization",
  ]
  static let machineFiles: [String: Set<String>] = [
    "Sources/Documents/FileReader+Disk.swift": ["Glibc", "Musl", "Darwin"],
    "Sources/Importers/Input/ByteStream.swift": ["Glibc", "Musl", "Darwin"],
    "Sources/Units/Elementary.swift": ["Glibc", "Musl", "Darwin"],
    // Samples run on several cores.
    "Sources/Figures/Tape+Run.swift": ["Dispatch"],
    // So do fits.
    "Sources/Accuracy/Fit/Concurrently.swift": ["Dispatch", "Synchronization"],
    "Sources/headroom/Streams.swift": ["Glibc", "Musl", "Darwin"],
    "Sources/headroom/OutputFile.swift": ["Glibc", "Musl", "Darwin"],
    "Sources/headroom/Interruption.swift": ["Glibc", "Musl", "Darwin"],
    "Sources/headroom/Progress.swift": ["Dispatch", "Synchronization"],
  ]

  static func allowed(_ target: Manifest.Target, in manifest: Manifest) -> Set<String>? {
    if target.isPlugin { return pluginArrows }
    if target.name == "BuiltInPlugins" {
      return Set(manifest.targets.filter(\.isPlugin).map(\.name) + ["HardwareKit"])
    }
    return arrows[target.name]
  }

  @Test func manifestIsRead() throws {
    let targets = try Manifest().targets
    #expect(targets.count > 20)
    #expect(targets.contains { $0.name == "H100" && $0.isPlugin })
    #expect(targets.first { $0.name == "Figures" }?.dependencies.contains("RealModule") == true)
    #expect(
      targets.first { $0.name == "headroom" }?.dependencies.contains("ArgumentParser") == true)
  }

  @Test func manifestKeepsTheArrows() throws {
    let manifest = try Manifest()
    for target in manifest.targets where !target.isTest {
      guard let allowed = Self.allowed(target, in: manifest) else {
        Issue.record("target \(target.name) has no row in the table of arrows")
        continue
      }
      let further = target.dependencies.subtracting(allowed).sorted()
      #expect(further.isEmpty, "\(target.name) depends on \(further)")
    }
  }

  @Test func importsKeepTheArrows() throws {
    let manifest = try Manifest()
    let targets = Dictionary(
      manifest.targets.filter { !$0.isTest }.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    var seen = 0
    for file in try Checkout.sources() {
      guard let target = targets[file.target],
        let allowed = Self.allowed(target, in: manifest)
      else {
        Issue.record("\(file) belongs to no target with a row of arrows")
        continue
      }
      for module in file.imports {
        seen += 1
        if Self.machine.contains(module) {
          let isNamed = Self.machineFiles[file.path]?.contains(module) == true
          #expect(isNamed, "\(file) imports \(module)")
        } else {
          #expect(allowed.contains(module), "\(file) imports \(module)")
        }
      }
    }
    #expect(seen > 200, "the import lines are not being read")
  }

  @Test func everyFolderIsATarget() throws {
    let manifest = try Manifest()
    let names = Set(manifest.targets.map(\.name))
    for folder in try Checkout.folders(in: "Sources") + Checkout.folders(in: "Plugins") {
      #expect(names.contains(folder), "no target for the folder \(folder)")
    }
    for folder in try Checkout.folders(in: "Plugins") {
      #expect(
        manifest.targets.contains { $0.name == folder && $0.isPlugin },
        "Plugins/\(folder) is not declared with plugin(…)")
    }
  }

  @Test func everyPluginIsBuiltIn() throws {
    let manifest = try Manifest()
    let list = try Checkout.text("Sources/BuiltInPlugins/BuiltInPlugins.swift")
    for plugin in manifest.targets.filter(\.isPlugin) {
      #expect(list.contains("\(plugin.name)()"), "BuiltInPlugins does not list \(plugin.name)")
    }
  }
}
