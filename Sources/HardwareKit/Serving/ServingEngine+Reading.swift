import Diagnostics
import Documents
import Figures
import Keys
import Units

extension ServingEngine {
  /// Every engine of the file, the default (the first) first.
  ///
  /// `serving` holds what all engines share, `facts` of an engine what is its own, and `on` of an
  /// engine what differs by family of products; the nearest wins.
  static func all(in root: Node, into diagnostics: inout DiagnosticList) -> [ServingEngine] {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    func constants(
      _ facts: Node?, over wider: EngineConstants?, into diagnostics: inout DiagnosticList
    ) -> EngineConstants {
      EngineConstants(
        ConstantTable(facts, fallback: root, sources: sources), over: wider, into: &diagnostics)
    }
    // What is missing here may be in the facts of each engine, which tell of what they lack.
    var untold = DiagnosticList()
    let shared = constants(map["serving"], over: nil, into: &untold)
    for diagnostic in untold.diagnostics where diagnostic.code != .missingKey {
      diagnostics.append(diagnostic)
    }
    return (map["engines"]?.mapping?.entries ?? []).compactMap { entry in
      var reader = MappingReader(entry.value, what: "engine '\(entry.key)'", into: &diagnostics)
      let title = reader.required("title", into: &diagnostics)?.scalar?.text ?? entry.key
      let family = reader.required("engine", into: &diagnostics)?.scalar?.text ?? entry.key
      let version = reader.optional("from-version")?.scalar?.text ?? "0"
      let released = reader.required("released", into: &diagnostics)?
        .date("'released'", into: &diagnostics)
      let scheduling = reader.required("scheduling", into: &diagnostics)?
        .choice(
          "scheduling", among: Scheduling.allCases.map(\.rawValue), into: &diagnostics
        ).flatMap(Scheduling.init(rawValue:))
      let facts = reader.optional("facts")
      let families = reader.optional("on")?.mapping?.entries ?? []
      reader.finish(into: &diagnostics)
      guard let released, let scheduling else { return nil }
      let own = constants(facts, over: shared, into: &diagnostics)
      var byFamily: [String: EngineConstants] = [:]
      for family in families {
        byFamily[family.key] = constants(family.value, over: own, into: &diagnostics)
      }
      return ServingEngine(
        id: entry.key, title: title, family: family,
        version: version.split(separator: ".").compactMap { Int($0) }, released: released,
        scheduling: scheduling, constants: own, byFamily: byFamily)
    }
  }
}

extension EngineConstants {
  /// - Parameter wider: What the table leaves out.
  fileprivate init(
    _ table: ConstantTable, over wider: EngineConstants?, into diagnostics: inout DiagnosticList
  ) {
    func fact<U: Unit>(
      _ key: String, _ known: Fact<U>?, _ diagnostics: inout DiagnosticList
    ) -> Fact<U> {
      if let known, !known.value.isNaN, !table.has(key) { return known }
      return table.fact(key, U.self, into: &diagnostics)
    }
    stepTime = fact("step-time", wider?.stepTime, &diagnostics)
    layerTime = fact("layer-time", wider?.layerTime, &diagnostics)
    expertLayerTime = fact("moe-layer-time", wider?.expertLayerTime, &diagnostics)
    latentLayerTime = fact("latent-layer-time", wider?.latentLayerTime, &diagnostics)
    sequenceTime = fact("sequence-time", wider?.sequenceTime, &diagnostics)
    collectiveLatency = fact("collective-latency", wider?.collectiveLatency, &diagnostics)
    networkLatency = fact("network-latency", wider?.networkLatency, &diagnostics)
    requestTime = fact("request-time", wider?.requestTime, &diagnostics)
    streamInterval = fact("stream-interval", wider?.streamInterval, &diagnostics)
    attentionDataWait = fact("attention-dp-wait", wider?.attentionDataWait, &diagnostics)
    chunk = fact("chunk-budget", wider?.chunk, &diagnostics)
    productFactor = fact("product-factor", wider?.productFactor, &diagnostics)
    memoryShare = fact("memory-utilisation", wider?.memoryShare, &diagnostics)
    reserve = fact("memory-reserve", wider?.reserve, &diagnostics)
    sequences = fact("sequences", wider?.sequences, &diagnostics)
    cacheRate = fact("cache-efficiency", wider?.cacheRate, &diagnostics)
    latentCacheRate = fact("mla-cache-efficiency", wider?.latentCacheRate, &diagnostics)
    linkFactor = fact("link-factor", wider?.linkFactor, &diagnostics)
    sharpness = fact("norm", wider?.sharpness, &diagnostics)
    expertSkew = fact("expert-skew", wider?.expertSkew, &diagnostics)
    expertPadding = fact("expert-padding", wider?.expertPadding, &diagnostics)
    expertRate = fact("expert-bandwidth", wider?.expertRate, &diagnostics)
    expertReferenceWidth = fact("expert-reference-width", wider?.expertReferenceWidth, &diagnostics)
    dispatchBytes = fact("dispatch-bytes", wider?.dispatchBytes, &diagnostics)
    verified = fact("mtp-verified", wider?.verified, &diagnostics)
    accepted = fact("mtp-accepted", wider?.accepted, &diagnostics)
    handover = fact("handover", wider?.handover, &diagnostics)
    idlePower = fact("power-idle", wider?.idlePower, &diagnostics)
    decodePower = fact("power-decode", wider?.decodePower, &diagnostics)
    prefillPower = fact("power-prefill", wider?.prefillPower, &diagnostics)
  }
}

