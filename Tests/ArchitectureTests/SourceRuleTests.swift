import Testing

/// Rules that every source file keeps.
@Suite struct SourceRuleTests {
  @Test func commentsAndStringsAreNotCode() {
    let text = #"""
      let a = "fatalError( \" as! " // try! 3.5
      /* import Foundation
      */ let b = 1 // "
      """#
    let code = SwiftFile.codeOnly(text)
    #expect(code == "let a = \"\" \n\n let b = 1 ")
  }

  @Test func nothingTrapsOnData() throws {
    for file in try Checkout.sources() {
      for word in ["try!", "fatalError(", "as!", "preconditionFailure(", "unsafeBitCast"] {
        #expect(!file.code.contains(word), "\(file) has \(word)")
      }
    }
  }

  @Test func filesStayShort() throws {
    for file in try Checkout.sources() {
      let lines = file.text.count(where: \.isNewline)
      #expect(lines <= 600, "\(file) has \(lines) lines")
    }
  }

  /// Without the attribute a call from another module costs about twenty times as much.
  @Test func publicLedgerFunctionsAreSpecialized() throws {
    var seen = 0
    let head =
      #/
      (?<attributes>(?:@\w+(?:\([^)]*\))?\s+)*)
      public\s+(?:static\s+|mutating\s+)*(?:func\s+(?<name>\w+)|(?<initializer>init))
      <[^>]*\w+:\s*Ledger\b
      /#
    for file in try Checkout.sources() {
      for match in file.code.matches(of: head) {
        seen += 1
        #expect(
          match.output.attributes.contains(#/@specialized\(where \w+ == Scratch\)/#),
          "\(file): \(match.output.name ?? "init") lacks @specialized(where L == Scratch)")
      }
    }
    #expect(seen >= 2, "no public function over Ledger was found")
  }

  /// Every number of a formula that is not structure is an input with a source.
  @Test func modelsHoldNoFigures() throws {
    let models = try Checkout.sources().filter(\.isModel)
    #expect(models.count >= 9, "the model files are not being found")
    let word = #/\w+(?:\.\d+)?/#
    for file in models {
      // The identity of a limit is no figure.
      let code = file.code.replacing(#/LimitID\(rawValue: \d+\)/#, with: "")
      for match in code.matches(of: word) where match.output.first?.isNumber == true {
        #expect(
          ["0", "1", "2"].contains(match.output), "\(file) holds the number \(match.output)")
      }
    }
  }

  /// One name, one definition: a sheet would otherwise hold two meanings under one name.
  @Test func figureNamesAreDefinedOnce() throws {
    var places: [String: [String]] = [:]
    let files = try Checkout.sources().filter { file in
      file.path.split(separator: "/").last?.hasPrefix("FigureID+") == true
    }
    #expect(files.count >= 6)
    for file in files {
      for match in file.text.matches(of: #/\(\s*"(?<name>[a-z0-9]+(?:[.-][a-z0-9]+)*)",/#) {
        places[String(match.output.name), default: []].append(file.path)
      }
    }
    #expect(places.count > 100, "the names are not being read")
    for (name, files) in places where files.count > 1 {
      Issue.record("figure '\(name)' is defined in \(files.sorted())")
    }
  }

  @Test func figuresAreDefinedInTheirFiles() throws {
    for file in try Checkout.sources()
    where file.target != "Figures" && file.text.contains(#/FigureID\(\s*"/#) {
      let name = file.path.split(separator: "/").last ?? ""
      #expect(name.hasPrefix("FigureID+"), "\(file) defines a figure")
    }
  }
}
