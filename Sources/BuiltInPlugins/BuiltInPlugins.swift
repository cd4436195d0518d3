internal import Cerebras
internal import Endpoints
internal import Groq
internal import H100
public import HardwareKit
internal import SambaNova

/// The only list of the plugins that the program is built with.
public let builtInPlugins: [any HardwarePlugin] = [
  H100(),
  Groq(),
  Cerebras(),
  SambaNova(),
  Endpoints(),
]
