import Foundation

/// The files of this checkout, found from the place of this one.
enum Checkout {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func write(_ text: String, to path: String) throws {
    try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
  }

  /// Names of the folders directly under a folder.
  static func folders(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: root.appending(path: path), includingPropertiesForKeys: [.isDirectoryKey]
    )
    .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    .map(\.lastPathComponent).sorted()
  }

  /// Paths of files under a folder, relative to the root; what tools leave behind is passed over.
  static func files(under path: String = "") -> [String] {
    let skipped = [".git", ".build", ".swiftpm", "Package.resolved"]
    let start = path.isEmpty ? root : root.appending(path: path)
    var result: [String] = []
    var folders = [start]
    while let folder = folders.popLast() {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      for name in names where !skipped.contains(where: name.hasPrefix) || name == ".gitignore" {
        let url = folder.appending(path: name)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
          continue
        }
        if isFolder.boolValue {
          folders.append(url)
        } else {
          result.append(String(url.path.dropFirst(root.path.count + 1)))
        }
      }
    }
    return result.sorted()
  }

  /// The Swift files of the program and its plugins.
  static func sources() throws -> [SwiftFile] { try read.get() }

  private static let read = Result {
    try (files(under: "Sources") + files(under: "Plugins"))
      .filter { $0.hasSuffix(".swift") }
      .map { SwiftFile(path: $0, text: try text($0)) }
  }

  /// Whether generated text is to be written instead of compared.
  static var isRecording: Bool {
    ProcessInfo.processInfo.environment["HEADROOM_RECORD"] == "1"
  }
}
