import ArgumentParser
import Diagnostics

extension Headroom {
  /// Starts the program. A misspelt command would be taken for the plan of the default command, and
  /// the message about it would speak of something else.
  static func main() {
    Interruption.prepare()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let word = arguments.first, let match = misspeltCommand(word) {
      Streams.say("error: there is no command '\(word)'\nnote: did you mean '\(match)'?\n")
      exit(withError: ExitCode(64))
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      Progress.end()
    } catch {
      Progress.end()
      let code = exitCode(for: error)
      // Help goes to standard output. What is wrong repeats the user's words, which are made safe.
      guard code != .success else { exit(withError: error) }
      let text = fullMessage(for: error)
      if !text.isEmpty { Streams.say("\(text)\n") }
      exit(withError: code)
    }
  }

  /// The command that a word nearly names; nil for anything that may be a file.
  private static func misspeltCommand(_ word: String) -> String? {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !word.contains("."), !word.contains("/"), !word.hasPrefix("-"), !names.contains(word),
      !Streams.exists(word)
    else { return nil }
    return closestMatch(to: word, in: names)
  }
}
