public import Diagnostics

/// A value of a plan as it is written, after imports, scenario and settings.
public struct PlanInput: Sendable, Hashable {
  /// As `--set` spells it: `assistant.traffic.peak`.
  public let path: String
  public let text: String
  /// `plan.yaml:12:13`, or the option of the command line that gave it.
  public let place: String

  public init(path: String, text: String, at span: SourceSpan) {
    self.init(path: path, text: text, place: "\(span)")
  }

  public init(path: String, text: String, place: String) {
    self.path = path
    self.text = text
    self.place = place
  }
}
