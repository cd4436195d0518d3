import Diagnostics
import Documents
import HardwareKit
import Keys

/// A value for all products of a fleet, or one for some of them.
enum ByProduct<Value> {
  case all(Value)
  case some([(product: String, value: Value)])

  func values(of products: [String]) -> [(product: String, value: Value)] {
    switch self {
    case .all(let value): products.map { ($0, value) }
    case .some(let values): values
    }
  }
}

extension PlanReader {
  /// A value, or a map with one for some products.
  ///
  /// - Parameter isOne: Whether a map is a value and none by product.
  func byProduct<Value>(
    _ form: Form<Value>, isOne: @escaping @Sendable (Mapping) -> Bool = { _ in false }
  ) -> Form<ByProduct<Value>> {
    Form(
      .either([form.shape, .named(form.shape)]), measure: form.measure, describe: form.describe
    ) { place, reading in
      guard let map = place.node.mapping, !isOne(map) else {
        return form.read(place, reading).map(ByProduct.all)
      }
      return .some(
        map.entries.compactMap { entry in
          switch context.registry.resolve(entry.key) {
          case .product(let id), .ambiguous(let id):
            let below = place.key(entry.key, entry.value)
            return form.read(
              Place(
                entry.value, path: below.path, noun: place.noun, word: place.word), reading
            ).map { (id, $0) }
          case .unknown:
            reading.report(
              .unknownProduct(entry.key, known: context.registry.names, at: entry.keySpan))
            return nil
          }
        })
    }
  }

  /// Product ids: a list, `-sku` takes one out again.
  var productList: Form<[String]> {
    Form(.several(.text)) { place, reading in products(place, reading) }
  }

  func products(_ place: Place, _ reading: Reading) -> [String] {
    var result: [String] = []
    var excluded: Set<String> = []
    var isFaulty = false
    for item in place.node.listOrOne {
      guard
        let text = Form<String>.text.read(
          Place(item, path: place.path, noun: "'hardware'", word: place.word), reading)
      else {
        isFaulty = true
        continue
      }
      let isExcluded = text.hasPrefix("-")
      let name = isExcluded ? String(text.dropFirst()) : text
      switch context.registry.resolve(name) {
      case .product(let id):
        if isExcluded { excluded.insert(id) } else if !result.contains(id) { result.append(id) }
      case .ambiguous(let id):
        reading.report(.ambiguousProduct(name, readAs: id, at: item.span))
        if isExcluded { excluded.insert(id) } else if !result.contains(id) { result.append(id) }
      case .unknown:
        isFaulty = true
        reading.report(.unknownProduct(name, known: context.registry.names, at: item.span))
      }
    }
    if result.isEmpty, !excluded.isEmpty { result = context.registry.productIDs }
    result.removeAll { excluded.contains($0) }
    if result.isEmpty, !isFaulty {
      reading.report(.nothingListed("product", "'hardware'", at: place.node.span))
    }
    return result
  }
}
