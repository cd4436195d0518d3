/// What may stand at a key of a file: the table behind the JSON Schema, the reference page and
/// completions, and which the tests hold against the reader.
public struct KeyTable: Sendable {
  /// The form of a value.
  public indirect enum Form: Sendable {
    /// Any text.
    case text
    /// A number with its unit, `$2.20/h`; `38% to 43%` too. The text is an example.
    case quantity(String)
    /// A share with or without its sign, or a number of things.
    case number(String)
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

  public struct Key: Sendable {
    public let name: String
    public let form: Form
    public let isRequired: Bool
    /// What it holds, as the reference page says it.
    public let help: String
    /// What counts without it.
    public let without: String

    init(
      _ name: String, _ form: Form, _ help: String, without: String = "none",
      isRequired: Bool = false
    ) {
      self.name = name
      self.form = form
      self.isRequired = isRequired
      self.help = help
      self.without = isRequired ? "required" : without
    }

    static func required(_ name: String, _ form: Form, _ help: String) -> Key {
      Key(name, form, help, isRequired: true)
    }
  }

  public struct Section: Sendable {
    public let name: String
    public let title: String
    public let keys: [Key]
    /// Whether an import may hold some of its keys, so that a file alone need not have them all.
    /// Lists are replaced and never merged.
    public let isMerged: Bool

    init(_ name: String, _ title: String, merged: Bool = true, _ keys: [Key]) {
      self.name = name
      self.title = title
      self.keys = keys
      isMerged = merged
    }
  }

  /// The first section is the whole file.
  public let sections: [Section]

  public subscript(_ name: String) -> Section? { sections.first { $0.name == name } }

  /// The paths of all values below a section: `traffic.peak` in a workload that serves.
  public func paths(in section: String) -> [String] {
    (self[section]?.keys ?? []).flatMap { key -> [String] in
      guard case .section(let name) = key.form else { return [key.name] }
      return paths(in: name).map { "\(key.name).\($0)" }
    }
  }

  /// The sections that a form names.
  public static func sections(in form: Form) -> [String] {
    switch form {
    case .section(let name): [name]
    case .named(let inner), .list(let inner), .several(let inner): sections(in: inner)
    case .either(let forms): forms.flatMap(sections)
    case .text, .quantity, .number, .choice, .date, .flag, .empty: []
    }
  }
}
