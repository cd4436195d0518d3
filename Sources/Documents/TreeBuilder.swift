import Diagnostics

/// Builds the located tree of one document out of libyaml's events.
///
/// Mistakes that leave the structure clear (a duplicate key, an unknown alias) are collected; those
/// that do not (syntax, limits) end the pass at once.
struct TreeBuilder: ~Copyable {
  /// A value with what its readers need to know.
  struct Built {
    var node: Node
    /// Values in it, itself included, aliases expanded.
    var values: Int
    /// How many lists and maps stand inside each other in it.
    var height: Int
    /// Where it is written. For an alias this is not the place of its value.
    var site: SourceSpan
  }

  /// More mistakes in one file than this are not worth showing.
  static let mostMistakes = 100

  let source: SourceFile
  let limits: DocumentLimits
  private var parser: EventParser
  private(set) var event = Event(kind: .streamStart, range: 0..<0)
  private var diagnostics = DiagnosticList()
  /// Values by anchor; nil while the anchored value is still being read.
  private var anchors: [String: Built?] = [:]
  private(set) var values = 0

  init(
    _ text: UnsafeBufferPointer<UInt8>, source: SourceFile, limits: DocumentLimits
  ) throws(DiagnosticList) {
    self.source = source
    self.limits = limits
    do throws(SyntaxProblem) {
      parser = try EventParser(text)
    } catch {
      throw DiagnosticList([.syntax(error, in: source)])
    }
  }

  mutating func document() throws(DiagnosticList) -> Node {
    try advance()
    try advance()
    if case .streamEnd = event.kind {
      throw DiagnosticList([.emptyDocument(at: source.span(atByte: 0))])
    }
    try advance()
    let root = try value(depth: 0)
    if case .scalar(let scalar) = root.node.content, scalar.text.isEmpty, scalar.style == .plain {
      try report(.emptyDocument(at: source.span(atByte: 0)))
    }
    try advance()
    try advance()
    if case .documentStart = event.kind { try report(.severalDocuments(at: site)) }
    try diagnostics.throwIfErrors()
    return root.node
  }

  /// Where the current event stands.
  var site: SourceSpan { source.span(ofScalars: event.range) }

  mutating func advance() throws(DiagnosticList) {
    do throws(SyntaxProblem) {
      event = try parser.next()
    } catch {
      throw stopped(by: .syntax(error, in: source))
    }
  }

  mutating func report(_ diagnostic: Diagnostic) throws(DiagnosticList) {
    diagnostics.append(diagnostic)
    if diagnostics.diagnostics.count >= Self.mostMistakes { throw diagnostics.sorted }
  }

  func stopped(by diagnostic: Diagnostic) -> DiagnosticList {
    DiagnosticList(diagnostics.diagnostics + [diagnostic]).sorted
  }

  /// Reads the value that the current event begins, up to its last event.
  mutating func value(depth: Int) throws(DiagnosticList) -> Built {
    switch event.kind {
    case .scalar(let scalar): return try self.scalar(scalar)
    case .sequenceStart: return try sequence(depth: depth)
    case .mappingStart: return try mapping(depth: depth)
    case .alias(let name): return try alias(name, depth: depth)
    default:
      throw stopped(by: .syntax(SyntaxProblem(text: "", place: event.range.lowerBound), in: source))
    }
  }

  mutating func count(_ more: Int, at span: SourceSpan) throws(DiagnosticList) {
    values += more
    if values > limits.values { throw stopped(by: .tooManyValues(at: span)) }
  }

  private mutating func scalar(_ scalar: Node.Scalar) throws(DiagnosticList) -> Built {
    var scalar = scalar
    let (anchor, tag) = (event.anchor, event.tag)
    let start = event.range.lowerBound
    // A block scalar is marked at its `|` or `>`: the text itself begins on the next line.
    let span = scalar.style == .block ? source.span(ofScalars: start..<start) : site
    try check(tag: tag, fits: ["str", "int", "float", "bool", "null"], at: span)
    // `!!str null` says in its own way that it is text.
    if tag == Self.core + "str", scalar.style == .plain { scalar.style = .quoted }
    try count(1, at: span)
    let built = Built(node: Node(.scalar(scalar), at: span), values: 1, height: 0, site: span)
    if let anchor { anchors[anchor] = .some(built) }
    return built
  }

