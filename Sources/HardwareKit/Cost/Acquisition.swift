public import Figures
public import Units

/// How long and how firmly accelerators are rented.
public enum Commitment: String, Sendable, Hashable, CaseIterable {
  case onDemand = "on-demand"
  case reserved1Year = "reserved-1y"
  case reserved3Years = "reserved-3y"
  case spot
  case capacityBlock = "capacity-block"

  /// Months that are paid whether used or not; 0 for none.
  public var committedMonths: Int {
    switch self {
    case .reserved1Year: 12
    case .reserved3Years: 36
    default: 0
    }
  }
}

/// The kind of seller that a price comes from; prices differ by 2× between them on one day.
public enum Segment: String, Sendable, Hashable, CaseIterable {
  case hyperscaler, neocloud, marketplace
}

/// A way to have a product, with its price where one is known.
public struct Acquisition: Sendable {
  public enum Kind: Sendable {
    /// Price of an accelerator-hour.
    case rental(Commitment, Fact<DollarsPerSecond>)
    /// Price of an accelerator installed in its server, and the terms of ownership.
    case purchase(Fact<Dollars>, Ownership)
    /// Price of an accelerator installed in its server when it was bought, and how a run is charged
    /// with what the hardware loses in value meanwhile.
    case amortised(Fact<Dollars>, Amortisation)
    /// Prices of a prompt token and of an output token, from one provider.
    case endpoint(provider: String, input: Fact<DollarsPerToken>, output: Fact<DollarsPerToken>)
  }

  public let kind: Kind
  /// Dates of the quotes that the price rests on; empty for a price that the plan gives.
  public let priceDates: [PartialDate]
  /// Whether the price is one of the user's own quotes.
  public let isPrivate: Bool

  public init(_ kind: Kind, priceDates: [PartialDate], isPrivate: Bool = false) {
    self.kind = kind
    self.priceDates = priceDates
    self.isPrivate = isPrivate
  }

  /// How well the price is supported.
  public var evidence: Evidence? {
    switch kind {
    case .rental(_, let price): price.provenance.evidence
    case .purchase(let price, _), .amortised(let price, _): price.provenance.evidence
    case .endpoint(_, _, let output): output.provenance.evidence
    }
  }

  public var label: String {
    switch kind {
    case .rental(let commitment, _): "rent \(commitment.rawValue)"
    case .purchase: "buy"
    case .amortised: "amortise"
    case .endpoint(let provider, _, _): "endpoint, \(provider)"
    }
  }
}

/// What a training run is charged with for hardware that serves others before and after.
public struct Amortisation: Sendable {
  /// From the purchase to the start of the run.
  public var age: Fact<Seconds>
  /// The rate at which hardware loses value.
  public var progress: Fact<PerSecond>
  /// Of these the network, power and electricity count.
  public var ownership: Ownership

  public init(age: Fact<Seconds>, progress: Fact<PerSecond>, ownership: Ownership) {
    self.age = age
    self.progress = progress
    self.ownership = ownership
  }
}

/// What owning a fleet costs beside its servers.
public struct Ownership: Sendable {
  public var life: Fact<Seconds>
  /// Share of the price of servers that is left at the end of the life, where the plan says it.
  public var residual: Fact<Ratio>?
  /// What servers are worth by age, of the price paid, by product: as the catalogue has it.
  public var valueCurves: [String: [ResidualPoint]] = [:]
  /// The same as the plan says it: straight lines between its points, in place of all else.
  public var givenCurve: [ResidualPoint] = []
  /// What a network is counted from; where there is none, or the product has no port of its own, the
  /// share stands in.
  public var fabric: NetworkPrices?
  /// Network as a share of the cost of servers and network together.
  public var networkShare: Fact<Ratio>
  public var electricity: Fact<DollarsPerJoule>
  /// Colocation for each watt of a node's maximum and second.
  public var colocation: Fact<DollarsPerJoule>
  public var pue: Fact<Ratio>
  /// Share of its maximum that an idle node draws.
  public var idlePower: Fact<Ratio>
  /// Share of its maximum that a node in full use draws.
  public var usedPower: Fact<Ratio>
  /// Support, spares and staff as a yearly share of capital.
  public var operations: Fact<PerSecond>
  /// Yearly charge on the average of the capital employed.
  public var capitalCharge: Fact<PerSecond>

  public init(
    life: Fact<Seconds>, residual: Fact<Ratio>? = nil, networkShare: Fact<Ratio>,
    electricity: Fact<DollarsPerJoule>, colocation: Fact<DollarsPerJoule>, pue: Fact<Ratio>,
    idlePower: Fact<Ratio>, usedPower: Fact<Ratio> = .fullPower, operations: Fact<PerSecond>,
    capitalCharge: Fact<PerSecond>
  ) {
    self.life = life
    self.residual = residual
    self.networkShare = networkShare
    self.electricity = electricity
    self.colocation = colocation
    self.pue = pue
    self.idlePower = idlePower
    self.usedPower = usedPower
    self.operations = operations
    self.capitalCharge = capitalCharge
  }
}

extension Fact where U == Ratio {
  /// A node in full use draws its maximum.
  public static var fullPower: Fact<Ratio> {
    Fact(1, Provenance(.definition("in full use a node draws its maximum"), evidence: nil))
  }
}
