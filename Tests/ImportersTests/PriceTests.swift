import BuiltInPlugins
import Diagnostics
import HardwareKit
import Testing

@testable import Importers

/// Price lists of others, each in a few lines of our own making.
@Suite struct PriceTests {
  private func prices(
    _ text: String, _ change: (inout PriceSettings) -> Void = { _ in }
  ) throws -> ImportedPrices {
    var settings = PriceSettings()
    settings.date = "2026-11-20"
    settings.provider = "nebius"
    settings.segments = ["Nebius": .neocloud]
    change(&settings)
    return try PriceImporter(names: try BenchTests.names.get(), settings: settings).prices(
      of: ByteStream(name: "list", bytes: Array(text.utf8)))
  }

  private func problems(
    _ text: String, _ change: (inout PriceSettings) -> Void = { _ in }
  ) -> [String] {
    do {
      _ = try prices(text, change)
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics.map { "\($0.span?.line ?? 0) \($0.code.name) \($0.message)" }
    } catch {
      return ["\(error)"]
    }
  }

  /// The file as `--prices` reads it.
  private func books(_ prices: ImportedPrices) throws -> [String: PriceBook] {
    try PriceBook.read(Array(prices.yaml.utf8), named: "prices.yaml")
  }

  static let machines = """
    InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,SpotPrice,Region,GpuInfo
    cpu-e2_4vcpu,,,4,16,0.1,,eu-north1,
    gpu-h100-sxm_1gpu-16vcpu-200gb,H100,1.0,16,200,2.95,1.25,eu-north1,"{'Gpus': [{'Name': 'H100'}]}"
    gpu-h100-sxm_8gpu-128vcpu-1600gb,H100,8,128,1600,23.6,10.0,eu-north1,"{'Gpus': [{'Name': 'H100'}]}"
    gpu-h100-sxm_8gpu-128vcpu-1600gb,H100,8,128,1600,23.6,10.0,eu-north1,"{'Gpus': [{'Name': 'H100'}]}"
    gpu-b200-sxm_8gpu,B200,8.0,160,1792,,13.688,us-central1,
    gpu-v100_1gpu,Voodoo2,1,4,16,1.0,,eu-north1,
    """

