/// The manual page `headroom(1)`, in roff, from what the program says of itself.
struct ManualPage {
  let command: CommandHelp
  let version: String

  var text: String {
    var lines = [
      ".\\\" Written from the program; HEADROOM_RECORD=1 make test renews it.",
      ".TH HEADROOM 1 \"\" \"headroom \(version)\" \"User Commands\"",
      ".SH NAME", "headroom \\- \(Self.escaped(sentence(command.abstract)))",
      ".SH SYNOPSIS", ".B headroom", ".I command", "[options] [arguments]",
      ".SH DESCRIPTION",
    ]
    lines += prose(command.discussion)
    lines.append(".SH COMMANDS")
    for item in command.all where item.subcommands == nil { lines += section(item) }
    lines += Self.rest
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ item: CommandHelp) -> [String] {
    var usage = [item.path]
    for argument in item.arguments ?? [] where argument.kind == "positional" {
      let name = "<\(argument.valueName ?? "")>" + (argument.isRepeating ? " ..." : "")
      usage.append(argument.isOptional ? "[\(name)]" : name)
    }
    var lines = [".SS \(Self.escaped(usage.joined(separator: " ")))"]
    lines.append(Self.escaped(item.abstract ?? ""))
    for argument in item.arguments ?? [] where argument.shouldDisplay && argument.names != nil {
      if ["help", "version"].contains(argument.names?.last?.name) { continue }
      let names = (argument.names ?? []).map { "\\fB\(Self.escaped($0.text))\\fR" }
      let value =
        argument.kind == "option" ? " \\fI\(Self.escaped(argument.valueName ?? ""))\\fR" : ""
      lines += [".TP", names.joined(separator: ", ") + value]
      var text = [argument.abstract ?? ""]
      if let all = argument.allValues { text.append("One of \(all.joined(separator: ", ")).") }
      if let standard = argument.defaultValue, argument.kind == "option" {
        text.append("Default: \(standard).")
      }
      lines.append(Self.escaped(text.joined(separator: " ")))
    }
    if !item.examples.isEmpty {
      lines += [".PP", "Examples:", ".PP", ".nf"]
      lines += item.examples.map { ".RS 2\n\(Self.escaped($0))\n.RE" }
      lines.append(".fi")
    }
    return lines
  }

  /// Paragraphs as they are, command lines unfilled.
  private func prose(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let trimmed = line.drop { $0 == " " }
      if trimmed.isEmpty { return [".PP"] }
      let escaped = Self.escaped(String(trimmed))
      return trimmed.hasPrefix("headroom ") ? [".nf", ".RS 2", escaped, ".RE", ".fi"] : [escaped]
    }
  }

  private func sentence(_ text: String?) -> String {
    String((text ?? "").prefix { $0 != "." }).lowercased().replacing("ai ", with: "AI ")
  }

  /// A backslash, a leading dot or quote, and the hyphens of options mean something in roff.
  static func escaped(_ text: String) -> String {
    let body = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return body.hasPrefix(".") || body.hasPrefix("'") ? "\\&" + body : body
  }

  private static let rest = """
    .SH PLANS
    Without a plan on the line, \\fBestimate\\fR and \\fBvalidate\\fR take \\fIheadroom.yaml\\fR, or the only
    plan in \\fIPlans/\\fR; a plan named \\fB\\-\\fR is read from standard input.
    .SH EXIT STATUS
    .TP
    .B 0
    Done, also when some products cannot do what is asked.
    .TP
    .B 1
    A file is wrong, unreadable or unwritable, or nothing is feasible.
    .TP
    .B 2
    \\fBdiff \\-\\-exit\\-code\\fR found a difference.
    .TP
    .B 3
    A check failed, and nothing is 1.
    .TP
    .B 64
    Wrong usage.
    .TP
    .B 70
    A mistake of the program.
    .TP
    .B 130
    Interrupted.
    .SH ENVIRONMENT
    .TP
    .B NO_COLOR
    No colour, when it is set and not empty.
    .TP
    .B CLICOLOR_FORCE
    Colour also where the output is no terminal, unless it is 0.
    .TP
    .B TERM
    A terminal called dumb gets neither colour nor progress.
    .SH FILES
    A file of \\fB\\-o\\fR is written whole or not at all.
    """.split(separator: "\n").map(String.init)
}
