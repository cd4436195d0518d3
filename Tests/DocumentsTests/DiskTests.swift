import Diagnostics
import Documents
import Foundation
import Testing

/// A folder on disk for the time of one test.
private final class Folder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: false)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }
}

@Suite struct DiskTests {
  private func reports(_ path: String) -> [String] {
    do throws(DiagnosticList) {
      _ = try loadDocument(path, reader: .disk)
      return []
    } catch {
      return error.diagnostics.map(summary)
    }
  }

  @Test func readsAFileAndItsImports() throws {
    let folder = try Folder()
    try folder.makeFolder("sub")
    try folder.write("p.yaml", "import: sub/a.yaml\nx: 1")
    try folder.write("sub/a.yaml", "import: ../b.yaml\ny: 2")
    try folder.write("b.yaml", "z: 3")
    let loaded = try loadDocument("\(folder.path)/p.yaml", reader: .disk)
    #expect(plainOutline(loaded.root) == "{z: 3, y: 2, x: 1}")
    #expect(loaded.files.last == "\(folder.path)/b.yaml")
  }

  @Test func saysWhyAFileCannotBeRead() throws {
    let folder = try Folder()
    try folder.makeFolder("sub")
    try folder.write("file", "a: 1")
    try folder.link("loop", to: "loop")
    let reader = FileReader.disk
    func reason(_ name: String) -> FileReadError? {
      do throws(FileReadError) {
        _ = try reader.read("\(folder.path)/\(name)")
        return nil
      } catch {
        return error
      }
    }
    #expect(reason("file") == nil)
    #expect(reason("gone") == .notFound)
    #expect(reason("file/below") == .notFound)
    #expect(reason("sub") == .isDirectory)
    #expect(reason("loop") == .linkLoop)
    #expect(reason("file\0x") == .notFound)
    #expect(reader.resolve("\(folder.path)/gone") == nil)
    // Without an end, and without a size to know it by.
    #expect(throws: FileReadError.notAFile) { try reader.read("/dev/zero") }
  }

  @Test func pipesAreRefusedWithoutWaiting() throws {
    let folder = try Folder()
    #expect(mkfifo("\(folder.path)/pipe.yaml", 0o600) == 0)
    try folder.write("p.yaml", "import: pipe.yaml")
    #expect(throws: FileReadError.notAFile) {
      try FileReader.disk.read("\(folder.path)/pipe.yaml")
    }
    #expect(reports("\(folder.path)/p.yaml") == ["1:9 unreadable-file"])
  }

  @Test func linksMayNotLeaveTheFolder() throws {
    let outside = try Folder()
    try outside.write("secret.yaml", "s: 1")
    let folder = try Folder()
    try folder.write("p.yaml", "import: [in.yaml, out.yaml, folder/secret.yaml]")
    try folder.write("a.yaml", "a: 1")
    try folder.link("in.yaml", to: "a.yaml")
    try folder.link("out.yaml", to: "\(outside.path)/secret.yaml")
    try folder.link("folder", to: outside.path)
    #expect(reports("\(folder.path)/p.yaml") == ["1:19 import-outside", "1:29 import-outside"])
  }

  @Test func aLinkedFolderIsAFolder() throws {
    let folder = try Folder()
    try folder.makeFolder("real")
    try folder.write("real/p.yaml", "import: a.yaml")
    try folder.write("real/a.yaml", "a: 1")
    try folder.link("linked", to: "real")
    #expect(reports("\(folder.path)/linked/p.yaml") == [])
  }
}
