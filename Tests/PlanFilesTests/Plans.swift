import BuiltInPlugins
import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import PlanFiles
import Planning
import Testing
import Units

/// Plans that stand in tests, read as the program reads them.
enum Plans {
  private static let shared = Result { try SharedData.embedded() }

  static func data() throws -> SharedData { try shared.get() }

  static func context(_ files: [String: String] = [:]) throws -> PlanContext {
    PlanContext(
      registry: ProductRegistry(builtInPlugins), shared: try data(), reader: .memory(files))
  }

  static func table() throws -> KeyTable { KeyTable.plan(try context()) }

  static func read(
    _ text: String, scenario: String? = nil, settings: [String] = [], asOf: String? = nil,
    files: [String: String] = [:]
  ) throws -> ReadPlan {
    let all = files.merging(["plan.yaml": text]) { $1 }
    return try readPlan(
      "plan.yaml", scenario: scenario, settings: settings, asOf: asOf,
      context: PlanContext(
        registry: ProductRegistry(builtInPlugins), shared: try data(), reader: .memory(all)))
  }

  /// A service, with lines of a test in its workload and below.
  static func service(_ lines: String = "", below: String = "") -> String {
    """
    headroom: 1
    model: llama-3.1-8b
    workloads:
      chat:
        kind: serve
        traffic: {peak: 100 output tokens/s, prompt: 1000 tokens, answer: 200 tokens}
    \(lines)
    \(below)
    """
  }

  static func serving(_ plan: Plan) throws -> ServingDemand {
    guard case .serve(let demand) = try #require(plan.workloads.first).kind else {
      throw Unexpected()
    }
    return demand
  }

  static func training(_ plan: Plan) throws -> TrainingDemand {
    guard case .train(let demand) = try #require(plan.workloads.first).kind else {
      throw Unexpected()
    }
    return demand
  }

  struct Unexpected: Error {}

  /// Codes of the errors with which a plan is refused.
  static func errors(_ text: String, settings: [String] = []) -> [String] {
    do {
      _ = try read(text, settings: settings)
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics.filter { $0.severity == .error }.map { "\($0.code.name)" }
    } catch {
      return ["\(error)"]
    }
  }
}
