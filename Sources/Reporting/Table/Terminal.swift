/// What the text goes to: how wide it is and whether it shows colour.
///
/// Finding out (window size, `NO_COLOR`, `--color`) is the command line's business.
public struct Terminal: Sendable, Hashable {
  /// Columns, 40 at least.
  public var width: Int
  public var color: Bool
  /// Whether somebody looks, so that pictures are of use.
  public var draws: Bool

  public init(width: Int = 100, color: Bool = false, draws: Bool = false) {
    self.width = max(40, width)
    self.color = color
    self.draws = draws
  }

  /// Wraps text in SGR sequences (ECMA-48, section 8.3.117), if colour is on and there is anything to show.
  func paint(_ text: String, _ ink: Ink) -> String {
    guard color, !ink.isPlain, !text.isEmpty else { return text }
    return "\u{1B}[\(ink.codes)m\(text)\u{1B}[0m"
  }
}

/// How a piece of text looks where colour is on.
struct Ink: Sendable, Hashable {
  var bold = false
  var dim = false
  var judgement = Table.Judgement.neutral

  static let plain = Ink()
  static let bold = Ink(bold: true)
  static let dim = Ink(dim: true)

  var isPlain: Bool { self == .plain }

  var codes: String {
    var codes: [String] = []
    if bold { codes.append("1") }
    if dim { codes.append("2") }
    switch judgement {
    case .good: codes.append("32")
    case .bad: codes.append("31")
    case .neutral: break
    }
    return codes.joined(separator: ";")
  }
}
