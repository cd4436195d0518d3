import Diagnostics
import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing
import Units

/// How the keys of workloads, hardware and ways to have it are read.
@Suite struct WorkloadTests {
  static let all = [
    "nvidia-h100-sxm5", "nvidia-h100-pcie", "nvidia-h100-nvl", "nvidia-h200-sxm",
    "nvidia-h200-nvl", "nvidia-gh200",
  ]

  struct Hardware: Sendable, CustomTestStringConvertible {
    let key: String
    let products: [String]
    var testDescription: String { key }
  }

  static let hardware = [
    Hardware(key: "hardware: [nvidia-h100-sxm5]", products: ["nvidia-h100-sxm5"]),
    Hardware(key: "hardware: nvidia-h100-sxm5", products: ["nvidia-h100-sxm5"]),
    Hardware(
      key: "hardware: [GH200, H100-SXM, gh200]", products: ["nvidia-gh200", "nvidia-h100-sxm5"]),
    Hardware(key: "hardware: {chat: [h200]}", products: ["nvidia-h200-sxm"]),
    Hardware(
      key: "hardware: [h200, gh200, -nvidia-h200-sxm]", products: ["nvidia-gh200"]),
    Hardware(key: "hardware: [h100]", products: ["nvidia-h100-sxm5"]),
  ]

  @Test(arguments: hardware)
  func hardwareIsAListForAllOrForEach(_ row: Hardware) throws {
    let read = try Plans.read(Plans.service(below: row.key))
    #expect(read.plan.workloads[0].products == row.products)
  }

  @Test func withoutAListEveryProductIsAsked() throws {
    let every = try Plans.read(Plans.service()).plan.workloads[0].products
    #expect(Set(every).isSuperset(of: Self.all))
    let some = try Plans.read(
      Plans.service(below: "hardware: [-nvidia-gh200, -h200-nvl]")
    ).plan.workloads[0].products
    #expect(some == every.filter { !["nvidia-gh200", "nvidia-h200-nvl"].contains($0) })
  }

  @Test func anOpenNameIsReadWithANote() throws {
    let notes = try Plans.read(Plans.service(below: "hardware: [h100]")).notes
    #expect(notes.diagnostics.map(\.code.name) == ["ambiguous-product"])
    #expect(Plans.errors(Plans.service(below: "hardware: [h1000]")) == ["unknown-product"])
    #expect(Plans.errors(Plans.service(below: "hardware: {talk: [h200]}")) == ["unknown-key"])
  }

  @Test(arguments: [
    ("", 0.0), ("    redundancy: none", 0), ("    redundancy: n+1 replicas", 1),
    ("    redundancy: n+1", 1), ("    redundancy: N+2 replicas", 2),
  ])
  func redundancyCountsSpareReplicas(_ line: String, _ spares: Double) throws {
    #expect(try Plans.serving(Plans.read(Plans.service(line)).plan).spares.value == spares)
  }

  @Test(arguments: ["2n", "n-1", "n+", "n+x", "1 replica"])
  func otherRedundancyIsRefused(_ text: String) {
    #expect(Plans.errors(Plans.service("    redundancy: \(text)")) == ["impossible-value"])
  }

  static func traffic(_ mean: String) -> String {
    Plans.service().replacing("prompt: 1000 tokens", with: "\(mean)prompt: 1000 tokens")
  }

  @Test(arguments: [
    ("", 1.0), ("mean: 40% of peak, ", 0.4), ("mean: 40%, ", 0.4),
    ("mean: 25 output tokens/s, ", 0.25), ("mean: 100 tokens/s, ", 1),
  ])
  func meanIsAShareOrARate(_ mean: String, _ share: Double) throws {
    let found = try Plans.serving(Plans.read(Self.traffic(mean)).plan).meanShare
    #expect(abs(found.value - share) < 1e-15)
  }

  @Test(arguments: ["mean: 120% of peak, ", "mean: 101 tokens/s, "])
  func aMeanAboveThePeakIsRefused(_ mean: String) {
    #expect(Plans.errors(Self.traffic(mean)) == ["impossible-value"])
  }

