public import Diagnostics

/// Reads one YAML document into a tree with a place on every value.
///
/// - Parameters:
///   - bytes: the file as it is; UTF-8, with or without a byte order mark.
///   - name: the name that places carry.
/// - Throws: what was found wrong, with the file's text for excerpts.
public func parseDocument(_ bytes: [UInt8], name: String) throws(DiagnosticList) -> Node {
  try ParsedDocument(SourceFile(name: name, bytes: bytes), limits: .standard).root
}

/// A file's tree, and how much of the limit on values it used.
struct ParsedDocument {
  var root: Node
  var values: Int

  init(_ source: SourceFile, limits: DocumentLimits) throws(DiagnosticList) {
    do throws(DiagnosticList) {
      if source.bytes.count > limits.bytes {
        throw DiagnosticList([.fileTooLarge(limits, at: source.span(atByte: 0))])
      }
      try Self.checkEncoding(of: source)
      if source.bytes.isEmpty {
        throw DiagnosticList([.emptyDocument(at: source.span(atByte: 0))])
      }
      self = try source.bytes.withUnsafeBufferPointer {
        text throws(DiagnosticList) -> ParsedDocument in
        var builder = try TreeBuilder(text, source: source, limits: limits)
        let root = try builder.document()
        return ParsedDocument(root: root, values: builder.values)
      }
    } catch {
      throw DiagnosticList(error.diagnostics, sources: [source.name: source])
    }
  }

  private init(root: Node, values: Int) {
    self.root = root
    self.values = values
  }

  private static func checkEncoding(of source: SourceFile) throws(DiagnosticList) {
    let bytes = source.bytes
    // A byte order mark of UTF-16, or one of two ASCII letters in UTF-16 without a mark.
    let head = Array(bytes.prefix(2))
    if head == [0xFF, 0xFE] || head == [0xFE, 0xFF] || (head.count == 2 && head.contains(0)) {
      throw DiagnosticList([.utf16(at: source.span(atByte: 0))])
    }
    if String(validating: bytes, as: UTF8.self) != nil { return }
    var decoder = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &input) {
      case .valid(let scalar): offset += scalar.count
      case .error, .emptyInput:
        throw DiagnosticList([
          .notUTF8(byte: bytes[min(offset, bytes.count - 1)], at: source.span(atByte: offset))
        ])
      }
    }
  }
}
