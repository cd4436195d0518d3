/// A file as its path from the folder of the first file. Imports cannot leave that folder, so a
/// path never begins with `..`.
struct ImportPath: Hashable {
  var components: [String]

  enum Refusal: Error {
    case empty
    case absolute
    case outside
  }

  /// The first file itself.
  init(firstFile path: String) {
    components = [String(path.split(separator: "/").last ?? "")]
  }

  /// The file that `path` names when it stands in `importer`.
  init(_ path: String, in importer: ImportPath) throws(Refusal) {
    if path.isEmpty { throw .empty }
    if path.hasPrefix("/") { throw .absolute }
    components = importer.components.dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        components.append(String(part))
      } else if components.popLast() == nil {
        throw .outside
      }
    }
  }

  /// The name for messages, which is also the path to read.
  ///
  /// - Parameter folder: the folder of the first file as the user gave it: empty, or ended by `/`.
  func name(in folder: String) -> String {
    let path = components.joined(separator: "/")
    // Alone, `-` would mean standard input, and nothing would mean no path at all.
    return folder.isEmpty && (path == "-" || path.isEmpty) ? "./" + path : folder + path
  }
}
