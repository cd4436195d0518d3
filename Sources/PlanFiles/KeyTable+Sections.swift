package import Keys

extension KeyTable {
  /// Every key of a plan.
  ///
  /// - Parameter context: What plans may name: engines and stacks are listed.
  package static func plan(_ context: PlanContext) -> KeyTable {
    let reader = PlanReader(context: context, file: "", patches: PatchSet())
    return KeyTable(sections: reader.planSection.sections)
  }
}

extension PlanContext {
  /// Top-level keys of a plan.
  var topKeys: [String] {
    PlanReader(context: self, file: "", patches: PatchSet()).planSection.names
  }
}
