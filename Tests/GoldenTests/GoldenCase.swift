import Foundation
import Testing

/// A folder of `Cases/` with a command, its inputs, and what the program must answer.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  /// Group and name, such as `malformed/unknown-precision`.
  let name: String
  let folder: URL

  var testDescription: String { name }

  /// Files of a case that are no input of the program.
  static let reserved: Set<String> = [
    "command", "stdin", "stdout", "stderr", "exit", "files", "files.same",
  ]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  /// Every folder two levels down, by name. A folder without a `command` fails when it runs.
  static let all: [GoldenCase] = folders(in: root).flatMap { group in
    folders(in: group).map {
      GoldenCase(name: "\(group.lastPathComponent)/\($0.lastPathComponent)", folder: $0)
    }
  }

  private static func folders(in parent: URL) -> [URL] {
    let content = try? FileManager.default.contentsOfDirectory(
      at: parent, includingPropertiesForKeys: [.isDirectoryKey])
    return (content ?? [])
      .filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false }
      .sorted { $0.path < $1.path }
  }

  /// The words after `headroom`.
  func arguments() throws -> [String] {
    guard let line = text(of: "command") else { throw GoldenProblem("\(name) has no 'command'") }
    return try words(of: line)
  }

  /// The text of a file of the case, nil where it is absent.
  func text(of file: String) -> String? {
    (try? Data(contentsOf: folder.appendingPathComponent(file))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// What the case expects, nil as long as nothing was ever recorded.
  func expected() -> Answer? {
    let files = [String: Data](under: folder.appendingPathComponent("files"))
      .merging(shared()) { own, _ in own }
    let (output, errors, exit) = (text(of: "stdout"), text(of: "stderr"), text(of: "exit"))
    if output == nil, errors == nil, exit == nil, files.isEmpty { return nil }
    return Answer(
      output: output ?? "", errors: errors ?? "",
      exit: exit.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0,
      files: files)
  }

  /// Files that must have the content of one in `Plans/`: a line `written = Plans/…` each.
  private func shared() -> [String: Data] {
    var result: [String: Data] = [:]
    for line in (text(of: "files.same") ?? "").split(separator: "\n") {
      guard let gap = line.firstRange(of: " = ") else { continue }
      let source = Self.checkout.appendingPathComponent(String(line[gap.upperBound...]))
      result[String(line[..<gap.lowerBound])] = try? Data(contentsOf: source)
    }
    return result
  }

  /// The root of the package.
  static let checkout = root.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let plans = [String: Data](under: checkout.appendingPathComponent("Plans"))

  /// The file of `Plans/` that a written file is a copy of.
  private static func source(of path: String, _ data: Data) -> String? {
    let name = path.split(separator: "/").last
    return plans.keys.sorted()
      .first { $0.split(separator: "/").last == name && plans[$0] == data }
      .map { "Plans/\($0)" }
  }

  /// Whether standard output is JSON.
  func answersInJSON() throws -> Bool {
    try arguments().contains { ["json", "--format=json"].contains($0) }
  }

  /// Writes what the program answered in place of what was expected: long lists of JSON shortened, and
  /// copies of files in `Plans/` by name.
  func record(_ answer: Answer) throws {
    let isSilent = answer.errors.isEmpty && answer.exit == 0 && answer.files.isEmpty
    let output = try answersInJSON() ? Elision.shortened(answer.output) : answer.output
    try write(output, to: "stdout", keepEmpty: isSilent)
    try write(answer.errors, to: "stderr")
    try write(answer.exit == 0 ? "" : "\(answer.exit)\n", to: "exit")
    let files = folder.appendingPathComponent("files")
    try? FileManager.default.removeItem(at: files)
    var same: [String] = []
    for (path, data) in answer.files {
      if let source = Self.source(of: path, data) {
        same.append("\(path) = \(source)\n")
        continue
      }
      let file = files.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let text = String(decoding: data, as: UTF8.self)
      try (path.hasSuffix(".json") ? Data(Elision.shortened(text).utf8) : data).write(to: file)
    }
    try write(same.sorted().joined(), to: "files.same")
  }

  private func write(_ text: String, to file: String, keepEmpty: Bool = false) throws {
    let place = folder.appendingPathComponent(file)
    if text.isEmpty, !keepEmpty {
      try? FileManager.default.removeItem(at: place)
    } else {
      try Data(text.utf8).write(to: place)
    }
  }
}

/// What the program answered, or should.
struct Answer: Equatable, Sendable {
  var output = ""
  var errors = ""
  var exit: Int32 = 0
  /// Files that the command wrote, by path inside its folder.
  var files: [String: Data] = [:]
}

/// A case that cannot be run as it stands.
struct GoldenProblem: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Splits a line at blanks as a shell does; single quotes hold a word together.
func words(of line: String) throws -> [String] {
  var words: [String] = []
  var word: String?
  var isQuoted = false
  for character in line {
    if character == "'" {
      isQuoted.toggle()
      word = word ?? ""
    } else if character.isWhitespace, !isQuoted {
      if let complete = word { words.append(complete) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  if isQuoted { throw GoldenProblem("a quote is not closed: \(line)") }
  return words + (word.map { [$0] } ?? [])
}

extension [String: Data] {
  /// The content of every file below a folder, by path relative to it.
  init(under folder: URL) {
    self.init()
    for path in FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String })
      ?? []
    {
      let file = folder.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      self[path] = try? Data(contentsOf: file)
    }
  }
}
