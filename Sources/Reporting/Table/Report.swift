public import JSON

/// The whole answer of a command, in the order in which a person reads it.
public struct Report: Sendable, Hashable {
  public enum Block: Sendable, Hashable {
    /// Sentences; line feeds stay, the rest is filled to the width of the terminal.
    case paragraph(String)
    case table(Table)
    /// What the plan demands, under the heading "Checks".
    case checks([CheckLine])
    /// A remark that may be skipped; dim where there is colour.
    case note(String)
    /// Lines that stay as they are, such as a plot; whoever makes them minds the width.
    case preformatted([String])
    /// A picture made of characters, beside a table that holds its numbers; on a terminal only.
    case plot([String])
  }

  public enum Format: String, Sendable, Hashable, CaseIterable {
    case table, csv, markdown, json, html
  }

  public var blocks: [Block]
  /// The document that JSON shows; the blocks when `nil`.
  public var data: JSONValue?

  public init(_ blocks: [Block] = [], data: JSONValue? = nil) {
    self.blocks = blocks
    self.data = data
  }

  /// The report as text that ends in a line break, or no text at all if it has nothing to say.
  ///
  /// - Parameter terminal: only the format `table` minds it.
  public func text(as format: Format, on terminal: Terminal = Terminal()) -> String {
    switch format {
    case .table: lines(on: terminal).map { $0 + "\n" }.joined()
    case .csv: csv
    case .markdown: markdown
    case .json: json.pretty + "\n"
    case .html: HTMLPage.text(ResultDocument(self))
    }
  }

  /// The blocks for a terminal, an empty line between them.
  public func lines(on terminal: Terminal) -> [String] {
    Array(blocks.map { $0.lines(on: terminal) }.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// Every table with its own header, an empty line between them. Empty without a table.
  public var csv: String {
    blocks.compactMap { block in
      if case .table(let table) = block { table.csv } else { nil }
    }.joined(separator: "\r\n")
  }

  /// All blocks.
  public var markdown: String {
    blocks.map(\.markdown).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The document that the command supplied, or else all blocks.
  public var json: JSONValue {
    data ?? ["blocks": .array(blocks.map(\.json))]
  }
}

extension Report.Block {
  fileprivate func lines(on terminal: Terminal) -> [String] {
    switch self {
    case .paragraph(let text):
      return text.printable(keepingLines: true).wrapped(width: terminal.width)
    case .table(let table):
      return table.lines(on: terminal)
    case .checks(let checks):
      return checks.isEmpty ? [] : ["Checks"] + CheckLine.lines(checks, on: terminal)
    case .note(let text):
      return text.printable(keepingLines: true).wrapped(width: terminal.width)
        .map { terminal.paint($0, .dim) }
    case .preformatted(let lines):
      return lines.map { $0.printable() }
    case .plot(let lines):
      return terminal.draws ? lines.map { $0.printable() } : []
    }
  }

  fileprivate var markdown: String {
    switch self {
    case .paragraph(let text), .note(let text):
      return text.isEmpty ? "" : markdownParagraph(text) + "\n"
    case .table(let table):
      return table.markdown
    case .checks(let checks):
      return checks.isEmpty ? "" : "**Checks**\n\n" + CheckLine.table(checks).markdown
    case .preformatted(let lines):
      // A fence must be longer than any run of backquotes inside.
      var fence = "```"
      while lines.contains(where: { $0.contains(fence) }) { fence += "`" }
      return ([fence] + lines.map { $0.printable() } + [fence]).map { $0 + "\n" }.joined()
    case .plot: return ""
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .paragraph(let text): ["paragraph": .string(text)]
    case .table(let table): ["table": table.json]
    case .checks(let checks): ["checks": .array(checks.map(\.json))]
    case .note(let text): ["note": .string(text)]
    case .preformatted(let lines): ["preformatted": .array(lines.map { .string($0) })]
    case .plot(let lines): ["plot": .array(lines.map { .string($0) })]
    }
  }
}
