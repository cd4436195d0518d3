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
  public func with(
    _ facts: ProductFacts? = nil, prices: PriceBook? = nil, training: TrainingCalibration? = nil
  ) -> Product {
    Product(
      id: id, name: name, vendor: vendor, family: family, form: form, released: released,
      facts: facts.map(self.facts.replaced) ?? self.facts,
      trainingCalibration: training ?? trainingCalibration,
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
