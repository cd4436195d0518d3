import BuiltInPlugins
import Diagnostics
import Documents
import HardwareKit
import PlanFiles
import Planning
import Testing

/// The folder of the package, from the place of this file.
enum Repository {
  static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  static func path(_ relative: String) -> String { root + "/" + relative }
}

/// A plan with what follows from it.
struct PlannedSample: Sendable {
  let read: ReadPlan
  let outcome: Outcome
  let products: [String: ModelledProduct]

  var plan: Plan { read.plan }
}

/// Plans, read and planned as the program does it.
enum Samples {
  static let names = ["train-from-scratch", "fine-tune-llama", "inference-only"]
  /// Plans of fleets, which have options in place of workloads.
  static let fleets = ["neocloud-sizing", "buy-or-rent"]

  static let registry = ProductRegistry(builtInPlugins)
  /// Every product of the program, read once.
  private static let catalogue = Result { try registry.products(registry.productIDs) }
  private static let shared = Result { try SharedData.embedded() }
  private static let planned: [String: Result<PlannedSample, any Error>] = Dictionary(
    uniqueKeysWithValues: (names + fleets).map { name in
      (name, Result { try plan(Repository.path("Plans/\(name).yaml")) })
    })

  static func context(_ reader: FileReader = .disk) throws -> PlanContext {
    PlanContext(registry: registry, shared: try shared.get(), reader: reader)
  }

  /// A sample plan of the repository, planned once for all tests.
  static func planned(_ name: String) throws -> PlannedSample {
    try #require(planned[name]).get()
  }

  static func plan(
    _ path: String, scenario: String? = nil, settings: [String] = [], reader: FileReader = .disk
  ) throws -> PlannedSample {
    let context = try context(reader)
    let read = try readPlan(path, scenario: scenario, settings: settings, context: context)
    return try follow(read)
  }

  static func products() throws -> [String: ModelledProduct] { try catalogue.get() }

  struct Unexpected: Error {}

  /// The run of the plan that trains from scratch.
  static func training() throws -> TrainingDemand {
    for workload in try planned("train-from-scratch").plan.workloads {
      if case .train(let demand) = workload.kind { return demand }
    }
    throw Unexpected()
  }

  /// The service that all sample plans share.
  static func serving() throws -> ServingDemand {
    for workload in try planned("inference-only").plan.workloads {
      if case .serve(let demand) = workload.kind { return demand }
    }
    throw Unexpected()
  }

  /// A plan that stands in a test.
  static func plan(text: String, settings: [String] = []) throws -> PlannedSample {
    try plan("plan.yaml", settings: settings, reader: .memory(["plan.yaml": text]))
  }

  /// A plan of one service that stands in a test: 8-bit weights, and further lines of the workload.
  static func service(
    model: String = "llama-3.1-70b", on hardware: String = "nvidia-h100-sxm5", traffic: String,
    level: String, _ more: String...
  ) throws -> PlannedSample {
    let lines = ["precision: fp8"] + more
    return try plan(
      text: """
        headroom: 1
        model: \(model)
        hardware: [\(hardware)]
        finance: {as-of: 2026-10-01}
        workloads:
          assistant:
            kind: serve
            traffic: {\(traffic)}
            service-level: {\(level)}
        \(lines.map { "    \($0)\n" }.joined())
        """)
  }

  static func follow(_ read: ReadPlan) throws -> PlannedSample {
    let products = try products()
    let planner = Planner(
      products: products, facility: try context().shared.facility, bands: try context().shared.bands
    )
    return PlannedSample(read: read, outcome: planner.outcome(of: read.plan), products: products)
  }
}
