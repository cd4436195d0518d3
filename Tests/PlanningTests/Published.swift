/// Published cases of owning, restated as plans.
enum Published {
  /// Owning against renting 64 H100 at 70 % of hours used.
  ///
  /// Source: GPU Price Index, ewyluda/gpu-price-index@a3b9e64 tests/fixtures/tco_cases.json, case
  /// H100x64@70%, of 2026-10-05; its formulas stand in docs/methodology.md there. Capital is charged
  /// for at rate · capex / 2 and nothing is discounted; operations are 8 % of capex a year; no
  /// network, no residual; a node draws 35 % of its maximum idle.
  static let ownAgainstRent = """
    headroom: 1
    plan: Sixty-four H100, owned against rented
    fleet:
      product: [nvidia-h100-sxm5]
      accelerators: 64
      per-node: 8
      network: {share: 0% of servers}
      power: {per-node: 10.2 kW, load: 100%, idle: 35%, pue: 1.3}
    buy:
      server: $250 k per node
      life: 5 years
      residual: 0% of servers
      capital-charge: 8% per year
    operate:
      electricity: $0.08/kWh
      colocation: $150/kW per month
      support: 8% of servers per year
    market:
      price: {start: $3.82/h}
      utilisation: {steady: 70%}
    finance: {as-of: 2026-10-05, horizon: 60 months, discount: 0% per year}
    """

  /// What a cluster of 128 nodes costs with its network and the facility of its life.
  ///
  /// Source: E. Cheah, "H100 economics", shared spreadsheet H100 Freakonomics, 2024-08-22: 48
  /// switches, cables and optics for 2,621,440 in all, 50,000 a node for facility and operations.
  static let cluster = """
    headroom: 1
    plan: 128 nodes on two layers of InfiniBand
    fleet:
      product: [nvidia-h100-sxm5]
      accelerators: 1024
      per-node: 8
      network:
        fabric: InfiniBand, 3.2 Tb/s
        parts:
          - {name: switches, price: $36 k, count: 48}
          - {name: cables and optics, price: $2621440}
    buy:
      server: $310 k per node
      parts:
        - {name: facility and operations for life, price: $50 k, per: node}
    operate: {electricity: included, colocation: none, staff: $0 per year}
    market:
      price: {start: $3/h}
      utilisation: {steady: 70%}
    finance: {as-of: 2024-10-31, horizon: 48 months, discount: 10% per year}
    """
}
