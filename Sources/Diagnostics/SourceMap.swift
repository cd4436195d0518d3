/// The text of a file, for excerpts.
public struct SourceFile: Sendable {
  public let name: String
  private let lines: [Substring]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  /// A line counted from 1, without its end.
  public func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }
}

/// The files that diagnostics may quote.
public struct SourceMap: Sendable {
  private var files: [String: SourceFile] = [:]

  public init() {}

  public mutating func add(_ file: SourceFile) { files[file.name] = file }

  public subscript(_ name: String) -> SourceFile? { files[name] }

  public mutating func merge(_ other: SourceMap) {
    files.merge(other.files) { _, new in new }
  }
}
