internal import H100
public import HardwareKit

/// The only list of the plugins that the program is built with.
public let builtInPlugins: [any HardwarePlugin] = [
  H100()
]