  @Test(arguments: [
    ("acquire: [rent: {}]", ["on-demand"]),
    ("acquire: [rent]", ["?"]),
    ("acquire: [{rent: {term: 1 year}}]", ["reserved-1y"]),
    ("acquire: [{rent: {term: 12 months, commitment: reserved}}]", ["reserved-1y"]),
    ("acquire: [{rent: {commitment: reserved}}]", ["reserved-1y"]),
    ("acquire: [{rent: {term: 3 years}}]", ["reserved-3y"]),
    ("acquire: [{rent: {term: 36 months, commitment: reserved}}]", ["reserved-3y"]),
    ("acquire: [{rent: {commitment: spot}}]", ["spot"]),
    ("acquire: [{rent: {segment: hyperscaler}}]", ["on-demand, hyperscaler"]),
    ("acquire: [{rent: {provider: Lambda}}]", ["on-demand, Lambda"]),
    ("acquire: {chat: [{buy: {}}, {rent: {}}]}", ["buy", "on-demand"]),
    ("acquire: {buy: {}}", ["buy"]),
    ("acquire: [{endpoint: {}}]", ["endpoint"]),
    ("", ["on-demand"]),
  ])
  func waysAreRead(_ key: String, _ labels: [String]) throws {
    let text = Plans.service(below: key)
    if labels == ["?"] {
      #expect(!Plans.errors(text).isEmpty)
    } else {
      #expect(try Plans.read(text).plan.workloads[0].ways.map(\.label) == labels)
    }
  }

  @Test(arguments: [
    ("rent: {term: 2 years}", "impossible-value"),
    ("rent: {term: 6 months, commitment: reserved}", "impossible-value"),
    ("rent: {term: 1 year, commitment: on-demand}", "conflicting-keys"),
    ("rent: {commitment: forever}", "unknown-value"),
    ("buy: {residual: 120%}", "impossible-value"),
  ])
  func termsThatNobodySellsAreRefused(_ way: String, _ code: String) {
    #expect(Plans.errors(Plans.service(below: "acquire: [\(way)]")) == [code])
  }

  @Test func whatAPlanLeavesOutHasADefault() throws {
    let shared = try Plans.data()
    let serving = try Plans.serving(Plans.read(Plans.service()).plan)
    #expect(serving.engine.id == shared.defaultEngine?.id)
    #expect(serving.precision == .bf16 && serving.cachePrecision == .bf16)
    #expect(serving.growth.value == 0)
    let last = try #require(shared.engines.last)
    let named = try Plans.serving(Plans.read(Plans.service("    engine: \(last.id)")).plan)
    #expect(named.engine.id == last.id)
    #expect(Plans.errors(Plans.service("    engine: steam")) == ["unknown-value"])

    func run(_ line: String) -> String {
      """
      headroom: 1
      model: llama-3.1-8b
      workloads:
        tune: {kind: fine-tune, tokens: 1 G tokens\(line)}
      """
    }
    let tuning = try Plans.training(Plans.read(run("")).plan)
    #expect(tuning.stack.id == shared.defaultStack?.id && tuning.stack.id == "megatron")
    #expect(tuning.method == .full && tuning.precision == .bf16 && tuning.runs.value == 1)
    #expect(tuning.batch.value == shared.constants.fineTuneBatch.value)
    let other = try Plans.training(
      Plans.read(run(", stack: fsdp, method: qlora, runs: 3, rank: 8")).plan)
    #expect(other.stack.id == "fsdp" && other.stack.isFullySharded)
    #expect(other.method == .qlora && other.runs.value == 3)
    #expect(other.constants.adapterRank.value == 8)
    #expect(Plans.errors(run(", stack: abacus")) == ["unknown-value"])
    #expect(
      Plans.errors(run(", accelerators: 8, deadline: 3 days")) == ["conflicting-keys"])
    let plain = try Plans.read(Plans.service()).plan.finance
    #expect(plain.months == 12 && plain.asOf == nil && plain.discount == nil)
  }

  @Test func factsPointAtTheirPlace() throws {
    let main = Plans.service(below: "import: [shared/more.yaml]")
    let more = "finance:\n  horizon: 18 months   # a year and a half\n"
    let read = try Plans.read(main, files: ["shared/more.yaml": more])
    #expect(read.plan.finance.months == 18)
    guard case .plan(let horizon) = read.plan.finance.horizon.provenance.origin else {
      Issue.record("\(read.plan.finance.horizon.provenance.origin)")
      return
    }
    #expect((horizon.line, horizon.column, horizon.length) == (2, 12, 9))
    #expect(horizon.file == "shared/more.yaml")
    guard case .plan(let peak) = try Plans.serving(read.plan).peak.provenance.origin else {
      return
    }
    #expect((peak.file, peak.line, peak.column) == ("plan.yaml", 6, 21))
    #expect(try Plans.serving(read.plan).peak.provenance.written == "100 output tokens/s")
  }
}
