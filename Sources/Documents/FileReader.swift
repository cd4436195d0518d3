/// Why a file could not be read.
public enum FileReadError: Error, Sendable, Hashable {
  case notFound
  case isDirectory
  /// A pipe, a device or a socket, which may have no end and may never answer.
  case notAFile
  case notPermitted
  /// Symbolic links that lead back to themselves.
  case linkLoop
  /// More bytes than `DocumentLimits` allows.
  case tooLarge
  /// Anything else, in the words of the system.
  case other(String)

  /// The reason in the words of messages.
  public var reason: String {
    switch self {
    case .notFound: "no such file"
    case .isDirectory: "it is a folder"
    case .notAFile: "it is a pipe or a device, not a file; '-' reads standard input"
    case .notPermitted: "permission denied"
    case .linkLoop: "its symbolic links go in a circle"
    case .tooLarge: "it is too large"
    case .other(let words): words
    }
  }
}

/// Where files come from: the disk, or a table in tests. The only door to the file system that
/// documents have.
public struct FileReader: Sendable {
  /// The bytes of a file.
  public var read: @Sendable (_ path: String) throws(FileReadError) -> [UInt8]
  /// The path of a file or folder without `.`, `..` and symbolic links, from the root; nil when it
  /// cannot be found. It tells whether two paths are one file, and whether a file is in a folder.
  public var resolve: @Sendable (_ path: String) -> String?

  public init(
    read: @escaping @Sendable (_ path: String) throws(FileReadError) -> [UInt8],
    resolve: @escaping @Sendable (_ path: String) -> String?
  ) {
    self.read = read
    self.resolve = resolve
  }

  /// Files held in memory, by path; every folder exists.
  ///
  /// - Parameter links: symbolic links to files, from path to path.
  public static func memory(
    _ files: [String: [UInt8]], links: [String: String] = [:]
  ) -> FileReader {
    @Sendable func target(_ path: String) throws(FileReadError) -> String {
      var path = simplified(path)
      for _ in 0...links.count {
        guard let next = links[path] else { return path }
        path = simplified(next)
      }
      throw .linkLoop
    }
    return FileReader(
      read: { path throws(FileReadError) in
        guard let bytes = files[try target(path)] else { throw .notFound }
        return bytes
      },
      resolve: { path in (try? target(path)).map { "/" + $0 } })
  }

  /// Files held in memory as text.
  public static func memory(
    _ files: [String: String], links: [String: String] = [:]
  ) -> FileReader {
    memory(files.mapValues { Array($0.utf8) }, links: links)
  }

  /// A path without empty, `.` and `..` components.
  private static func simplified(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
