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

  /// Every number of a formula that is not structure is an input with a source. Around the formulas,
  /// where layouts are listed, whole numbers are counts; a fraction is a figure anywhere.
  @Test func modelsHoldNoFigures() throws {
    let models = try Checkout.sources().filter(\.isModel)
    #expect(models.count >= 9, "the model files are not being found")
    let word = #/\w+(?:\.\d+)?/#
    var bodies = 0
    for file in models {
      for match in file.code.matches(of: word)
      where match.output.first?.isNumber == true && match.output.contains(".") {
        Issue.record("\(file) holds the number \(match.output)")
      }
      for body in file.modelBodies {
        bodies += 1
        for match in body.matches(of: word) where match.output.first?.isNumber == true {
          #expect(
            ["0", "1", "2"].contains(match.output), "\(file) holds the number \(match.output)")
        }
      }
    }
    #expect(bodies > 20, "the bodies of models are not being found")
  }

  /// Larger numbers that are structure have names and reasons, all in one file, and nobody adds them up from
  /// smaller ones instead.
  @Test func structuralNumbersAreNamed() throws {
    let path = "Sources/Figures/Algebra+Structure.swift"
    let files = try Checkout.sources()
    let file = try #require(files.first { $0.path == path })
    let named = file.text.matches(
      of:
        #/((?: *\/\/\/.*\n)+) *@inlinable\n *public static var (?<name>\w+): Self \{ (?<value>[0-9 \/]+) \}/#
    )
    #expect(
      named.map { "\($0.output.name) \($0.output.value)" } == [
        "trainingPasses 3", "shardedTravels 3", "contextRounds 3", "tensorReductions 4",
        "collectiveReference 3", "switchLayers 3", "oddsPerDeviate 5 / 3",
      ])
    #expect(file.code.matches(of: #/\b[3-9]\b/#).count == named.count + 1)
    for file in files.filter(\.isModel) {
      for body in file.modelBodies {
        for match in body.matches(of: #/(?:^|[^$\w.])[0-9]+ [+*] [0-9]+\b/#) {
          Issue.record("\(file) makes a number of \(match.output)")
        }
      }
    }
  }

  /// One name, one definition: a sheet would otherwise hold two meanings under one name. Two plugins
  /// never write for the same workload, so each is held against the rooms and itself.
  @Test func figureNamesAreDefinedOnce() throws {
    var places: [String: [SwiftFile]] = [:]
    for file in try Checkout.sources() {
      for body in file.extensions(of: "FigureID") {
        for match in body.matches(of: #/\(\s*"(?<name>[a-z0-9]+(?:[.-][a-z0-9]+)*)",/#) {
          places[String(match.output.name), default: []].append(file)
        }
      }
    }
    #expect(places.count > 100, "the names are not being read")
    for (name, files) in places {
      let rooms = files.filter { !$0.isPlugin }
      let plugins = Dictionary(grouping: files.filter(\.isPlugin), by: \.target)
      let most = rooms.count + (plugins.values.map(\.count).max() ?? 0)
      #expect(most <= 1, "figure '\(name)' is defined in \(files.map(\.path).sorted())")
    }
  }

  @Test func figuresAreDefinedInExtensions() throws {
    for file in try Checkout.sources() where file.target != "Figures" {
      let all = file.text.matches(of: #/FigureID\(\s*"/#).count
      let inside = file.extensions(of: "FigureID")
        .reduce(0) { $0 + $1.matches(of: #/FigureID\(\s*"/#).count }
      #expect(all == inside, "\(file) defines a figure outside of an extension of FigureID")
    }
  }
}
