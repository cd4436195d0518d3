/// The short name of a kind of diagnostic, printed in brackets behind each message, and the
/// paragraph of help that belongs to it.
public struct DiagnosticCode: Sendable, Hashable {
  public let name: String
  public let help: String

  public init(_ name: String, help: String) {
    self.name = name
    self.help = help
  }
}
