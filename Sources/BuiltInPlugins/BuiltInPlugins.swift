internal import A100
internal import AMD
internal import Blackwell
internal import Cerebras
internal import Endpoints
internal import Gaudi
internal import Groq
internal import H100
public import HardwareKit
internal import L40
internal import SambaNova
internal import TPU

/// The plugins that the program is built with: the folders under `Plugins/` (written by
/// `Scripts/plugins`).
public let builtInPlugins: [any HardwarePlugin] = [
  H100(),
  L40(),
  Blackwell(),
  AMD(),
  A100(),
  Gaudi(),
  TPU(),
  Groq(),
  Cerebras(),
  SambaNova(),
  Endpoints(),
]
