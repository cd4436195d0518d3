/// A Markdown page as lines, with its fenced blocks.
struct Page {
  struct Block {
    /// The word behind the fence: `console`, `yaml`.
    let language: String
    /// The lines between the fences.
    let lines: Range<Int>
  }

  var lines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var text: String { lines.joined(separator: "\n") }

  var blocks: [Block] {
    var result: [Block] = []
    var open: (language: String, start: Int)?
    for (index, line) in lines.enumerated() where line.hasPrefix("```") {
      if let found = open {
        result.append(Block(language: found.language, lines: found.start..<index))
        open = nil
      } else {
        open = (String(line.dropFirst(3)), index + 1)
      }
    }
    return result
  }

  /// Lines outside of every block.
  var prose: [String] {
    let fenced = Set(blocks.flatMap { Array(($0.lines.lowerBound - 1)...$0.lines.upperBound) })
    return lines.indices.filter { !fenced.contains($0) }.map { lines[$0] }
  }
}

/// A command of a `console` block, and the output that the page shows for it.
struct Example {
  let command: String
  let output: [String]

  /// The commands of a block; each begins with `$ `, and goes on where a line ends in a backslash.
  static func read(_ lines: some Sequence<String>) -> [Example] {
    var result: [(command: String, output: [String])] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        result.append((String(line.dropFirst(2)), []))
      } else if let last = result.indices.last {
        if result[last].output.isEmpty, result[last].command.hasSuffix("\\") {
          result[last].command += "\n" + line
        } else {
          result[last].output.append(line)
        }
      }
    }
    return result.map { Example(command: $0.command, output: $0.output) }
  }

  var lines: [String] { ("$ " + command).split(separator: "\n").map(String.init) + output }

  static let elision = "…"

  /// The shown output in the parts that elisions leave.
  private var parts: [[String]] {
    output.split(separator: Self.elision, omittingEmptySubsequences: false).map(Array.init)
  }

  /// Whether real output is what the page shows; a line with `…` alone stands for any lines.
  func matches(_ real: [String]) -> Bool {
    let parts = parts
    guard parts.count > 1 else { return real == output }
    guard let first = parts.first, let last = parts.last,
      real.count >= first.count + last.count, real.prefix(first.count).elementsEqual(first),
      real.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = real.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() {
      guard let start = Self.start(of: part, in: rest, by: { $0 }) else { return false }
      rest = rest[(start + part.count)...]
    }
    return true
  }

  /// The example with real output. Parts keep their length and begin at the line that has the same
  /// words; where there is none, the whole output stands, for the author to shorten again.
  func renewed(with real: [String]) -> Example {
    let parts = parts
    guard parts.count > 1 else { return Example(command: command, output: real) }
    var result: [String] = Array(real.prefix(parts[0].count))
    var rest = real.dropFirst(parts[0].count)
    for (number, part) in parts.enumerated().dropFirst() {
      result.append(Self.elision)
      let isLast = number == parts.count - 1
      guard let first = part.first else {
        if isLast { break }
        return Example(command: command, output: real)
      }
      guard let start = Self.start(of: [first], in: rest, by: Self.words) else {
        return Example(command: command, output: real)
      }
      let end = isLast ? rest.endIndex : min(start + part.count, rest.endIndex)
      result += rest[start..<end]
      rest = rest[end...]
    }
    return Example(command: command, output: result)
  }

  private static func start(
    of part: [String], in lines: ArraySlice<String>, by key: (String) -> String
  ) -> Int? {
    guard !part.isEmpty else { return lines.startIndex }
    return lines.indices.first { index in
      lines[index...].prefix(part.count).map(key) == part.map(key)
    }
  }

  /// A line without its figures.
  private static func words(_ line: String) -> String {
    line.split { !$0.isLetter && $0 != "-" }.joined(separator: " ")
  }
}
