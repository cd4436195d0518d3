internal import CLibYAML
public import Diagnostics

/// Limits that keep a hostile file from costing more than a refusal.
enum DocumentLimits {
  static let bytes = 16_000_000
  static let depth = 128
  static let nodes = 1_000_000
  static let imports = 64
}

/// Reads one YAML document into a located tree.
///
/// - Parameters:
///   - bytes: UTF-8 text, with or without a byte-order mark.
///   - name: The name that spans and messages give.
/// - Throws: One diagnostic at the first mistake of syntax, or all duplicate keys together.
public func parseDocument(_ bytes: [UInt8], name: String) throws(DiagnosticList) -> Node {
  guard bytes.count <= DocumentLimits.bytes else {
    throw DiagnosticList([.tooLarge(name, bytes: bytes.count)])
  }
  if let offset = firstInvalidUTF8(bytes) {
    let (line, column) = place(of: offset, in: bytes)
    throw DiagnosticList([.notUTF8(at: SourceSpan(file: name, line: line, column: column))])
  }
  let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<Node, DiagnosticList> in
    var builder = TreeBuilder(buffer, name: name)
    do throws(Diagnostic) {
      let node = try builder.document()
      return builder.problems.hasErrors ? .failure(builder.problems) : .success(node)
    } catch {
      builder.problems.append(error)
      return .failure(builder.problems)
    }
  }
  return try outcome.get()
}

/// The offset of the first byte that is not UTF-8, or that starts a UTF-16 file.
private func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return 0 }
  if let zero = bytes.firstIndex(of: 0) { return zero }
  guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
  // Invalid somewhere: halve until the shortest invalid prefix is found, on character borders.
  var valid = 0
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  while true {
    switch decoder.decode(&iterator) {
    case .scalarValue(let scalar): valid += UTF8.width(scalar)
    case .emptyInput: return valid < bytes.count ? valid : nil
    case .error: return valid
    }
  }
}

private func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
  var line = 1
  var column = 1
  for byte in bytes.prefix(offset) {
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }
  return (line, column)
}

/// Turns libyaml's events into nodes. One event lives at a time and is always freed.
private struct TreeBuilder: ~Copyable {
  private struct Anchor {
    let node: Node
    let size: Int
  }

  var problems = DiagnosticList()
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
  private let name: String
  private let isReady: Bool
  private var anchors: [String: Anchor] = [:]
  private var open: Set<String> = []
  private var count = 0

  init(_ buffer: UnsafeBufferPointer<UInt8>, name: String) {
    self.name = name
    parser.initialize(to: yaml_parser_t())
    event.initialize(to: yaml_event_t())
    isReady = yaml_parser_initialize(parser) == 1
    if isReady { yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count) }
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  mutating func document() throws(Diagnostic) -> Node {
    guard isReady else { throw .syntax("out of memory", at: span(yaml_mark_t(), yaml_mark_t())) }
    try next()
    try next()
    guard event.pointee.type == YAML_DOCUMENT_START_EVENT else { throw .empty(name) }
    try next()
    let (node, _) = try node(depth: 1)
    try next()
    try next()
    guard event.pointee.type == YAML_STREAM_END_EVENT else {
      throw .secondDocument(at: span(event.pointee.start_mark, event.pointee.start_mark))
    }
    if node.isNull { throw .empty(name) }
    return node
  }

  private mutating func next() throws(Diagnostic) {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else {
      let failed = parser.pointee
      let problem = failed.problem.map { String(cString: $0) } ?? "unreadable"
      throw .syntax(problem, at: span(failed.problem_mark, failed.problem_mark))
    }
  }

