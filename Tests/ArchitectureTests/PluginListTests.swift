import Foundation
import Testing

/// Nobody keeps a list of plugins: `Scripts/plugins` writes what the folders say.
@Suite struct PluginListTests {
  private static func run(_ arguments: [String], in root: URL) throws -> (text: String, exit: Int32)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [root.appending(path: "Scripts/plugins").path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
  }

  @Test func listsAreThoseOfTheFolders() throws {
    let (text, exit) = try Self.run(["--check"], in: Checkout.root)
    #expect(exit == 0, "\(text)run make plugins")
  }

  /// What the script reads and writes, in a folder of its own.
  private static func copy() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "lists-\(UUID().uuidString)")
    let manager = FileManager.default
    try manager.createDirectory(
      at: folder.appending(path: "Sources"), withIntermediateDirectories: true)
    for path in [
      "Package.swift", "Scripts", "Plugins", "Sources/BuiltInPlugins", "Sources/EmbeddedData",
    ] {
      try manager.copyItem(
        at: Checkout.root.appending(path: path), to: folder.appending(path: path))
    }
    return folder
  }

  private static let datasheet = """
    # A chip that nobody built.
    headroom-data: 1
    products:
      acme-one:
        name: Acme One
        aliases: [one, "the one"]
        ambiguous-aliases: [acme]
    """

  @Test func aFolderIsEnough() throws {
    let root = try Self.copy()
    defer { try? FileManager.default.removeItem(at: root) }
    let chip = root.appending(path: "Plugins/Acme")
    try FileManager.default.createDirectory(at: chip, withIntermediateDirectories: true)
    for (name, text) in ["datasheet.yaml": Self.datasheet, "prices.yaml": "", "measured.csv": ""] {
      try text.write(to: chip.appending(path: name), atomically: true, encoding: .utf8)
    }
    #expect(try Self.run(["--check"], in: root).exit == 1)
    #expect(try Self.run([], in: root).exit == 0)
    #expect(try Self.run(["--check"], in: root) == ("", 0))
    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    #expect(try text("Package.swift").contains("\n  \"Acme\",\n"))
    let list = try text("Sources/BuiltInPlugins/BuiltInPlugins.swift")
    #expect(list.contains("internal import Acme\n") && list.contains("\n  Acme(),\n]"))
    let data = try text("Sources/EmbeddedData/PluginData.h")
    #expect(data.contains("#embed \"../../Plugins/Acme/prices.yaml\""))
    #expect(data.contains("ENTRY(\"Acme/measured.csv\", acme_measured),"))
    let manifest = try text("Plugins/Acme/Acme+Manifest.swift")
    #expect(manifest.contains("/// A chip that nobody built.\n"))
    #expect(manifest.contains("public struct Acme: HardwarePlugin {"))
    #expect(manifest.contains("products: [\"acme-one\"],"))
    #expect(manifest.contains("\"the one\": \"acme-one\","))
    #expect(manifest.contains("ambiguousAliases: [\"acme\": \"acme-one\"])"))
  }

  /// Two entries of one name would end the program at its start.
  @Test func aNameThatStandsTwiceIsRefused() throws {
    let root = try Self.copy()
    defer { try? FileManager.default.removeItem(at: root) }
    let file = root.appending(path: "Plugins/TPU/datasheet.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("aliases: [tpu-v5p,", with: "aliases: [v5e, tpu-v5p,")
      .write(to: file, atomically: true, encoding: .utf8)
    let (said, exit) = try Self.run([], in: root)
    #expect(exit != 0)
    #expect(said.contains("the name v5e stands twice"), "\(said)")
  }
}
