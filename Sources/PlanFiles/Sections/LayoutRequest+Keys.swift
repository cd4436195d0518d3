import Documents
import Figures
import HardwareKit
import Keys
import Units

extension LayoutRequest {
  static let section = Section<LayoutRequest>("layout", "A layout") { keys in
    func size(_ name: String, _ help: String) -> Int {
      keys.optional(name, sizeForm, help, without: "searched").map { Int(saturating: $0.value) }
        ?? 0
    }
    var request = LayoutRequest()
    request.tp = size("tp", "tensor parallel")
    request.pp = size("pp", "pipeline stages")
    request.dp = size("dp", "data parallel")
    request.cp = size("cp", "context parallel")
    request.ep = size("ep", "expert parallel")
    request.interleave = size("interleave", "virtual stages of each stage")
    request.microBatch = size("micro-batch", "sequences of a micro-batch")
    let sizes = [request.tp, request.pp, request.dp, request.cp].map { Double(max(1, $0)) }
    let accelerators = sizes.reduce(1, *)
    guard accelerators <= mostAccelerators else {
      if let place = keys.place {
        keys.reading.report(
          .badRange(
            "the accelerators of \(place.noun)", "at most 10 M", format(accelerators, as: .count),
            at: place.node.span))
      }
      return LayoutRequest()
    }
    return request
  }

  private static let sizeForm = Form<Fact<Count>>.count("8")

  /// Beyond every fleet that is built, and far below what whole numbers hold.
  private static let mostAccelerators = 1e7
}
