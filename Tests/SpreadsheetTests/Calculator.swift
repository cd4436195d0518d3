import Foundation

/// LibreOffice without a window, told to compute every formula anew when it opens a file.
enum Calculator {
  private static let program: String? = ["/usr/bin/soffice", "/usr/local/bin/soffice"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { program != nil }

  /// Continuous integration installs what tests need, so that none is left out there.
  static var isRequired: Bool {
    ProcessInfo.processInfo.environment["HEADROOM_REQUIRE_PROGRAMS"] == "1"
  }

  struct Failure: Error {
    let message: String
  }

  static func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "headroom-sheet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  /// Recalculation on load is off for files of other programs, unless a profile says so.
  private static let profile = """
    <?xml version="1.0" encoding="UTF-8"?>
    <oor:items xmlns:oor="http://openoffice.org/2001/registry">
    <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
    </oor:items>
    """

  /// The cells of a page as text with full precision, counted from 1.
  static func recalculated(_ file: URL, page: Int) throws -> [[String]] {
    guard let program else { throw Failure(message: "LibreOffice is not installed") }
    let folder = file.deletingLastPathComponent()
    let user = folder.appending(path: "profile/user")
    try FileManager.default.createDirectory(at: user, withIntermediateDirectories: true)
    try profile.write(
      to: user.appending(path: "registrymodifications.xcu"), atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to",
      // Comma, quote, UTF-8, from row 1, values not as shown, one page.
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,\(page)",
      "--outdir", folder.path, file.path,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .first { $0.hasSuffix(".csv") }
    guard let written else { throw Failure(message: "LibreOffice wrote nothing") }
    return rows(of: try String(contentsOf: folder.appending(path: written), encoding: .utf8))
  }

  private static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    var characters = Array(text)[...]
    while let character = characters.popFirst() {
      if isQuoted {
        if character == "\"" {
          if characters.first == "\"" {
            field.append("\"")
            characters.removeFirst()
          } else {
            isQuoted = false
          }
        } else {
          field.append(character)
        }
      } else if character == "\"" {
        isQuoted = true
      } else if character == "," {
        rows[rows.count - 1].append(field)
        field = ""
      } else if character.isNewline {
        rows[rows.count - 1].append(field)
        field = ""
        rows.append([])
      } else {
        field.append(character)
      }
    }
    rows[rows.count - 1].append(field)
    return rows
  }
}
