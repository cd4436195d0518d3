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

  @Argument(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var folder: String = "."

  func run() throws {
    let names = template.files
    // A file that is there with the same content, such as demand shared by two plans, may stay.
    for name in names where Streams.exists("\(folder)/\(name)") {
      let there = try? FileReader.disk.read("\(folder)/\(name)")
      guard there == EmbeddedFile.bytes("Plans/\(name)") else {
        Streams.error("error: '\(folder)/\(name)' is there already; nothing was written\n")
        throw ExitCode(1)
      }
    }
    do {
      for name in names where !Streams.exists("\(folder)/\(name)") {
        guard let bytes = EmbeddedFile.bytes("Plans/\(name)") else { throw ExitCode(70) }
        let path = "\(folder)/\(name)"
        if let slash = path.lastIndex(of: "/") { try Streams.makeFolder(String(path[..<slash])) }
        try Streams.writeFile(String(decoding: bytes, as: UTF8.self), to: path)
        Streams.write("\(path)\n", to: Streams.outputDescriptor)
      }
    } catch let failure as Streams.FileFailure {
      Streams.error("error: \(failure.message)\n")
      throw ExitCode(1)
    }
  }
}
