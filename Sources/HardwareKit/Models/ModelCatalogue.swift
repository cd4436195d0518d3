public import Diagnostics
public struct ModelCatalogue: Sendable {
  public init(bytes: [UInt8], name: String) throws(DiagnosticList) {}
}
