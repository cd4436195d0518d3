import Testing

/// What the repository may not say.
@Suite struct TrackedFileTests {
  static let readable = [
    "swift", "md", "yaml", "yml", "c", "h", "csv", "json", "modulemap", "run", "Makefile", "",
  ]

  static func text(_ path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.contains(".") ? String(name.split(separator: ".").last ?? "") : ""
    guard readable.contains(ending) else { return nil }
    return try? Checkout.text(path)
  }

  /// The paths of somebody's machine mean nothing on another.
  @Test func noFileNamesAMachine() {
    let machine = ["work", "tmp", "root", "home", "Users"].joined(separator: "|")
    guard let path = try? Regex("(?:^|[^A-Za-z0-9_.~*)}-])/(?:\(machine))/") else {
      Issue.record("the pattern is wrong")
      return
    }
    var read = 0
    for file in Checkout.files() {
      guard let text = Self.text(file) else { continue }
      read += 1
      for line in text.split(separator: "\n") where line.contains(path) {
        Issue.record("\(file) names a machine's path: \(line.prefix(120))")
      }
    }
    #expect(read > 100, "the files are not being read")
  }

  /// Packages come from where their authors keep them, never from one company's registry.
  @Test func packagesComeFromTheirAuthors() throws {
    for file in Checkout.files() where file.hasSuffix("Package.swift") {
      let text = try Checkout.text(file)
      for match in text.matches(of: #/url:\s*"(?<url>[^"]*)"/#) {
        #expect(match.output.url.hasPrefix("https://github.com/"), "\(file): \(match.output.url)")
      }
    }
  }
}
