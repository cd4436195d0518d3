import JSON
import Units

/// A picture in writing: shapes and text at places, in the colours of the page's style sheet.
struct SVG {
  static let width = 760.0
  let height: Double
  private(set) var body = ""

  init(height: Double) { self.height = height }

  /// - Parameter style: classes of the style sheet.
  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String
  ) {
    body +=
      "<line x1=\"\(Self.n(x1))\" y1=\"\(Self.n(y1))\" x2=\"\(Self.n(x2))\" y2=\"\(Self.n(y2))\" class=\"\(style)\"/>\n"
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, tip: String = ""
  ) {
    let shape =
      "<rect x=\"\(Self.n(x))\" y=\"\(Self.n(y))\" width=\"\(Self.n(max(0, width)))\" height=\"\(Self.n(height))\" class=\"\(style)\""
    body += tip.isEmpty ? shape + "/>\n" : shape + "><title>\(htmlText(tip))</title></rect>\n"
  }

  mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String, tip: String) {
    body +=
      "<circle cx=\"\(Self.n(x))\" cy=\"\(Self.n(y))\" r=\"\(Self.n(radius))\" class=\"\(style)\"><title>\(htmlText(tip))</title></circle>\n"
  }

  mutating func path(_ points: [(Double, Double)], _ style: String, closed: Bool = false) {
    let text = points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(Self.n(point.0)) \(Self.n(point.1))"
    }.joined()
    body += "<path d=\"\(text)\(closed ? "Z" : "")\" class=\"\(style)\"/>\n"
  }

  /// - Parameter anchor: `start`, `middle` or `end`.
  mutating func text(
    _ x: Double, _ y: Double, _ text: String, _ style: String = "", anchor: String = "start"
  ) {
    let attribute = style.isEmpty ? "" : " class=\"\(style)\""
    body +=
      "<text x=\"\(Self.n(x))\" y=\"\(Self.n(y))\" text-anchor=\"\(anchor)\"\(attribute)>\(htmlText(text))</text>\n"
  }

  /// The whole picture, with what it is called and what it shows.
  func document(id: String, title: String, summary: String) -> String {
    "<svg viewBox=\"0 0 \(Self.n(Self.width)) \(Self.n(height))\" role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\">\n<title id=\"\(id)-t\">\(htmlText(title))</title><desc id=\"\(id)-d\">\(htmlText(summary))</desc>\n\(body)</svg>\n"
  }

  /// The room that a text takes, for labels that must not meet.
  static func width(of text: String) -> Double { Double(text.displayWidth) * 6.9 }

  /// A tenth of a unit is finer than any eye.
  private static func n(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    return shortest((value * 10).rounded() / 10)
  }
}
