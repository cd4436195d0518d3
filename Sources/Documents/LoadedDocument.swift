public import Diagnostics

/// A file with its imports merged in.
public struct LoadedDocument: Sendable {
  /// The merged tree; each value keeps the place in its own file, and `import` is gone.
  public var root: Node
  /// The text of every file that was read, by the name that places carry.
  public var sources: SourceMap
  /// The names of the files that were read: the first file, then its imports in the order of
  /// reading.
  public var files: [String]
}

/// Reads a file and what it imports.
///
/// - Parameter path: the file; `-` is standard input when the reader is `.disk`, and its imports
///   are then relative to the working folder.
/// - Throws: everything found wrong in all files, with their texts for excerpts.
public func loadDocument(
  _ path: String, reader: FileReader
) throws(DiagnosticList) -> LoadedDocument {
  try loadDocument(path, reader: reader, limits: .standard)
}

func loadDocument(
  _ path: String, reader: FileReader, limits: DocumentLimits
) throws(DiagnosticList) -> LoadedDocument {
  var loader = ImportLoader(path, reader: reader, limits: limits)
  let root = loader.loadFirst()
  let found = DiagnosticList(loader.diagnostics.diagnostics, sources: loader.sources)
  try found.throwIfErrors()
  guard let root else { throw found }
  return LoadedDocument(root: root, sources: loader.sources, files: loader.files)
}
