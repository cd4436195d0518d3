import ArgumentParser
import BuiltInPlugins
import Diagnostics
import Documents
import Figures
import HardwareKit
import PlanFiles
import Planning
import Reporting

/// What commands share: the catalogue, the reading of plans, and where diagnostics go.
final class Session {
  let output: OutputOptions
  /// Warnings that were printed already; plans that share data repeat them.
  private var printed: Set<Diagnostic> = []
  private(set) var registry = ProductRegistry(builtInPlugins)
  /// Products that were read already; plans mostly name the same.
  private var catalog: [String: ModelledProduct] = [:]

  init(_ output: OutputOptions) {
    self.output = output
    if !output.quiet { Progress.begin() }
  }

  /// A session that has the products of the user's datasheet files too.
  convenience init(_ output: OutputOptions, _ options: PlanOptions) throws {
    self.init(output)
    guard !options.hardware.isEmpty else { return }
    do throws(DiagnosticList) {
      var files: [DatasheetFile] = []
      for path in options.hardware {
        files.append(try DatasheetFile(bytes: try file(path), name: path))
      }
      registry = ProductRegistry(builtInPlugins, files: files)
    } catch {
      report(error)
      throw ExitCode(1)
    }
  }

  /// The bytes of a file that the command line names.
  func file(_ path: String) throws(DiagnosticList) -> [UInt8] {
    do throws(FileReadError) {
      return try FileReader.disk.read(path)
    } catch {
      throw DiagnosticList([
        Diagnostic(.error, .unreadableFile, "cannot read '\(path)': \(error.reason)")
      ])
    }
  }

  func context() throws -> PlanContext {
    do throws(DiagnosticList) {
      return PlanContext(registry: registry, shared: try SharedData.embedded())
    } catch {
      report(error)
      throw ExitCode(70)
    }
  }

  /// Reads a plan; mistakes go to standard error, and end the command with 1.
  func read(
    _ path: String, _ options: PlanOptions, _ context: PlanContext, checks: [String] = [],
    sweeps: Bool = true
  ) throws -> ReadPlan {
    if let several = options.scenario, several.contains(",") {
      throw ValidationError(
        "'--scenario' takes one name here; 'headroom compare PLAN --scenario \(several)' shows several"
      )
    }
    Progress.say("planning \(path)")
    do throws(DiagnosticList) {
      let read = try readPlan(
        path, scenario: options.scenario, settings: options.settings, asOf: options.asOf,
        checks: checks, sweeps: sweeps, context: context)
      if !output.quiet { report(read.notes) }
      if output.verbose {
        Streams.say("read \(read.files.joined(separator: ", "))\n")
      }
      return read
    } catch {
      report(error)
      throw ExitCode(1)
    }
  }

  /// What follows from a plan, with its problems reported.
  func outcome(
    of read: ReadPlan, _ options: PlanOptions, _ context: PlanContext
  ) throws -> Outcome {
    let outcome = try planner(of: read.plan, options, context).outcome(of: read.plan)
    for sheet in outcome.sheets where !sheet.faults.isEmpty {
      for fault in sheet.faults { Streams.say("internal error: \(fault)\n") }
      Streams.say(Interruption.ownFault)
      throw ExitCode(70)
    }
    let found = DiagnosticList(outcome.problems.diagnostics, sources: read.sources)
    if found.hasErrors || !output.quiet { report(found) }
    if found.hasErrors { throw ExitCode(1) }
    return outcome
  }

  /// Plans with the products that a plan names.
  func planner(of plan: Plan, _ options: PlanOptions, _ context: PlanContext) throws -> Planner {
    Planner(
      products: try products(plan.productIDs, options), facility: context.shared.facility,
      bands: context.shared.bands)
  }

  func report(_ all: DiagnosticList) {
    let list = all.filter {
      (!output.quiet || $0.severity == .error) && printed.insert($0).inserted
    }
    guard !list.isEmpty else { return }
    if output.format == .json {
      Streams.error(list.jsonText)
    } else {
      let renderer = DiagnosticRenderer(
        sources: list.sources, colour: Streams.isColoured(output.color, Streams.errorDescriptor))
      Streams.error(renderer.render(list))
    }
  }

  /// Products by id, these among others, with the user's own quotes laid over the catalogue's.
  func products(
    _ ids: [String], _ options: PlanOptions? = nil
  ) throws -> [String: ModelledProduct] {
    do throws(DiagnosticList) {
      catalog.merge(try registry.products(ids.filter { catalog[$0] == nil })) { known, _ in known }
      guard let path = options?.prices else { return catalog }
      let books = try ownPrices(path)
      for name in books.keys.sorted() where registry.resolve(name) != .product(name) {
        throw DiagnosticList([.unknownProduct(name, known: registry.names, at: nil)])
      }
      return catalog.mapValues { $0.adding(private: books[$0.product.id] ?? PriceBook()) }
    } catch {
      report(error)
      throw ExitCode(1)
    }
  }

  private func ownPrices(_ path: String) throws(DiagnosticList) -> [String: PriceBook] {
    return try PriceBook.read(try file(path), named: path)
  }

  /// The id that a name of a product stands for; a name that leaves the form open gets a note.
  func productID(_ name: String) throws -> String {
    switch registry.resolve(name) {
    case .product(let id): return id
    case .ambiguous(let id):
      if !output.quiet {
        report(DiagnosticList([.ambiguousProduct(name, readAs: id, at: nil)]))
      }
      return id
    case .unknown:
      report(DiagnosticList([.unknownProduct(name, known: registry.names, at: nil)]))
      throw ExitCode(1)
    }
  }
}
