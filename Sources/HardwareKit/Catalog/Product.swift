public import Figures
public import Units

/// One thing that can be bought or rented: an accelerator in a form.
///
/// A class, so that models and searches pass a reference.
public final class Product: Sendable {
  /// The SKU id, which names the form: `nvidia-h100-sxm5`.
  public let id: String
  public let name: String
  public let vendor: String
  /// The generation whose calibration it shares.
  public let family: String
  public let form: String
  public let released: PartialDate
  public let facts: ProductFacts
  /// What the roofline needs beside the facts; `nil` where the datasheet has none, as for a product
  /// whose plugin brings a model of its own.
  public let trainingCalibration: TrainingCalibration?
  public let servingCalibration: ServingCalibration?
  /// Constants of the plugin's own model, where it has one.
  public let constants: ModelConstants
  /// Every constant of the calibration as text.
  public let calibration: [CalibrationLine]
  public let prices: PriceBook

  public init(
    id: String, name: String, vendor: String, family: String, form: String,
    released: PartialDate, facts: ProductFacts, trainingCalibration: TrainingCalibration?,
    servingCalibration: ServingCalibration?, constants: ModelConstants = ModelConstants(),
    calibration: [CalibrationLine] = [], prices: PriceBook
  ) {
    self.id = id
    self.name = name
    self.vendor = vendor
    self.family = family
    self.form = form
    self.released = released
    self.facts = facts
    self.trainingCalibration = trainingCalibration
    self.servingCalibration = servingCalibration
    self.constants = constants
    self.calibration = calibration
    self.prices = prices
  }

  /// The same product with its facts or its prices replaced, as a plan's assumptions do.
  public func with(_ facts: ProductFacts? = nil, prices: PriceBook? = nil) -> Product {
    Product(
      id: id, name: name, vendor: vendor, family: family, form: form, released: released,
      facts: facts.map(self.facts.replaced) ?? self.facts, trainingCalibration: trainingCalibration,
      servingCalibration: servingCalibration, constants: constants,
      calibration: calibration, prices: prices ?? self.prices)
  }
}

extension Sequence where Element == Product {
  /// The newest day among prices and releases, which stands for "now" where nobody says.
  public var newestDate: CivilDate {
    let days = flatMap { product in
      product.prices.rental.map(\.date.lastDay) + product.prices.purchase.map(\.date.lastDay)
        + product.prices.endpoints.map(\.date.lastDay) + [product.released.lastDay]
    }
    return days.max() ?? .epoch
  }
}

/// The datasheet of a product. What no source gives is `nil`, never zero.
public struct ProductFacts: Sendable {
  /// Dense peaks, never with sparsity.
  public var peaks: [Precision: Fact<OperationsPerSecond>] = [:]
  /// The memory that weights are read from: on the chip where there is no other.
  public var memory: Fact<Bytes>?
  /// Memory on the chip, and memory beyond `memory`, of chips with several tiers.
  public var onChipMemory: Fact<Bytes>?
  public var farMemory: Fact<Bytes>?
  public var memoryBandwidth: Fact<BytesPerSecond>?
  /// One direction, per accelerator.
  public var scaleUpBandwidth: Fact<BytesPerSecond>?
  public var scaleUpDomain: Fact<Count>?
  public var scaleOutBandwidth: Fact<BytesPerSecond>?
  public var power: Fact<Watts>?
  public var nodeAccelerators: Fact<Count>?
  public var nodePower: Fact<Watts>?

  public init() {}

  /// The same facts, but for those that others give.
  func replaced(by others: ProductFacts) -> ProductFacts {
    var result = self
    result.peaks.merge(others.peaks) { _, new in new }
    result.memory = others.memory ?? memory
    result.memoryBandwidth = others.memoryBandwidth ?? memoryBandwidth
    result.scaleUpBandwidth = others.scaleUpBandwidth ?? scaleUpBandwidth
    result.scaleUpDomain = others.scaleUpDomain ?? scaleUpDomain
    result.scaleOutBandwidth = others.scaleOutBandwidth ?? scaleOutBandwidth
    result.power = others.power ?? power
    result.nodeAccelerators = others.nodeAccelerators ?? nodeAccelerators
    result.nodePower = others.nodePower ?? nodePower
    return result
  }
}

extension ProductFacts {
  /// How many facts are known.
  public var count: Int {
    let known: [Bool] = [
      memory != nil, memoryBandwidth != nil, scaleUpBandwidth != nil, scaleUpDomain != nil,
      scaleOutBandwidth != nil, power != nil, nodeAccelerators != nil, nodePower != nil,
    ]
    return peaks.count + known.count { $0 }
  }
}
