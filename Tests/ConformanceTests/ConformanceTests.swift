import BuiltInPlugins
import Diagnostics
import HardwareConformance
import HardwareKit
import Testing

@Suite struct ConformanceTests {
  @Test(arguments: builtInPlugins.indices)
  func builtInPluginsKeepTheContract(_ index: Int) {
    let plugin = builtInPlugins[index]
    let problems = checkPlugin(plugin)
    #expect(
      problems.isEmpty,
      "\(type(of: plugin).manifest.id):\n\(DiagnosticRenderer().render(problems))")
  }
}