  private mutating func alias(_ name: String, depth: Int) throws(DiagnosticList) -> Built {
    let span = site
    let missing = Built(node: Node("", at: span), values: 1, height: 0, site: span)
    guard let known = anchors[name] else {
      try report(.unknownAlias(name, among: anchors.keys.sorted(), at: span))
      return missing
    }
    guard var built = known else {
      try report(.selfAlias(name, at: span))
      return missing
    }
    if depth + built.height > limits.depth { throw stopped(by: .tooDeep(limits, at: span)) }
    try count(built.values, at: span)
    built.site = span
    return built
  }

  private mutating func sequence(depth: Int) throws(DiagnosticList) -> Built {
    let anchor = event.anchor
    var collection = try open(tag: "seq", depth: depth)
    var items: [Node] = []
    while true {
      try advance()
      if case .sequenceEnd = event.kind { break }
      let item = try value(depth: depth + 1)
      collection.take(item)
      items.append(item.node)
    }
    return close(collection, .sequence(items), anchor: anchor)
  }

  private mutating func mapping(depth: Int) throws(DiagnosticList) -> Built {
    let anchor = event.anchor
    var collection = try open(tag: "map", depth: depth)
    var entries: [Mapping.Entry] = []
    var places: [String: Int] = [:]
    while true {
      try advance()
      if case .mappingEnd = event.kind { break }
      let keySite = site
      collection.reach(to: keySite)
      let key = try self.key(depth: depth)
      try advance()
      let value = try self.value(depth: depth + 1)
      collection.take(value)
      guard let key else { continue }
      if let first = places[key] {
        try report(.duplicateKey(key, at: keySite, first: entries[first].keySpan))
      } else {
        places[key] = entries.count
        entries.append(Mapping.Entry(key: key, keySpan: keySite, value: value.node))
      }
    }
    return close(collection, .mapping(Mapping(entries)), anchor: anchor)
  }

  /// Reads a key; nil when it is none that a plan can have, which is reported.
  private mutating func key(depth: Int) throws(DiagnosticList) -> String? {
    let span = site
    let built = try value(depth: depth + 1)
    let node = built.node
    // A key is no value. It cannot pass the limit where its value would not.
    values -= built.values
    guard case .scalar(let scalar) = node.content else {
      try report(.keyNotText(node, at: span))
      return nil
    }
    if scalar.style == .plain, scalar.text == "<<" {
      try report(.mergeKey(at: span))
      return nil
    }
    if scalar.style == .plain, scalar.text.isEmpty {
      try report(.keyNotText(node, at: span))
      return nil
    }
    return scalar.text
  }

  /// A list or map while it is read.
  private struct OpenCollection {
    var site: SourceSpan
    var values = 1
    var height = 0

    mutating func take(_ child: Built) {
      values += child.values
      height = max(height, child.height)
      reach(to: child.site)
    }

    /// Stretches the span over what stands on its first line.
    mutating func reach(to part: SourceSpan) {
      guard part.line == site.line else { return }
      site.length = max(site.length, part.column + part.length - site.column)
    }
  }

  private mutating func open(
    tag: String, depth: Int
  ) throws(DiagnosticList) -> OpenCollection {
    let span = site
    if depth >= limits.depth { throw stopped(by: .tooDeep(limits, at: span)) }
    try check(tag: event.tag, fits: [tag], at: span)
    try count(1, at: span)
    if let anchor = event.anchor { anchors.updateValue(nil, forKey: anchor) }
    return OpenCollection(site: span)
  }

  private mutating func close(
    _ collection: OpenCollection, _ content: Node.Content, anchor: String?
  ) -> Built {
    var collection = collection
    // A bracket covers a scalar; the end of an indented block covers none.
    if !event.range.isEmpty { collection.reach(to: site) }
    let built = Built(
      node: Node(content, at: collection.site), values: collection.values,
      height: collection.height + 1, site: collection.site)
    // An anchor of the same name further in is the newer one and stays.
    if let anchor, case .some(.none) = anchors[anchor] { anchors[anchor] = .some(built) }
    return built
  }

  private static let core = "tag:yaml.org,2002:"

  private mutating func check(
    tag: String?, fits names: [String], at span: SourceSpan
  ) throws(DiagnosticList) {
    guard let tag, !names.contains(where: { tag == Self.core + $0 }) else { return }
    let shown =
      tag.hasPrefix(Self.core) ? "!!" + tag.dropFirst(Self.core.utf8.count) : tag
    try report(.unknownTag(shown, at: span))
  }
}
