import ArgumentParser
import Documents
import HardwareKit

/// A plan to start from.
struct InitCommand: ParsableCommand {
  enum Template: String, ExpressibleByArgument, CaseIterable {
    case trainFromScratch = "train-from-scratch"
    case fineTune = "fine-tune-llama"
    case inference = "inference-only"
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
    let names = ["\(template.rawValue).yaml", "shared/assistant-demand.yaml"]
    // A file that is there with the same content, such as demand shared by two plans, may stay.
    for name in names where Streams.exists("\(folder)/\(name)") {
      let there = try? FileReader.disk.read("\(folder)/\(name)")
      guard there == EmbeddedFile.bytes("Plans/\(name)") else {
        Streams.error("error: '\(folder)/\(name)' is there already; nothing was written\n")
        throw ExitCode(1)
      }
    }
    for name in names where !Streams.exists("\(folder)/\(name)") {
      guard let bytes = EmbeddedFile.bytes("Plans/\(name)") else { throw ExitCode(70) }
      let path = "\(folder)/\(name)"
      do throws(OutputFile.Failure) {
        if let slash = path.lastIndex(of: "/") { try Streams.makeFolder(String(path[..<slash])) }
        try OutputFile.write(String(decoding: bytes, as: UTF8.self), to: path)
        try Streams.output("\(path)\n")
      } catch {
        Streams.error("error: \(error.message)\n")
        throw ExitCode(1)
      }
    }
  }
}
