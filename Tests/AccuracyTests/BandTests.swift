import Figures
import HardwareKit
import Testing

@testable import Accuracy

@Suite struct BandTests {
  /// Residuals of cells: a mean of each cell and noise of each row, from a seed.
  static func samples(cells: Int, seed: UInt64, group: String = "training dense") -> [BandSample] {
    var generator = SeededGenerator(seed: seed)
    func noise() -> Double {
      // Twelve uniform numbers are nearly normal.
      (0..<12).reduce(-6.0) { sum, _ in
        sum + Double.random(in: 0..<1, using: &generator)
      }
    }
    return (0..<cells).flatMap { cell in
      let mean = noise() * 0.1
      return (0..<(1 + cell % 7)).map { _ in
        BandSample(
          kind: .throughput, group: group, cell: "\(cell)", residual: mean + noise() * 0.05)
      }
    }
  }

  @Test func coversCellsThatWereHeldOut() {
    let widths = BandLearning().widths(Self.samples(cells: 60, seed: 1))
    #expect(widths.map(\.group) == ["training all", "training dense"])
    let width = widths[1].halfWidth
    #expect((0.85...0.95).contains(widths[1].coverage))
    // Other cells of the same kind, never seen.
    let others = Self.samples(cells: 400, seed: 2)
    let inside = Double(others.count { abs($0.residual) <= width }) / Double(others.count)
    #expect((0.85...0.95).contains(inside), "\(inside)")
  }

  @Test func fewCellsBorrow() {
    var samples = Self.samples(cells: 40, seed: 3)
    samples += Self.samples(cells: 2, seed: 4, group: "training odd").map {
      BandSample(kind: $0.kind, group: $0.group, cell: "odd \($0.cell)", residual: $0.residual / 50)
    }
    let widths = BandLearning().widths(samples)
    let odd = widths.first { $0.group == "training odd" }
    let all = widths.first { $0.group == "training all" }
    #expect(odd?.halfWidth == all?.halfWidth && odd?.cells == 2)
  }

  @Test func theSameRowsGiveTheSameBands() {
    let samples = Self.samples(cells: 30, seed: 5)
    #expect(BandLearning().widths(samples) == BandLearning().widths(samples.reversed()))
  }

  /// Today's bands: every group in use has one, wider where nothing is known.
  @Test func unseenIsWider() throws {
    let bands = try SharedData.embedded().bands
    let known = try #require(
      bands.halfWidth(
        kind: "throughput", group: "training dense given", product: "nvidia-h100-sxm5",
        vendor: "NVIDIA", model: "llama-3.1-8b"))
    func other(_ product: String, _ vendor: String, _ model: String) throws -> Double {
      try #require(
        bands.halfWidth(
          kind: "throughput", group: "training dense given", product: product, vendor: vendor,
          model: model))
    }
    #expect(known > 0.02 && known < 1)
    #expect(try other("nvidia-x9", "NVIDIA", "llama-3.1-8b") > known)
    #expect(
      try other("acme-1", "Acme", "llama-3.1-8b") > other("nvidia-x9", "NVIDIA", "llama-3.1-8b"))
    #expect(try other("nvidia-h100-sxm5", "NVIDIA", "a-new-model") > known)
    #expect(
      bands.halfWidth(
        kind: "throughput", group: "training of the future", product: "nvidia-h100-sxm5",
        vendor: "NVIDIA", model: "llama-3.1-8b") != nil)
    #expect(
      bands.halfWidth(
        kind: "throughput", group: "folding", product: "nvidia-h100-sxm5", vendor: "NVIDIA",
        model: "llama-3.1-8b") == nil)
  }

  /// A fit of one model leaves the bands of the other alone.
  @Test func fitsRelearnTheirOwnBands() throws {
    let today = try SharedData.embedded().bands
    let learnt = today.learnt(from: [], fits: [CalibrationReport(ToySet())])
    let serving = today.widths.filter { $0.group.hasPrefix("serving") }
    #expect(!serving.isEmpty && learnt.widths.filter { $0.group.hasPrefix("serving") } == serving)
    #expect(learnt.covered["serving"] == today.covered["serving"])
    #expect(
      learnt.widths.filter { $0.group.hasPrefix("training") }.map(\.kind) == [
        "step_time", "step_time",
      ])
  }

  @Test func bandsFilesAreWrittenAsTheyAreRead() throws {
    let text = String(decoding: try #require(EmbeddedFile.bytes("bands.yaml")), as: UTF8.self)
    let bands = try SharedData.embedded().bands
    let written = bands.yaml(header: ErrorBands.header(of: text), note: "x")
    #expect(
      written.split(separator: "\n").filter { !$0.hasPrefix("# learnt") }
        == text.split(separator: "\n").filter { !$0.hasPrefix("# learnt") })
  }
}
