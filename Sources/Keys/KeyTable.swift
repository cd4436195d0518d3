import Units

/// What may stand at a key of a file, as sections describe it: the table behind the JSON Schema, the
/// reference page, completions and sweeps. It is made by running sections over nothing.
package struct KeyTable: Sendable {
  /// The form of a value.
  package indirect enum Form: Sendable {
    /// Any text.
    case text
    /// A number with its unit, `$2.20/h`; `38% to 43%` too. The text is an example.
    case quantity(String)
    /// A share with or without its sign, or a number of things.
    case number(String)
    /// The same two without ranges and distributions.
    case singleQuantity(String)
    case singleNumber(String)
    /// A month of the plan, `month 12`. The text is an example.
    case month(String)
    case choice([String])
    /// A day, a month or a year.
    case date
    case flag
    /// A map whose keys are a section of the table.
    case section(String)
    /// A map with names of the user's own.
    case named(Form)
    case list(Form)
    /// One, or a list of them.
    case several(Form)
    case either([Form])
    /// Nothing inside, `{}`.
    case empty
  }

  package struct Key: Sendable {
    package let name: String
    package let form: Form
    package let isRequired: Bool
    /// What it holds, as the reference page says it.
    package let help: String
    /// What counts without it.
    package let without: String
    /// Of a number: dimension, bounds, example.
    package let measure: Measure?

    package init(
      _ name: String, _ form: Form, _ help: String, without: String = "none",
      isRequired: Bool = false, measure: Measure? = nil
    ) {
      self.measure = measure
      self.name = name
      self.form = form
      self.isRequired = isRequired
      self.help = help
      self.without = isRequired ? "required" : without
    }

    package static func required(_ name: String, _ form: Form, _ help: String) -> Key {
      Key(name, form, help, isRequired: true)
    }
  }

  package struct Section: Sendable {
    package let name: String
    package let title: String
    package let keys: [Key]
    /// Whether an import may hold some of its keys, so that a file alone need not have them all.
    /// Lists are replaced and never merged.
    package let isMerged: Bool

    package init(_ name: String, _ title: String, merged: Bool = true, _ keys: [Key]) {
      self.name = name
      self.title = title
      self.keys = keys
      isMerged = merged
    }
  }

  /// The first section is the whole file.
  package let sections: [Section]

  package init(sections: [Section]) {
    self.sections = sections
  }

  package subscript(_ name: String) -> Section? { sections.first { $0.name == name } }

  /// The paths of all values below a section: `traffic.peak` in a workload that serves.
  package func paths(in section: String) -> [String] {
    (self[section]?.keys ?? []).flatMap { key -> [String] in
      guard case .section(let name) = key.form else { return [key.name] }
      return paths(in: name).map { "\(key.name).\($0)" }
    }
  }

  /// A number below a section: the path by which `--set` and sweeps reach it, and what it may be.
  package struct Input: Sendable {
    package let path: String
    package let measure: Measure
  }

  /// The numbers below a section, in the order of the page. Those in lists and below names of the
  /// user's own have no path that is known beforehand.
  package func inputs(in section: String) -> [Input] {
    (self[section]?.keys ?? []).flatMap { key -> [Input] in
      var own: [Input] = []
      if let measure = key.measure { own.append(Input(path: key.name, measure: measure)) }
      return own
        + Self.direct(key.form).flatMap { name in
          inputs(in: name).map { Input(path: "\(key.name).\($0.path)", measure: $0.measure) }
        }
    }
  }

  /// The sections that a form names outside lists and maps by name.
  private static func direct(_ form: Form) -> [String] {
    switch form {
    case .section(let name): [name]
    case .either(let forms): forms.flatMap(direct)
    default: []
    }
  }

  /// The sections that a form names.
  package static func sections(in form: Form) -> [String] {
    switch form {
    case .section(let name): [name]
    case .named(let inner), .list(let inner), .several(let inner): sections(in: inner)
    case .either(let forms): forms.flatMap(sections)
    case .text, .quantity, .number, .singleQuantity, .singleNumber, .month, .choice, .date, .flag,
      .empty:
      []
    }
  }
}