  /// Of an instance, by its accelerators; each zone once, full nodes first; the form by the instance's name.
  @Test func skyPilot() throws {
    let prices = try prices(Self.machines)
    #expect(prices.format == "SkyPilot catalogue")
    #expect(prices.rentals.count == 5)
    #expect(prices.rentals.map(\.accelerators) == [8, 8, 8, 1, 1])
    let books = try books(prices)
    let h100 = try #require(books["nvidia-h100-sxm5"]).rental
    let hour = 3600.0
    for quote in h100 {
      let wanted = quote.commitment == .spot ? 1.25 : 2.95
      #expect(abs(quote.price * hour - wanted) < 1e-9)
      #expect(quote.provider == "Nebius")
      #expect(quote.segment == .neocloud)
    }
    let spot = try #require(books["nvidia-b200"]?.rental.first)
    #expect(abs(spot.price * hour - 1.711) < 1e-9)
    #expect(spot.commitment == .spot)
    #expect(prices.yaml.contains("note: \"line 4\""))
    #expect(
      prices.warnings.diagnostics.map(\.message) == [
        "1 rows of accelerators that no plugin has: Voodoo2"
      ])
  }

  /// A form that nothing tells is asked for; what a seller says of the accelerator counts.
  @Test func openForms() throws {
    let header = "InstanceType,AcceleratorName,AcceleratorCount,Price,SpotPrice,Region,GpuInfo\n"
    let open = header + "1x_H100,H100,1,2.0,,CA,\n2x_H100,H100,2,4.0,,CA,\n"
    let found = problems(open)
    #expect(found.count == 1)
    #expect(found[0].contains("say with '--product H100=…' which of 'nvidia-h100-sxm5'"))
    let told = try prices(open) { $0.products = ["H100": "h100-pcie"] }
    #expect(Set(told.rentals.map(\.product)) == ["nvidia-h100-pcie"])
    let pcie = try prices(header + "1x_A100,A100-80GB,1,1.6,,CA,\"{'Name': 'A100 PCIe'}\"\n")
    #expect(pcie.rentals.map(\.product) == ["nvidia-a100-pcie-80gb"])
  }

  @Test func whatAListCannotKnowIsAskedFor() {
    #expect(problems(Self.machines) { $0.date = nil }[0].hasSuffix("add --date 2026-11-20"))
    #expect(problems(Self.machines) { $0.provider = nil }[0].hasSuffix("add --provider nebius"))
    #expect(problems(Self.machines) { $0.provider = "Me" }[0].hasSuffix("add --segment neocloud"))
  }

  static let map = """
    {"sample_spec": {"mode": "chat", "litellm_provider": "x", "input_cost_per_token": "a number"},
     "deepinfra/meta-llama/Meta-Llama-3.1-70B-Instruct": {"mode": "chat", "litellm_provider": "deepinfra",
       "input_cost_per_token": 2.3e-07, "output_cost_per_token": 4e-07, "cache_read_input_token_cost": 1e-07},
     "together_ai/meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo": {"mode": "chat", "litellm_provider": "together_ai",
       "input_cost_per_token": 8.8e-07, "output_cost_per_token": 8.8e-07},
     "fireworks_ai/accounts/fireworks/models/llama-v3p1-70b-instruct": {"mode": "chat",
       "litellm_provider": "fireworks_ai", "input_cost_per_token": 9e-06, "output_cost_per_token": 9e-06},
     "free/llama-3.1-70b": {"mode": "chat", "litellm_provider": "free", "input_cost_per_token": 0, "output_cost_per_token": 0},
     "openai/whisper": {"mode": "audio_transcription", "litellm_provider": "openai", "input_cost_per_token": 1, "output_cost_per_token": 1},
     "openai/unheard-of": {"mode": "chat", "litellm_provider": "openai", "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}}
    """

  /// Dollars a token, by a million; free offers, other modes and strangers left out; outliers named.
  @Test func liteLLM() throws {
    let prices = try prices(Self.map)
    #expect(prices.format == "LiteLLM price map")
    #expect(prices.endpoints.map(\.provider) == ["DeepInfra", "Together", "Fireworks"])
    #expect(prices.endpoints.map(\.model) == ["llama-3.1-70b", "llama-3.1-70b", "llama-3.1-70b"])
    let quotes = try #require(try books(prices)["hosted-endpoint"]).endpoints
    #expect(quotes.map { ($0.input * 1e6 * 1e6).rounded() / 1e6 } == [0.23, 0.88, 9])
    #expect(prices.yaml.contains("input: $0.23 per M tokens, output: $0.4 per M tokens"))
    let hosted = try self.prices(Self.map) { $0.hosts = ["Together": "groq-lpu-v1"] }
    #expect(try books(hosted)["groq-lpu-v1"]?.endpoints.count == 1)
    #expect(prices.yaml.contains("cache read $0.1 per M tokens"))
    let words = prices.warnings.diagnostics.map(\.message)
    #expect(words.contains { $0.hasPrefix("1 offers without a price") })
    #expect(words.contains { $0.contains("'openai/unheard-of'") })
    #expect(words.contains { $0.hasPrefix("Fireworks sells llama-3.1-70b at $9 ") })
  }

  /// Prices are texts; a router has none, and free offers are none.
  @Test func openRouter() throws {
    let prices = try prices(
      """
      {"data": [
        {"id": "openrouter/auto", "pricing": {"prompt": "-1", "completion": "-1"}},
        {"id": "meta-llama/llama-3.1-8b-instruct:free", "pricing": {"prompt": "0", "completion": "0"}},
        {"id": "meta-llama/llama-3.1-8b-instruct", "pricing": {"prompt": "0.00000002", "completion": "0.00000003",
          "input_cache_read": "0.00000001"}}]}
      """)
    #expect(prices.endpoints.map(\.provider) == ["OpenRouter"])
    #expect(prices.yaml.contains("input: $0.02 per M tokens, output: $0.03 per M tokens"))
    _ = try books(prices)
  }

  @Test(arguments: [
    ("", "0 unknown-format"), ("{\"a\": {\"b\": 1}}", "1 unknown-format"),
    ("x,y\n1,2\n", "1 unknown-format"),
    (String(map.dropLast(40)), "10 not-json"),
    (map.replacing("8.8e-07", with: "-1"), "5 bad-figure price of together_ai"),
    (map.replacing("8.8e-07", with: "NaN"), "5 bad-figure price of together_ai"),
    (machines.replacing("2.95", with: "-2.95"), "3 bad-figure price: expected a price above zero"),
    (machines.replacing("23.6", with: "nan"), "4 bad-figure price: expected a price above zero"),
  ])
  func brokenLists(text: String, words: String) {
    let found = problems(text)
    #expect(found.contains { $0.hasPrefix(words) }, "\(found)")
  }
}
