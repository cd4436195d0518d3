import Foundation
import Testing

/// What a shell offers, asked through the script that a user sources.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/bin/bash"), "needs bash"))
struct CompletionTests {
  /// The words that bash would offer for the last word of a line.
  private func offered(_ words: [String]) throws -> [String] {
    let place = try Workplace()
    defer { place.remove() }
    let line = (["headroom"] + words).map { "'\($0)'" }.joined(separator: " ")
    let script = """
      source <(headroom --generate-completion-script bash)
      COMP_WORDS=(\(line)); COMP_CWORD=\(words.count)
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _headroom headroom "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    try script.write(
      to: place.folder.appending(path: "ask.sh"), atomically: true, encoding: .utf8)
    return try place.run("bash ask.sh")
  }

  @Test func scenariosOfThePlan() throws {
    let plan = "Plans/inference-only.yaml"
    #expect(
      try offered(["estimate", plan, "--scenario", ""])
        == ["peak-2023", "trough-2025", "recovery-2026", "today"])
    #expect(try offered(["compare", plan, "--scenario", "tr"]) == ["trough-2025"])
    #expect(
      try offered(["compare", plan, "--scenario", "today,tr"]) == ["today,trough-2025"])
  }

  @Test func keysOfThePlanAndOfProducts() throws {
    let keys = try offered([
      "estimate", "Plans/inference-only.yaml", "--set", "assistant.traffic.pr",
    ])
    #expect(
      keys == [
        "assistant.traffic.prompt=", "assistant.traffic.prefix-cache=",
        "assistant.traffic.prompt-variation=",
      ])
    let prices = try offered([
      "estimate", "Plans/inference-only.yaml", "--set", "nvidia-l40s.rent.neocloud.",
    ])
    #expect(prices.contains("nvidia-l40s.rent.neocloud.on-demand="))
  }

  @Test func productsByIdAndByOtherName() throws {
    #expect(try offered(["hardware", "show", "nvidia-h100-s"]) == ["nvidia-h100-sxm5"])
    #expect(try !offered(["prices", "history", "h1"]).isEmpty)
  }

  @Test func figuresOfThePlan() throws {
    #expect(
      try offered(["explain", "Plans/train-from-scratch.yaml", "pretrain.dur"])
        == ["pretrain.duration"])
  }

  @Test func plansByTheirEnding() throws {
    #expect(try offered(["validate", "Plans/infer"]) == ["Plans/inference-only.yaml"])
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func everyShellHasAScript(shell: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let lines = try place.run("headroom --generate-completion-script \(shell)")
    #expect(lines.count > 100)
  }
}
