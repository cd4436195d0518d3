public import Diagnostics

/// A plan file with everything that it imports merged in.
public struct LoadedDocument: Sendable {
  public let root: Node
  /// The text of every file that was read, for excerpts in diagnostics.
  public let sources: SourceMap
  /// The names of the files, the first plan last, in the order in which they were merged.
  public let files: [String]
}

/// What went wrong while a plan was loaded, with the text that excerpts need.
public struct LoadFailure: Error, Sendable {
  public let problems: DiagnosticList
  public let sources: SourceMap
}

/// Loads a plan file and its imports.
///
/// `import:` at the top level names a file or a list of files. Each is merged in turn, the importing
/// file last: maps merge, lists and text replace. Paths are relative to the importing file and stay
/// inside the folder of the first plan.
public func loadDocument(
  _ path: String, reader: FileReader = .disk
) throws(LoadFailure) -> LoadedDocument {
  var loader = Loader(reader: reader, root: folder(of: path))
  do throws(DiagnosticList) {
    let root = try loader.load(path, at: nil)
    return LoadedDocument(root: root, sources: loader.sources, files: loader.files)
  } catch {
    throw LoadFailure(problems: error, sources: loader.sources)
  }
}

private struct Loader {
  let reader: FileReader
  let root: String
  var sources = SourceMap()
  var files: [String] = []
  private var open: [String] = []
  private var totalBytes = 0

  init(reader: FileReader, root: String) {
    self.reader = reader
    self.root = root
  }

  mutating func load(_ path: String, at span: SourceSpan?) throws(DiagnosticList) -> Node {
    let bytes: [UInt8]
    do throws(FileReadError) {
      bytes = try reader.read(path)
    } catch {
      throw DiagnosticList([.unreadable(path, error.reason, at: span)])
    }
    totalBytes += bytes.count
    guard totalBytes <= DocumentLimits.bytes else {
      throw DiagnosticList([.tooLarge(path, bytes: totalBytes)])
    }
    let name = path == "-" ? "<stdin>" : path
    sources.add(SourceFile(name: name, bytes: bytes))
    var node = try parseDocument(bytes, name: name)
    guard var map = node.mapping,
      let position = map.entries.firstIndex(where: { $0.key == "import" })
    else {
      files.append(name)
      return node
    }
    let wanted = map.entries.remove(at: position).value
    node.content = .mapping(map)
    open.append(path)
    defer { open.removeLast() }
    var merged: Node?
    for item in wanted.sequence ?? [wanted] {
      guard let relative = item.scalar?.text, !relative.isEmpty else {
        throw DiagnosticList([.wrongKind(expected: "a path", found: item, what: "'import'")])
      }
      let imported = try importFile(relative, from: path, at: item.span)
      merged = merged.map { $0.merged(with: imported) } ?? imported
    }
    files.append(name)
    return merged.map { $0.merged(with: node) } ?? node
  }

  private mutating func importFile(
    _ relative: String, from path: String, at span: SourceSpan
  ) throws(DiagnosticList) -> Node {
    guard let target = normalised(relative, in: folder(of: path)),
      isInside(target, root),
      isInside(reader.resolve(target), reader.resolve(root.isEmpty ? "." : root))
        || reader.resolve(target) == target
    else { throw DiagnosticList([.outside(relative, at: span)]) }
    if open.contains(target) { throw DiagnosticList([.cycle(relative, at: span)]) }
    guard files.count + open.count < DocumentLimits.imports else {
      throw DiagnosticList([.importCount(at: span)])
    }
    return try load(target, at: span)
  }
}

/// The folder part of a path, empty for a bare name.
private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// `relative` inside `base` with `.` and `..` taken out; `nil` for absolute paths and for paths that
/// climb above where they start.
private func normalised(_ relative: String, in base: String) -> String? {
  guard !relative.hasPrefix("/"), !relative.unicodeScalars.contains("\0") else { return nil }
  var parts = base.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
  for part in relative.split(separator: "/") {
    switch part {
    case ".": continue
    case "..":
      guard let last = parts.last, last != ".." else { return nil }
      parts.removeLast()
    default: parts.append(String(part))
    }
  }
  return (base.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}

private func isInside(_ path: String, _ root: String) -> Bool {
  root.isEmpty || root == "/" || path == root || path.hasPrefix(root + "/")
}

extension Node {
  /// This node with another laid over it: maps merge key by key, anything else is replaced.
  public func merged(with over: Node) -> Node {
    guard let base = mapping, let top = over.mapping else { return over }
    var entries = base.entries
    for entry in top.entries {
      if let position = entries.firstIndex(where: { $0.key == entry.key }) {
        entries[position].value = entries[position].value.merged(with: entry.value)
        entries[position].keySpan = entry.keySpan
      } else {
        entries.append(entry)
      }
    }
    return Node(.mapping(Mapping(entries)), at: over.span)
  }
}
