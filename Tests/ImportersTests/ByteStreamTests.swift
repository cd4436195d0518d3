import Foundation
import Testing

@testable import Importers

/// Files as they are, and packed ones.
@Suite struct ByteStreamTests {
  static let text = "time,in,out\n0,100,10\n1,200,20\n"
  /// The same, packed by gzip.
  static let packed = "H4sIAAAAAAAC/yvJzE3VyczTyS8t4TLQMTQAYS5DHSMgw8iACwCBms/OHgAAAA=="

  private func stream(_ bytes: Data) throws -> (stream: ByteStream, remove: () -> Void) {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try bytes.write(to: file)
    return (try ByteStream(path: file.path), { try? FileManager.default.removeItem(at: file) })
  }

  @Test(arguments: [false, true])
  func readsPlainAndPacked(isPacked: Bool) throws {
    let bytes = isPacked ? try #require(Data(base64Encoded: Self.packed)) : Data(Self.text.utf8)
    let (stream, remove) = try stream(bytes)
    defer { remove() }
    #expect(try Array(stream.peek(4)) == Array("time".utf8))
    let all = try #require(try stream.readAll(limit: 1000))
    #expect(String(decoding: all, as: UTF8.self) == Self.text)
    #expect(stream.count == Self.text.utf8.count)
  }

  @Test func saysThatAPackedFileIsCutOff() throws {
    let bytes = try #require(Data(base64Encoded: Self.packed))
    let (stream, remove) = try stream(bytes.dropLast(12))
    defer { remove() }
    let failure = #expect(throws: ByteStream.Failure.self) { try stream.readAll(limit: 1000) }
    #expect(failure?.reason == "the gzip file is cut off")
  }

  @Test func refusesWhatIsNoFile() {
    let missing = #expect(throws: ByteStream.Failure.self) {
      try ByteStream(path: "no/such/file.csv")
    }
    #expect(missing?.reason == "no such file")
    let folder = #expect(throws: ByteStream.Failure.self) {
      try ByteStream(path: FileManager.default.temporaryDirectory.path)
    }
    #expect(folder?.reason == "it is a folder")
  }

  @Test func stopsAtALimit() throws {
    let stream = ByteStream(name: "x", bytes: [UInt8](repeating: 0x41, count: 100))
    #expect(try stream.readAll(limit: 99) == nil)
  }
}
