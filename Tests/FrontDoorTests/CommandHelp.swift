import Foundation

/// A command as the program describes itself (`--experimental-dump-help`).
struct CommandHelp: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let abstract: String?
  }

  private struct Dump: Decodable {
    let command: CommandHelp
  }

  let commandName: String
  let superCommands: [String]?
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandHelp]?
  let arguments: [Argument]?

  /// `headroom hardware list`.
  var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

  /// The command and all below it; not the one that prints help.
  var all: [CommandHelp] {
    [self] + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all)
  }

  /// The command lines that the help shows, without the remark behind them.
  var examples: [String] {
    (discussion ?? "").split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { $0.hasPrefix("headroom ") }
      .map { line in
        // Options may go on after a gap; a remark does not begin with a dash.
        guard let gap = line.firstRange(of: "   ") else { return line }
        return line[gap.upperBound...].drop { $0 == " " }.hasPrefix("-")
          ? line : line[..<gap.lowerBound]
      }
      .map(String.init)
  }

  static func read(_ place: Workplace) throws -> CommandHelp {
    let text = try place.run("headroom --experimental-dump-help").joined(separator: "\n")
    return try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command
  }
}
