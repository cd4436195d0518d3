import HardwareKit

/// The layout of a measured service, from its columns and from how the row writes it.
///
/// Tables write `TP8 PP1 DPA1 moeTP8 EP1`, `TP8 EP8 DPA`, `DEP4`, `TP2,PP4`, `8 devices (tensor parallel,
/// inferred)` and `disagg prefill 1x(TP4 EP4) on 4 GPUs, decode 4x(TP8 EP8) on 32 GPUs`.
struct ServingLayoutReading {
  /// Of a replica, or of a decode instance; how many of them share the load.
  let layout: Layout
  let replicas: Int
  /// Of disaggregated pools.
  let prefill: (layout: Layout, instances: Int)?
  let isGiven: Bool

  init(_ service: ServingCase, model: ModelFacts) {
    let text = service.parallelism
    let pools = text.matches(
      of: #/(?<count>[0-9]+)x\((?<shape>[^)]*)\) on (?<devices>[0-9]+)/#)
    if pools.count == 2 {
      func pool(_ index: Int) -> (layout: Layout, instances: Int) {
        let output = pools[index].output
        let count = Self.size(output.count) ?? 1
        let devices = max(1, (Self.size(output.devices) ?? 1) / count)
        return (Self.layout(String(output.shape), devices: devices, pp: 1, model: model), count)
      }
      prefill = pool(0)
      let decode = pool(1)
      layout = decode.layout
      replicas = decode.instances
      isGiven = true
      return
    }
    if let first = service.prefillAccelerators, let second = service.decodeAccelerators {
      prefill = (Self.layout(text, devices: max(1, first), pp: 1, model: model), 1)
      layout = Self.layout(text, devices: max(1, second), pp: 1, model: model)
      replicas = 1
      isGiven = false
      return
    }
    prefill = nil
    let pp = service.pp ?? Self.number("PP", in: text) ?? 1
    let tp = service.tp ?? Self.number("TP", in: text)
    let data = Self.dataParallel(text, devices: service.accelerators ?? 1)
    let group = max(1, (data ?? 1) * (data == nil || text.contains("moeTP") ? tp ?? 1 : 1))
    let devices = service.accelerators ?? group * pp
    isGiven = tp != nil || data != nil
    // More accelerators than a replica names are further replicas.
    let replica = isGiven ? max(1, min(devices, group * pp)) : max(1, devices)
    replicas = max(1, devices / replica)
    layout = Self.layout(text, devices: max(1, replica / pp), pp: pp, model: model)
  }

  /// The layout of a group of devices that a shape describes.
  private static func layout(
    _ shape: String, devices: Int, pp: Int, model: ModelFacts
  ) -> Layout {
    // A shape of one accelerator on several says nothing: it is read as if it were not written.
    let isEmpty = number("TP", in: shape) == 1 && number("EP", in: shape) == 1 && devices > 1
    guard model.hasExperts, !isEmpty, let data = dataParallel(shape, devices: devices), data > 1
    else {
      return Layout(tp: devices, pp: pp, isGiven: true)
    }
    let dp = min(data, devices)
    return Layout(tp: max(1, devices / dp), pp: pp, dp: dp, ep: devices, isGiven: true)
  }

  /// Groups that attend for themselves, `nil` where attention is not data parallel.
  private static func dataParallel(_ text: String, devices: Int) -> Int? {
    if let size = number("DEP", in: text) { return size }
    if let size = number("DPA", in: text) { return size > 1 ? size : nil }
    // Without a number: over all devices, but for tables that write every key and leave it empty.
    return text.contains("DPA") && !text.contains("moeTP") ? devices : nil
  }

  private static func number(_ key: String, in text: String) -> Int? {
    for word in text.split(whereSeparator: { " ,()".contains($0) }) where word.hasPrefix(key) {
      if let value = size(word.dropFirst(key.count)) { return value }
    }
    return nil
  }

  /// A number of devices as a table writes it; nil for what no machine has.
  private static func size(_ digits: Substring) -> Int? {
    Int(digits).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
  }
}
