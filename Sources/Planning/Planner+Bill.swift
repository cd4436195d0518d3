import Figures
import HardwareKit
import Units

/// Why a bill cannot be made.
struct BillRefusal: Error {
  let status: PlanOption.Status
}

extension Planner {
  /// What a method of published bills charges for the product; `nil` where no price is on record.
  func billed(
    _ method: BillMethod, _ entry: ModelledProduct, _ market: Market
  ) -> Result<Acquisition?, BillRefusal> {
    switch method {
    case .cloudPrice(let commitment, _, _, _):
      guard let price = market.rent(of: entry.product, commitment) else { return .success(nil) }
      // Paid by the hour used, whatever the commitment behind the price.
      return .success(
        Acquisition(
          .rental(.onDemand, price.fact), priceDates: price.quotes.map(\.date),
          isPrivate: price.quotes.contains(where: \.isPrivate)))
    case .amortised(let acquired, let terms):
      var then = market
      then.asOf = acquired ?? market.asOf
      guard then.asOf <= market.asOf else {
        return .failure(
          BillRefusal(status: .notSold("hardware bought on \(then.asOf) is not there at the start"))
        )
      }
      guard entry.product.released.firstDay <= then.asOf else {
        return .failure(BillRefusal(status: .notReleased(entry.product.released)))
      }
      guard let price = then.purchase(of: entry.product) else { return .success(nil) }
      let age = Fact<Seconds>(
        Double(then.asOf.days(to: market.asOf)) * TimeSpan.day,
        Provenance(
          .definition("from the purchase on \(then.asOf) to the plan's date"), evidence: nil))
      return .success(
        Acquisition(
          .amortised(
            price.fact,
            Amortisation(
              age: age, progress: terms.progress ?? facility.progress,
              ownership: market.ownership)), priceDates: price.quotes.map(\.date),
          isPrivate: price.quotes.contains(where: \.isPrivate)))
    }
  }
}
