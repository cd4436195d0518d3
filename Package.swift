// swift-tools-version: 6.2
import PackageDescription

/// Continuous integration sets this; a user's newer compiler, with warnings we have not met, still builds.
let strictWarnings = Context.environment["HEADROOM_WARNINGS_AS_ERRORS"] == "1"

let house: [SwiftSetting] =
  [
    // https://github.com/swiftlang/swift-evolution: SE-0335, SE-0409, SE-0444.
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strictWarnings ? [.treatAllWarnings(as: .error)] : [])

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// A chip is a folder under `Plugins/`: an ordinary library target, not SwiftPM's own plugin kind.
func plugin(_ name: String) -> Target {
  .target(
    name: name, dependencies: ["HardwareKit", "Diagnostics", "Units", "Figures"],
    path: "Plugins/\(name)",
    exclude: ["datasheet.yaml", "prices.yaml", "measured.csv"], swiftSettings: house)
}

func suite(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house)
}

/// The folders under `Plugins/`, written by `Scripts/plugins`, which `make build` runs.
let plugins = [
  // plugins: begin
  "A100",
  "AMD",
  "Blackwell",
  "Cerebras",
  "Endpoints",
  "Gaudi",
  "Groq",
  "H100",
  "L40",
  "SambaNova",
  "TPU",
  // plugins: end
]

let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

/// Only with the trait: a machine with libyaml alone builds everything else.
let spreadsheetLibrary = Target.Dependency.target(
  name: "CLibXLSXWriter", condition: .when(traits: ["Spreadsheet"]))

/// What tests of the whole pipeline see.
let everything: [Target.Dependency] = [
  "Diagnostics", "Units", "Figures", "Documents", "Keys", "Finance", "HardwareKit", "Planning",
  "PlanFiles", "Reporting", "JSON", "H100", "BuiltInPlugins",
]

let package = Package(
  name: "headroom",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "headroom", targets: ["headroom"]),
    // What a plugin of another package imports, with the rooms that its contract is written in.
    .library(
      name: "HardwareKit", targets: ["HardwareKit", "Finance", "Figures", "Units", "Diagnostics"]),
    .library(name: "HardwareConformance", targets: ["HardwareConformance"]),
    .library(name: "BuiltInPlugins", targets: ["BuiltInPlugins"]),
    // What the benchmarks plan with.
    .library(name: "Planning", targets: ["Planning", "PlanFiles", "Documents"]),
  ],
  traits: [
    .trait(
      name: "Spreadsheet",
      description: "Reports as .xlsx files; needs libxlsxwriter, which make installs.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CLibXLSXWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "EmbeddedData"),

    room("Diagnostics"),
    room("JSON"),
    room("Units", ["Diagnostics"]),
    room("Figures", ["Diagnostics", "Units", numerics]),
    room("Documents", ["Diagnostics", "CLibYAML"]),
    room("Keys", ["Diagnostics", "Units", "Figures", "Documents"]),
    .target(
      name: "HardwareKit",
      dependencies: [
        "Diagnostics", "Units", "Figures", "Documents", "Keys", "Finance", "EmbeddedData",
      ],
      exclude: [
        "Data/stacks.yaml", "Data/engines.yaml", "Data/reliability.yaml", "Data/facility.yaml",
        "Data/calibration.yaml", "Data/benchmarks.yaml", "Data/bands.yaml",
        "Data/serving-sources.yaml", "Data/training-priors.yaml", "Data/serving-priors.yaml",
        "Models/models.yaml",
      ],
      swiftSettings: house),
    room("HardwareConformance", ["Diagnostics", "Units", "Figures", "Finance", "HardwareKit"]),
    room("Finance", ["Units", "Figures"]),
    room("Planning", ["Diagnostics", "Units", "Figures", "Finance", "HardwareKit"]),
    room(
      "PlanFiles",
      ["Diagnostics", "Units", "Figures", "Documents", "Keys", "HardwareKit", "Planning"]),
    room(
      "Accuracy",
      ["Diagnostics", "Units", "Figures", "Documents", "Keys", "HardwareKit", "Planning"]),
    room(
      "Reporting",
      ["Diagnostics", "Units", "Figures", "JSON", "HardwareKit", "Planning", "Accuracy"]),
    room(
      "Importers",
      ["Diagnostics", "Units", "Figures", "JSON", "Documents", "HardwareKit", "Accuracy", "CZlib"]),

    .target(
      name: "Spreadsheet",
      dependencies: ["Units", "Reporting", spreadsheetLibrary], swiftSettings: house),

    room("BuiltInPlugins", ["HardwareKit"] + plugins.map { .target(name: $0) }),

    .executableTarget(
      name: "headroom",
      dependencies: [
        "Diagnostics", "Units", "Figures", "Documents", "Keys", "HardwareKit", "Planning",
        "PlanFiles", "Accuracy", "Reporting", "Spreadsheet", "BuiltInPlugins", "EmbeddedData",
        "HardwareConformance", "Importers", "JSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: house),

    suite("DiagnosticsTests", ["Diagnostics"]),
    suite("UnitsTests", ["Units", "Diagnostics"]),
    suite("FiguresTests", ["Figures", "Units", "Diagnostics", numerics]),
    suite("DocumentsTests", ["Documents", "Diagnostics"]),
    suite("HardwareKitTests", ["HardwareKit", "Figures", "Units", "Documents", "Diagnostics"]),
    suite("ReportingTests", ["Reporting", "JSON"]),
    suite("ImportersTests", everything + ["Importers", "Accuracy"]),
    suite(
      "AccuracyTests",
      ["Accuracy", "HardwareKit", "Figures", "Units", "Diagnostics", "BuiltInPlugins"]),
    suite("SpreadsheetTests", everything + ["Spreadsheet"]),
    suite("FinanceTests", ["Finance", "HardwareKit", "Figures", "Units"], exclude: ["Oracles"]),
    suite("PlanFilesTests", everything),
    suite("PlanningTests", everything, exclude: ["Golden", "PublishedCosts"]),
    suite("ConformanceTests", everything + ["HardwareConformance"]),
    suite(
      "VendorTests",
      [
        "HardwareKit", "Figures", "Units", "Documents", "Diagnostics", "Endpoints", "Groq",
        "Cerebras", "SambaNova", "BuiltInPlugins",
      ]),
    suite("PluginConformanceTests", everything),
    suite("ArchitectureTests", []),
    // These run the built program, which stands beside the test bundle.
    suite("GoldenTests", ["headroom"], exclude: ["Cases", "Figures"]),
    suite("FrontDoorTests", ["headroom"], exclude: ["Files"]),
  ],
  swiftLanguageModes: [.v6]
)

package.targets += plugins.map(plugin)
