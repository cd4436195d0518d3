import ArgumentParser
import Documents
import HardwareKit

/// A plan to start from.
struct InitCommand: ParsableCommand {
  enum Template: String, ExpressibleByArgument, CaseIterable {
    case trainFromScratch = "train-from-scratch"
    case fineTune = "fine-tune-llama"
    case inference = "inference-only"
    case neocloud = "neocloud-sizing"
    case buyOrRent = "buy-or-rent"

    /// The plan, and what it imports.
    var files: [String] {
      switch self {
      case .trainFromScratch, .fineTune, .inference:
        ["\(rawValue).yaml", "shared/assistant-demand.yaml"]
      case .neocloud, .buyOrRent: ["\(rawValue).yaml"]
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a plan to start from, with its comments.",
    discussion: "headroom init --template fine-tune-llama my-plans")

  @Option(help: "The worked example to copy.")
  var template: Template = .inference

  @Argument(
    help: ArgumentHelp("The folder to write to.", valueName: "folder"),
    completion: .directory)
  var folder: String = "."

  func run() throws {
    var files: [(name: String, text: String)] = []
    for name in template.files {
      guard let bytes = EmbeddedFile.bytes("Plans/\(name)") else {
        throw Interruption.faulted("no embedded plan '\(name)'")
      }
      files.append((name, String(decoding: bytes, as: UTF8.self)))
    }
    // Editors complete and check a plan by the schema that its first line names.
    files[0].text = "# yaml-language-server: $schema=\(SchemaCommand.fileName)\n" + files[0].text
    files.append((SchemaCommand.fileName, try SchemaCommand.text()))
    // A file that is there with the same content, such as demand shared by two plans, may stay.
    for (name, text) in files where Streams.exists("\(folder)/\(name)") {
      guard (try? FileReader.disk.read("\(folder)/\(name)")) == Array(text.utf8) else {
        Streams.say("error: '\(folder)/\(name)' is there already; nothing was written\n")
        throw ExitCode(1)
      }
    }
    for (name, text) in files where !Streams.exists("\(folder)/\(name)") {
      let path = "\(folder)/\(name)"
      do throws(OutputFile.Failure) {
        if let slash = path.lastIndex(of: "/") { try Streams.makeFolder(String(path[..<slash])) }
        try OutputFile.write(text, to: path)
        try Streams.output("\(path)\n")
      } catch {
        Streams.say("error: \(error.message)\n")
        throw ExitCode(1)
      }
    }
  }
}