  /// The node that starts at the current event, and how many values it holds with aliases expanded.
  private mutating func node(depth: Int) throws(Diagnostic) -> (Node, Int) {
    let start = event.pointee.start_mark
    let end = event.pointee.end_mark
    switch event.pointee.type {
    case YAML_ALIAS_EVENT:
      let alias = String(cString: event.pointee.data.alias.anchor)
      if open.contains(alias) { throw .selfAlias(alias, at: span(start, end)) }
      guard let anchor = anchors[alias] else {
        throw .unknownAlias(alias, at: span(start, end))
      }
      try add(anchor.size, at: span(start, end))
      return (anchor.node, anchor.size)
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      try refuse(tag: scalar.tag, at: span(start, end))
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let style: Node.Scalar.Style =
        switch scalar.style {
        case YAML_PLAIN_SCALAR_STYLE: .plain
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .quoted
        }
      let node = Node(.scalar(Node.Scalar(text, style: style)), at: span(start, end))
      try add(1, at: node.span)
      if let anchor = scalar.anchor {
        anchors[String(cString: anchor)] = Anchor(node: node, size: 1)
      }
      return (node, 1)
    case YAML_SEQUENCE_START_EVENT:
      let anchor = event.pointee.data.sequence_start.anchor.map { String(cString: $0) }
      try refuse(tag: event.pointee.data.sequence_start.tag, at: span(start, end))
      return try collection(anchor, depth: depth, start: start, end: end) {
        (builder, depth) throws(Diagnostic) in try builder.sequence(depth: depth)
      }
    case YAML_MAPPING_START_EVENT:
      let anchor = event.pointee.data.mapping_start.anchor.map { String(cString: $0) }
      try refuse(tag: event.pointee.data.mapping_start.tag, at: span(start, end))
      return try collection(anchor, depth: depth, start: start, end: end) {
        (builder, depth) throws(Diagnostic) in try builder.mapping(depth: depth)
      }
    default:
      throw .syntax("unexpected end", at: span(start, end))
    }
  }

  private mutating func collection(
    _ anchor: String?, depth: Int, start: yaml_mark_t, end: yaml_mark_t,
    _ content: (inout TreeBuilder, Int) throws(Diagnostic) -> (Node.Content, Int)
  ) throws(Diagnostic) -> (Node, Int) {
    let place = span(start, end)
    guard depth <= DocumentLimits.depth else { throw .tooDeep(at: place) }
    try add(1, at: place)
    if let anchor { open.insert(anchor) }
    let (inside, size) = try content(&self, depth)
    let node = Node(inside, at: place)
    if let anchor {
      open.remove(anchor)
      anchors[anchor] = Anchor(node: node, size: size + 1)
    }
    return (node, size + 1)
  }

  private mutating func sequence(depth: Int) throws(Diagnostic) -> (Node.Content, Int) {
    var nodes: [Node] = []
    var size = 0
    try next()
    while event.pointee.type != YAML_SEQUENCE_END_EVENT {
      let (child, childSize) = try node(depth: depth + 1)
      nodes.append(child)
      size += childSize
      try next()
    }
    return (.sequence(nodes), size)
  }

  private mutating func mapping(depth: Int) throws(Diagnostic) -> (Node.Content, Int) {
    var entries: [Mapping.Entry] = []
    var firsts: [String: SourceSpan] = [:]
    var size = 0
    try next()
    while event.pointee.type != YAML_MAPPING_END_EVENT {
      let (key, keySize) = try node(depth: depth + 1)
      guard let text = key.scalar?.text else { throw .keyNotText(at: key.span) }
      if text == "<<", key.scalar?.style == .plain { throw .mergeKey(at: key.span) }
      try next()
      let (value, valueSize) = try node(depth: depth + 1)
      size += keySize + valueSize
      if let first = firsts[text] {
        problems.append(.duplicate(text, at: key.span, first: first))
      } else {
        firsts[text] = key.span
        entries.append(Mapping.Entry(key: text, keySpan: key.span, value: value))
      }
      try next()
    }
    return (.mapping(Mapping(entries)), size)
  }

  private mutating func add(_ size: Int, at span: SourceSpan) throws(Diagnostic) {
    count += size
    guard count <= DocumentLimits.nodes else { throw .tooMany(at: span) }
  }

  /// Tags of YAML's core types say nothing new; any other is refused.
  private func refuse(
    tag: UnsafeMutablePointer<UInt8>?, at span: SourceSpan
  ) throws(Diagnostic) {
    guard let tag else { return }
    let text = String(cString: tag)
    guard text == "!" || text.hasPrefix("tag:yaml.org,2002:") else { throw .tag(text, at: span) }
  }

  private func span(_ start: yaml_mark_t, _ end: yaml_mark_t) -> SourceSpan {
    let length = start.line == end.line ? Int(end.column) - Int(start.column) : 1
    return SourceSpan(
      file: name, line: Int(start.line) + 1, column: Int(start.column) + 1, length: length)
  }
}
