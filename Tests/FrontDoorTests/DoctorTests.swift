import Testing

@Suite struct DoctorTests {
  @Test func soundInstallationSaysSo() throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, exit) = try place.onTerminal(
      ["doctor"], columns: 120, environment: ["LANG": "C.UTF-8", "NO_COLOR": "1"])
    #expect(exit == 0)
    #expect(!screen.contains("✗"))
    #expect(screen.contains(#/✓\s+locale\s+C.UTF-8/#))
    #expect(screen.contains(#/✓\s+output\s+a terminal, 120 columns, no colour/#))
    #expect(screen.contains(#/plugins\s+(\d+) of \1 read/#))
  }

  @Test func narrowLocaleIsARemark() throws {
    let place = try Workplace()
    defer { place.remove() }
    let (screen, exit) = try place.onTerminal(["doctor"], environment: ["LC_ALL": "C"])
    #expect(exit == 0)
    // The table may wrap the advice.
    #expect(screen.contains("LANG=C.UTF-8"))
  }
}
