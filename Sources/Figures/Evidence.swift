/// How well a number is supported, best first. A chain is as strong as its weakest link.
public enum Evidence: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  /// Somebody measured it on real hardware, and published how.
  case measured
  /// The maker or a price list says so.
  case published
  /// A formula or a fit gave it.
  case modelled
  /// Nobody that we can cite; easy to override in a plan.
  case assumed

  public var name: String {
    switch self {
    case .measured: "measured"
    case .published: "published"
    case .modelled: "modelled"
    case .assumed: "assumed"
    }
  }

  public init?(name: String) {
    guard let match = Evidence.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  public static func < (a: Evidence, b: Evidence) -> Bool { a.rawValue < b.rawValue }
}
