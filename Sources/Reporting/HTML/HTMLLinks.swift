/// The anchors of derivations, by the links of figures.
struct HTMLLinks {
  private var anchors: [FigureLink: String] = [:]

  init(_ plans: [ResultPlan]) {
    var number = 0
    for part in plans.flatMap(\.parts) {
      number += 1
      for (index, figure) in part.figures.enumerated() {
        add(FigureLink(part: part.key, figure: figure.name), "f\(number)-\(index + 1)")
      }
      for (index, alternative) in part.alternatives.enumerated() {
        add(FigureLink(part: part.key, figure: alternative.name), "a\(number)-\(index + 1)")
      }
    }
  }

  private mutating func add(_ link: FigureLink, _ anchor: String) {
    // Two plans of one name have the same figures by the same links: the first one stands for both.
    if anchors[link] == nil { anchors[link] = anchor }
  }

  func anchor(_ link: FigureLink) -> String? { anchors[link] }

  /// The text, as a link where the figure has a derivation.
  func wrap(_ text: String, _ link: FigureLink?) -> String {
    guard let anchor = link.flatMap({ anchors[$0] }) else { return text }
    return "<a href=\"#\(anchor)\">\(text)</a>"
  }
}
