public import Diagnostics

// What the readers of architectures and catalogues say. Keys, kinds and ranges are Documents' words.
extension Diagnostic {
  static func unevenHeads(_ shared: Int, of heads: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .badArchitecture,
      "expected key and value heads that divide \(heads) heads evenly, found '\(shared)'", at: span)
  }

  static func unevenHeadDimension(hidden: Int, heads: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .badArchitecture,
      "expected heads that divide the hidden size \(hidden) evenly, found '\(heads)'", at: span,
      notes: [Note("or give 'head_dim'")])
  }

  static func scatteredLayers(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .badArchitecture, "expected only the first layers in mlp_only_layers", at: span,
      notes: [Note("dense layers between those with experts are not modelled")])
  }

  static func layerTypeCount(_ count: Int, layers: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .badArchitecture, "expected \(layers) layer types, one a layer, found \(count)",
      at: span)
  }

  static func missingModelType(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .warning, .unknownModelType, "missing 'model_type': read as 'llama'", at: span,
      notes: [checkTheCount])
  }

  static func unknownModelType(
    _ text: String, among known: [String], at span: SourceSpan
  ) -> Diagnostic {
    let near = closestMatch(to: text, in: known).map { Note("did you mean '\($0)'?") }
    return Diagnostic(
      .warning, .unknownModelType, "unknown model type \(quoted(text)): read as 'llama'", at: span,
      notes: [near, checkTheCount].compactMap { $0 })
  }

  static func notCounted(_ key: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.warning, .notCounted, "'\(key)' is not counted for this model type", at: span)
  }

  private static var checkTheCount: Note {
    Note("compare the parameter count that it gives with the published one")
  }
}

// Catalogues.
extension Diagnostic {
  static func unknownSource(
    _ key: String, among known: [String], at span: SourceSpan
  ) -> Diagnostic {
    let near = closestMatch(to: key, in: known).map { [Note("did you mean '\($0)'?")] } ?? []
    return Diagnostic(
      .error, .unknownModelSource, "unknown source \(quoted(key))", at: span, notes: near)
  }

  static func modelNameTaken(_ name: String, by id: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .modelNameTaken, "name \(quoted(name)) belongs to model \(quoted(id)) already",
      at: span, notes: [Note("case is ignored, and space, '_' and '-' are read alike")])
  }

  static func uncheckedModel(_ id: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .uncheckedModel,
      "expected a printed count that the dimensions reproduce for model \(quoted(id)), found none",
      at: span)
  }

  static func unreadableCount(_ text: String, at span: SourceSpan) -> Diagnostic {
    expected("a printed count such as '8.03B' or all its digits", text, at: span)
  }

  static func unreadableModelDate(_ text: String, at span: SourceSpan) -> Diagnostic {
    expected("a date such as '2024-07-23'", text, at: span)
  }

  static func unreadableScore(_ text: String, at span: SourceSpan) -> Diagnostic {
    expected("a score from '0%' to '100%'", text, at: span)
  }

  private static func expected(_ what: String, _ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .unreadableModelFigure, "expected \(what), found \(quoted(text))", at: span)
  }
}

extension DiagnosticCode {
  public static let badArchitecture = DiagnosticCode(
    "bad-architecture",
    help: """
      The dimensions of a model contradict one another, or describe an arrangement of layers that is \
      not modelled. Compare the file with the published config.json of the model.
      """)

  public static let unknownModelType = DiagnosticCode(
    "unknown-model-type",
    help: """
      A config.json is of a kind that Headroom has no rules for. It was read as if it were a Llama \
      model: grouped attention, three feed-forward matrices, no experts. That is right for many dense \
      models and wrong for most others, so compare the parameter count with the published one.
      """)

  public static let notCounted = DiagnosticCode(
    "not-counted",
    help: """
      A config.json switches something on that Headroom does not count for its model type. The \
      parameter count will be slightly low; everything else is unaffected.
      """)

  public static let unknownModelSource = DiagnosticCode(
    "unknown-model-source",
    help: "A model cites a source that the `sources` table of its catalogue does not have.")

  public static let modelNameTaken = DiagnosticCode(
    "model-name-taken",
    help: """
      Two models of a catalogue answer to one name. Case is ignored in names, and a space, '_' and \
      '-' are the same, so that spellings of other tables find their model.
      """)

  public static let uncheckedModel = DiagnosticCode(
    "unchecked-model",
    help: """
      A model of a catalogue has no printed count that its dimensions could be held to. Give the \
      publisher's figure, or the number of elements in the published checkpoint.
      """)

  public static let unreadableModelFigure = DiagnosticCode(
    "unreadable-model-figure",
    help: "A date, a printed count or a score in a model catalogue is not written as one.")
}
