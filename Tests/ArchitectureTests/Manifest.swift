import Foundation

/// The targets of `Package.swift`, read from its text: enough to compare them with the folders.
struct Manifest {
  struct Target {
    let name: String
    let isTest: Bool
    let isPlugin: Bool
    let dependencies: Set<String>
  }

  let text: String
  let targets: [Target]

  init() throws {
    text = try Checkout.text("Package.swift")
    guard let start = text.range(of: "targets: [\n")?.upperBound else {
      targets = []
      return
    }
    let body = text[start...].replacing(#/\/\/[^\n]*/#, with: "")
    let calls =
      #/(?<call>room|suite|\.target|\.executableTarget|\.testTarget|\.systemLibrary)\(/#
    let folders =
      text.firstMatch(of: #/let plugins = \[(?<list>[^\]]*)\]/#)?.output.list
      .matches(of: #/"(?<name>[^"]+)"/#).map { String($0.output.name) } ?? []
    let plugins = folders.map {
      Target(name: $0, isTest: false, isPlugin: true, dependencies: Self.pluginDependencies)
    }
    let named: [Target] = body.matches(of: calls).compactMap { match in
      let arguments = Self.balanced(body[match.range.upperBound...])
      let call = String(match.output.call)
      guard let name = arguments.firstMatch(of: #/"(?<name>[^"]+)"/#)?.output.name else {
        return nil
      }
      let lists = arguments.firstMatch(of: #/(?:, |dependencies:\s*)\[(?<list>[^\]]*)\]/#)
      // A package's product is known by its module.
      let list = (lists?.output.list ?? "")
        .replacing("numerics", with: "\"RealModule\"")
        .replacing("spreadsheetLibrary", with: "\"CLibXLSXWriter\"")
        .replacing(#/package: "[^"]*"/#, with: "")
      let dependencies = Set(list.matches(of: #/"(?<name>[^"]+)"/#).map { String($0.output.name) })
      return Target(
        name: String(name), isTest: call == "suite" || call == ".testTarget",
        isPlugin: false,
        dependencies: call == ".systemLibrary" ? [] : dependencies)
    }
    targets = named + plugins
  }

  /// What `plugin(…)` gives a folder under `Plugins/`.
  private static let pluginDependencies: Set<String> = [
    "HardwareKit", "Diagnostics", "Units", "Figures",
  ]

  /// The text up to the parenthesis that closes the one before it.
  private static func balanced(_ text: Substring) -> Substring {
    var depth = 1
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 { return text[..<index] }
    }
    return text
  }
}
