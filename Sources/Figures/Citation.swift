/// Where a number was read: enough for a reader to find it again.
public struct Citation: Sendable, Hashable {
  public var title: String
  public var publisher: String
  /// ISO date of the source or of its reading; a month or a year where no day is known.
  public var date: String
  /// Repository path and commit, page address, table or section.
  public var locator: String

  public init(title: String, publisher: String, date: String, locator: String) {
    self.title = title
    self.publisher = publisher
    self.date = date
    self.locator = locator
  }
}
