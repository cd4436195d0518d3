import ArgumentParser
import BuiltInPlugins
import Diagnostics
import Documents
import HardwareKit
import Reporting
import Units

/// Whether this installation is sound.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check this installation: program, plugins, data and their age, terminal.",
    discussion: "headroom doctor")

  @OptionGroup var output: OutputOptions

  func run() throws {
    var findings = Self.program
    let data = Self.data
    findings += data.findings
    findings += terminal
    try output.emit(DoctorReport.report(findings, plugins: data.plugins))
    if findings.contains(where: { $0.verdict == .failed }) {
      Streams.say("error: this installation is not sound; the lines marked ✗ say why\n")
      throw ExitCode(1)
    }
  }

  private static var program: [DoctorReport.Finding] {
    #if compiler(>=6.3)
      let compiler = "Swift 6.3 or newer"
    #else
      let compiler = "Swift 6.2"
    #endif
    #if os(macOS)
      let system = "macOS"
    #else
      let system = "Linux"
    #endif
    #if arch(arm64)
      let machine = "arm64"
    #elseif arch(x86_64)
      let machine = "x86-64"
    #else
      let machine = "another architecture"
    #endif
    #if DEBUG
      let build = DoctorReport.Finding(
        .remark, "build", "debug", "slow; 'make install' installs a release build")
    #else
      let build = DoctorReport.Finding(.passed, "build", "release")
    #endif
    return [
      DoctorReport.Finding(.passed, "headroom", Headroom.configuration.version),
      DoctorReport.Finding(.passed, "compiler", "\(compiler), \(system) on \(machine)"), build,
      DoctorReport.Finding(.passed, "libyaml", yamlLibraryVersion),
    ]
  }

  /// Reads everything that is built in, as a plan that names every product would.
  private static var data: (findings: [DoctorReport.Finding], plugins: [DoctorReport.Plugin]) {
    var findings: [DoctorReport.Finding] = []
    var plugins: [DoctorReport.Plugin] = []
    func failure(_ what: String, _ problems: DiagnosticList) -> DoctorReport.Finding {
      DoctorReport.Finding(
        .failed, what, "\(problems.diagnostics.count) mistakes",
        problems.diagnostics.first?.message ?? "")
    }
    do throws(DiagnosticList) {
      let models = try SharedData.embedded().models.entries.count
      findings.append(DoctorReport.Finding(.passed, "models", "\(models) architectures"))
    } catch {
      findings.append(failure("shared data", error))
    }
    for plugin in builtInPlugins {
      let manifest = type(of: plugin).manifest
      do throws(DiagnosticList) {
        plugins.append(DoctorReport.Plugin(manifest.id, try plugin.catalog().products))
      } catch {
        findings.append(failure("plugin \(manifest.id)", error))
      }
    }
    let all = DoctorReport.Finding(
      .passed, "plugins", "\(plugins.count) of \(builtInPlugins.count) read")
    return (findings + [all], plugins)
  }

  private var terminal: [DoctorReport.Finding] {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { name in
      Streams.environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }.first
    let speaksUnicode = locale.map { $0.lowercased().contains("utf") } ?? false
    var findings = [
      DoctorReport.Finding(
        speaksUnicode ? .passed : .remark, "locale", locale ?? "none",
        speaksUnicode ? "" : "tables and signs such as ✓ are UTF-8; set LANG=C.UTF-8")
    ]
    let isTerminal = Streams.isTerminal(Streams.outputDescriptor)
    let isColoured = Streams.isColoured(output.color, Streams.outputDescriptor)
    findings.append(
      DoctorReport.Finding(
        .passed, "output",
        "\(isTerminal ? "a terminal" : "no terminal"), \(Streams.width) columns, \(isColoured ? "colour" : "no colour")"
      ))
    let plan = try? PlanFinder.path(nil)
    findings.append(
      DoctorReport.Finding(
        plan == nil ? .remark : .passed, "plan", plan ?? "none here",
        plan == nil ? "name one, or start with 'headroom init'" : ""))
    return findings
  }
}
