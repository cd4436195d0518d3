import Diagnostics

/// Reads a file, then what it imports, and lays the one over the other.
///
/// A failed import is reported at the line that names it, and the others are read all the same.
/// Limits on bytes, values and imports hold for all files together.
struct ImportLoader {
  private(set) var sources: SourceMap = [:]
  private(set) var files: [String] = []
  private(set) var diagnostics = DiagnosticList()

  private let first: String
  private let folder: String
  private let reader: FileReader
  private let limits: DocumentLimits
  private var bytesLeft: Int
  private var valuesLeft: Int
  private var imports = 0
  /// The files between the first and the one that is being read, by identity.
  private var open: [(identity: String, importedAt: SourceSpan?)] = []

  init(_ path: String, reader: FileReader, limits: DocumentLimits) {
    self.first = path
    self.folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    self.reader = reader
    self.limits = limits
    self.bytesLeft = limits.bytes
    self.valuesLeft = limits.values
  }

  /// Reads the first file and its imports; nil when the first file itself cannot be used.
  mutating func loadFirst() -> Node? {
    load(ImportPath(firstFile: first), name: first, identity: identity(of: first), at: nil)
  }

  private func identity(of name: String) -> String {
    name == "-" ? name : reader.resolve(name) ?? name
  }

  private mutating func load(
    _ path: ImportPath, name: String, identity: String, at span: SourceSpan?
  ) -> Node? {
    guard let source = read(name, at: span), let root = parse(source) else { return nil }
    guard case .mapping(var mapping) = root.content else {
      guard span != nil else { return root }
      diagnostics.append(.wrongKind(expected: "a map", for: "imported file", found: root))
      return nil
    }
    guard let place = mapping.entries.firstIndex(where: { $0.key == "import" }) else { return root }
    let entry = mapping.entries.remove(at: place)
    open.append((identity, span))
    defer { open.removeLast() }
    let own = Node(.mapping(mapping), at: root.span)
    var merged: Node?
    for node in names(in: entry) {
      guard let layer = loadImport(node, from: path) else { continue }
      merged = merged?.overlaid(by: layer) ?? layer
    }
    return merged?.overlaid(by: own) ?? own
  }

  private mutating func names(in entry: Mapping.Entry) -> [Node] {
    let value = entry.value
    if value.isNull || value.mapping != nil {
      diagnostics.append(
        .wrongKind(expected: "a file name or a list of them", for: "import", found: value))
      return []
    }
    return value.listOrOne
  }

  private mutating func loadImport(_ node: Node, from importer: ImportPath) -> Node? {
    guard let text = node.text("import", into: &diagnostics) else { return nil }
    imports += 1
    guard imports <= limits.imports else {
      if imports == limits.imports + 1 {
        diagnostics.append(.tooManyImports(limits, at: node.span))
      }
      return nil
    }
    let path: ImportPath
    do throws(ImportPath.Refusal) {
      path = try ImportPath(text, in: importer)
    } catch {
      diagnostics.append(.importRefused(text, error, at: node.span))
      return nil
    }
    let name = path.name(in: folder)
    guard isInside(name) else {
      diagnostics.append(.importRefused(text, .outside, at: node.span))
      return nil
    }
    let identity = identity(of: name)
    if let start = open.firstIndex(where: { $0.identity == identity }) {
      let chain = open[(start + 1)...].compactMap(\.importedAt)
      diagnostics.append(.importCycle(text, at: node.span, chain: chain))
      return nil
    }
    return load(path, name: name, identity: identity, at: node.span)
  }

  /// Whether a file is in the folder of the first one after its symbolic links are followed. One
  /// that cannot be found is left for reading to report.
  private func isInside(_ name: String) -> Bool {
    guard let file = reader.resolve(name),
      let root = reader.resolve(folder.isEmpty ? "." : folder)
    else { return true }
    return file == root || file.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }

  private mutating func read(_ name: String, at span: SourceSpan?) -> SourceFile? {
    do throws(FileReadError) {
      let source = SourceFile(name: name, bytes: try reader.read(name))
      guard source.bytes.count <= bytesLeft else { throw FileReadError.tooLarge }
      bytesLeft -= source.bytes.count
      if sources[name] == nil { files.append(name) }
      sources[name] = source
      return source
    } catch .tooLarge {
      diagnostics.append(
        .fileTooLarge(limits, at: span ?? SourceSpan(file: name, line: 1, column: 1)))
    } catch {
      diagnostics.append(.unreadableFile(name, error, at: span))
    }
    return nil
  }

  private mutating func parse(_ source: SourceFile) -> Node? {
    var limits = limits
    limits.values = valuesLeft
    do throws(DiagnosticList) {
      let document = try ParsedDocument(source, limits: limits)
      valuesLeft -= document.values
      return document.root
    } catch {
      diagnostics.merge(error)
      return nil
    }
  }
}