extension EngineConstants {
  /// Gives a constant another value by its name in the file, as a fit does; unknown names are left.
  ///
  /// - Returns: Whether there is such a constant.
  @discardableResult
  public mutating func set(_ name: String, to value: Double) -> Bool {
    switch name {
    case "step-time": stepTime = stepTime.moved(to: value)
    case "layer-time": layerTime = layerTime.moved(to: value)
    case "moe-layer-time": expertLayerTime = expertLayerTime.moved(to: value)
    case "latent-layer-time": latentLayerTime = latentLayerTime.moved(to: value)
    case "sequence-time": sequenceTime = sequenceTime.moved(to: value)
    case "collective-latency": collectiveLatency = collectiveLatency.moved(to: value)
    case "network-latency": networkLatency = networkLatency.moved(to: value)
    case "request-time": requestTime = requestTime.moved(to: value)
    case "stream-interval": streamInterval = streamInterval.moved(to: value)
    case "attention-dp-wait": attentionDataWait = attentionDataWait.moved(to: value)
    case "product-factor": productFactor = productFactor.moved(to: value)
    case "cache-efficiency": cacheRate = cacheRate.moved(to: value)
    case "mla-cache-efficiency": latentCacheRate = latentCacheRate.moved(to: value)
    case "link-factor": linkFactor = linkFactor.moved(to: value)
    case "norm": sharpness = sharpness.moved(to: value)
    case "expert-skew": expertSkew = expertSkew.moved(to: value)
    case "expert-padding": expertPadding = expertPadding.moved(to: value)
    case "expert-bandwidth": expertRate = expertRate.moved(to: value)
    case "mtp-accepted": accepted = accepted.moved(to: value)
    case "handover": handover = handover.moved(to: value)
    case "power-idle": idlePower = idlePower.moved(to: value)
    case "power-decode": decodePower = decodePower.moved(to: value)
    case "power-prefill": prefillPower = prefillPower.moved(to: value)
    default: return false
    }
    return true
  }

  /// The value of a constant by its name in the file, in base units.
  public func value(_ name: String) -> Double? {
    switch name {
    case "step-time": stepTime.value
    case "layer-time": layerTime.value
    case "moe-layer-time": expertLayerTime.value
    case "latent-layer-time": latentLayerTime.value
    case "sequence-time": sequenceTime.value
    case "collective-latency": collectiveLatency.value
    case "network-latency": networkLatency.value
    case "request-time": requestTime.value
    case "stream-interval": streamInterval.value
    case "attention-dp-wait": attentionDataWait.value
    case "product-factor": productFactor.value
    case "cache-efficiency": cacheRate.value
    case "mla-cache-efficiency": latentCacheRate.value
    case "link-factor": linkFactor.value
    case "norm": sharpness.value
    case "expert-skew": expertSkew.value
    case "expert-padding": expertPadding.value
    case "expert-bandwidth": expertRate.value
    case "mtp-accepted": accepted.value
    case "handover": handover.value
    case "power-idle": idlePower.value
    case "power-decode": decodePower.value
    case "power-prefill": prefillPower.value
    default: nil
    }
  }
}

extension ServingCalibration {
  /// Gives a constant another value by its name in the datasheet, as a fit does.
  @discardableResult
  public mutating func set(_ name: String, to value: Double) -> Bool {
    switch name {
    case "mbu": bandwidth = bandwidth.moved(to: value)
    case "mfu-correction": correction = correction.moved(to: value)
    case "mfu-moe": expertProducts = expertProducts.moved(to: value)
    case "prefill-attention": prefillAttention = prefillAttention.moved(to: value)
    case "link-efficiency": link = link.moved(to: value)
    default:
      for group in Group.allCases {
        if name == "bandwidth-\(group.rawValue)", let old = bandwidthFactors[group] {
          bandwidthFactors[group] = old.moved(to: value)
          return true
        }
        if name == "mfu-\(group.rawValue)", let old = products[group] {
          products[group] = old.moved(to: value)
          return true
        }
      }
      return false
    }
    return true
  }

  /// The value of a constant by its name in the datasheet.
  public func value(_ name: String) -> Double? {
    switch name {
    case "mbu": bandwidth.value
    case "mfu-correction": correction.value
    case "mfu-moe": expertProducts.value
    case "prefill-attention": prefillAttention.value
    case "link-efficiency": link.value
    default:
      Group.allCases.lazy.compactMap {
        name == "bandwidth-\($0.rawValue)"
          ? bandwidthFactors[$0]?.value
          : name == "mfu-\($0.rawValue)" ? products[$0]?.value : nil
      }.first
    }
  }
}

extension Fact {
  fileprivate func moved(to value: Double) -> Fact { Fact(value, provenance) }
}
