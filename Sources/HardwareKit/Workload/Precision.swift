public import Figures
public import Units

/// A number format in which weights, activations or a cache are held.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  case fp32, bf16, fp8, int8, nvfp4, mxfp4, int4, mxfp8

  /// Bytes of one element, block scales included.
  ///
  /// nvfp4 adds an 8-bit scale to 16 elements, mxfp4 and mxfp8 to 32 (OCP Microscaling Formats
  /// specification 1.0, section 5), int4 a 16-bit scale to 32.
  public var bytes: Fact<Bytes> {
    switch self {
    case .fp32: Precision.four
    case .bf16: Precision.two
    case .fp8, .int8: Precision.one
    case .nvfp4, .int4: Precision.nineSixteenths
    case .mxfp4: Precision.seventeenThirtyseconds
    case .mxfp8: Precision.thirtythreeThirtyseconds
    }
  }

  /// The place in `allCases`.
  var ordinal: Int {
    switch self {
    case .fp32: 0
    case .bf16: 1
    case .fp8: 2
    case .int8: 3
    case .nvfp4: 4
    case .mxfp4: 5
    case .int4: 6
    case .mxfp8: 7
    }
  }

  /// The format in which a chip computes when it holds weights in this one and lacks its units.
  public var widerFormats: [Precision] {
    switch self {
    case .fp32: [.fp32]
    case .bf16: [.bf16]
    case .fp8: [.fp8, .bf16]
    case .mxfp8: [.mxfp8, .fp8, .bf16]
    case .int8: [.int8, .fp8, .bf16]
    case .nvfp4: [.nvfp4, .fp8, .bf16]
    case .mxfp4: [.mxfp4, .nvfp4, .bf16]
    case .int4: [.bf16]
    }
  }

  /// The formats of the products of published training runs: what a search tries.
  public static let trained: [Precision] = [.bf16, .fp8, .mxfp8, .nvfp4]

  /// The formats of weights and of caches in which published services run: what a search tries.
  public static let served: [Precision] = [.bf16, .fp8, .int8, .mxfp4, .nvfp4]
  public static let cached: [Precision] = [.bf16, .fp8]

  private static let definition = Provenance(
    .definition("bits of the number format"), evidence: nil)
  private static let four = Fact<Bytes>(4, definition)
  private static let two = Fact<Bytes>(2, definition)
  private static let one = Fact<Bytes>(1, definition)
  private static let nineSixteenths = Fact<Bytes>(0.5625, definition)
  private static let thirtythreeThirtyseconds = Fact<Bytes>(1.03125, definition)
  private static let seventeenThirtyseconds = Fact<Bytes>(0.53125, definition)
}
