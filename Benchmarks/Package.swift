// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A package of its own, so that neither the program nor its tests ever wait for it.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "headroom", path: "..")],
  targets: [
    // A model in another module than its caller, as a plugin's is.
    .target(
      name: "TenFigures",
      dependencies: [.product(name: "HardwareKit", package: "headroom")], swiftSettings: house),
    .executableTarget(
      name: "Bench",
      dependencies: [
        "TenFigures",
        .product(name: "HardwareKit", package: "headroom"),
        .product(name: "BuiltInPlugins", package: "headroom"),
        .product(name: "Planning", package: "headroom"),
      ], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
