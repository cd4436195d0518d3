import CLibYAML

/// One event of libyaml: a copy that outlives the parser.
struct Event {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd, sequenceEnd, mappingEnd
    case alias(String)
    case scalar(Node.Scalar)
    case sequenceStart
    case mappingStart
  }

  var kind: Kind
  var anchor: String?
  var tag: String?
  /// The scalars that the event covers, counted from the start of the text.
  var range: Range<Int>
}

/// What libyaml says is wrong, in its own words, with its places as offsets in scalars.
struct SyntaxProblem: Error {
  /// The words, such as `did not find expected key`.
  var text: String
  var place: Int
  /// Where the construct began in which the mistake was found.
  var contextPlace: Int?
  /// For a character that no YAML file may hold: its code and its offset in bytes.
  var character: (code: Int, byte: Int)?
}

/// libyaml's parser with one live event, which is freed whatever happens.
struct EventParser: ~Copyable {
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)

  /// - Parameter text: UTF-8 without a byte order mark, not empty; it must outlive the parser.
  init(_ text: UnsafeBufferPointer<UInt8>) throws(SyntaxProblem) {
    event.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      throw SyntaxProblem(text: "not enough memory", place: 0)
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    // Both leave zeroes behind, so a second call does no harm.
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  mutating func next() throws(SyntaxProblem) -> Event {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else { throw problem }
    let data = event.pointee
    let start = Int(data.start_mark.index)
    var result = Event(
      kind: .streamStart, range: start..<max(start, Int(data.end_mark.index)))
    switch data.type {
    case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
    case YAML_STREAM_END_EVENT: result.kind = .streamEnd
    case YAML_SEQUENCE_END_EVENT: result.kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: result.kind = .mappingEnd
    case YAML_ALIAS_EVENT: result.kind = .alias(Self.text(data.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = data.data.scalar
      result.kind = .scalar(
        Node.Scalar(
          String(
            decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length),
            as: UTF8.self), style: Self.style(scalar.style)))
      result.anchor = Self.text(scalar.anchor)
      result.tag = Self.text(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      result.kind = .sequenceStart
      result.anchor = Self.text(data.data.sequence_start.anchor)
      result.tag = Self.text(data.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      result.kind = .mappingStart
      result.anchor = Self.text(data.data.mapping_start.anchor)
      result.tag = Self.text(data.data.mapping_start.tag)
    default: break
    }
    return result
  }

  private var problem: SyntaxProblem {
    let state = parser.pointee
    let text = state.problem.map { String(cString: $0) } ?? "not enough memory"
    if state.error == YAML_READER_ERROR {
      return SyntaxProblem(
        text: text, place: 0,
        character: (Int(state.problem_value), Int(state.problem_offset)))
    }
    return SyntaxProblem(
      text: text, place: Int(state.problem_mark.index),
      contextPlace: state.context == nil ? nil : Int(state.context_mark.index))
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func style(_ style: yaml_scalar_style_t) -> Node.Scalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }
}
