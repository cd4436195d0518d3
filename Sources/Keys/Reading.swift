package import Diagnostics

/// One reading of a file: what was found wrong so far. It collects and never throws, so that a file's
/// mistakes are told at once. A class of one task, handed down by reference.
package final class Reading {
  package private(set) var found: DiagnosticList

  package init(_ found: DiagnosticList = DiagnosticList()) {
    self.found = found
  }

  package func report(_ diagnostic: Diagnostic) { found.append(diagnostic) }

  /// Takes over what another pass found, and its files.
  package func merge(_ other: DiagnosticList) { found.merge(other) }

  /// A file that places speak of, so that messages can show its lines.
  package func add(_ source: SourceFile) { found.sources[source.name] = source }

  /// Calls a reader that appends to a list. It must not report to this reading meanwhile.
  package func collect<Value>(_ read: (inout DiagnosticList) -> Value) -> Value { read(&found) }
}
