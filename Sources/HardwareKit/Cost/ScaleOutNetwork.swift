public import Figures
public import Units

/// What the parts of a network between nodes cost, and how many ports a switch has.
public struct NetworkPrices: Sendable {
  public var switchPrice: Fact<Dollars>
  public var switchPorts: Fact<Count>
  /// One direction of one port.
  public var portBandwidth: Fact<BytesPerSecond>
  /// Cable and optics of a port of a node: to a switch, and for each layer of switches above the
  /// first; in a pair of nodes without a switch, for each of the two ends.
  public var nodeLink: Fact<Dollars>
  public var layerLink: Fact<Dollars>
  public var pairLink: Fact<Dollars>

  public init(
    switchPrice: Fact<Dollars>, switchPorts: Fact<Count>, portBandwidth: Fact<BytesPerSecond>,
    nodeLink: Fact<Dollars>, layerLink: Fact<Dollars>, pairLink: Fact<Dollars>
  ) {
    self.switchPrice = switchPrice
    self.switchPorts = switchPorts
    self.portBandwidth = portBandwidth
    self.nodeLink = nodeLink
    self.layerLink = layerLink
    self.pairLink = pairLink
  }
}

/// The switches and links of a rail-optimised fat tree, counted.
///
/// The ports of one number on every node form a rail, and each rail is a tree of its own without
/// oversubscription. With n nodes and switches of p ports a rail has
///
///     layers    0 for one node, and for two, which are cabled together
///               1 for n <= p
///               2 for n <= p² / 2
///               3 above, up to p³ / 4
///     switches  0 ; 1 ; ceil(2n / p) + ceil(n / p) ; 2 · ceil(2n / p) + ceil(n / p)
///     links     n for each layer, each with a cable and an optic at either end
///
/// Management and storage networks are left out, and so is the power of switches.
///
/// Sources: M. Al-Fares, A. Loukissas, A. Vahdat, "A Scalable, Commodity Data Center Network
/// Architecture", SIGCOMM 2008, section 3 (p³ / 4 hosts from 5p² / 4 switches); NVIDIA DGX SuperPOD
/// reference architecture (rails); E. Cheah, "H100 economics" sheet, 2024-08-22 (prices).
struct ScaleOutNetwork<N: Algebra> {
  let switches: N
  /// Price of cable and optics of a node's port, all layers together.
  let linkPrice: N
  /// Ports of nodes that are in the network.
  let ports: N
  let switchPrice: N

  init<L: Ledger>(
    nodes: N, perNode: N, bandwidth: Fact<BytesPerSecond>, prices: NetworkPrices,
    in ledger: inout L
  ) where L.Number == N {
    let port = ledger.input(.networkPort, prices.portBandwidth)
    let radix = ledger.input(.switchPorts, prices.switchPorts)
    let link = ledger.input(.scaleOutOfAccelerator, bandwidth)
    let rails = ledger.define(.networkRails, perNode * .ceiling(link / port))
    let leaves = N.ceiling(2 * nodes / radix)
    let tops = N.ceiling(nodes / radix)
    func byLayer(_ none: N, _ pair: N, _ one: N, _ two: N, _ three: N) -> N {
      let deep = N.select(nodes, atMost: radix * radix / 2, then: two, otherwise: three)
      let tree = N.select(nodes, atMost: radix, then: one, otherwise: deep)
      return N.select(
        nodes, atMost: 1, then: none,
        otherwise: N.select(nodes, atMost: 2, then: pair, otherwise: tree))
    }
    let layers = ledger.define(.networkLayers, byLayer(0, 0, 1, 2, .switchLayers))
    switches = ledger.define(
      .networkSwitches, rails * byLayer(0, 0, 1, leaves + tops, 2 * leaves + tops))
    // A pair shares one cable between its two ends.
    let links = ledger.define(
      .networkLinks,
      rails
        * N.select(
          layers, atMost: 0, then: byLayer(0, 1, 0, 0, 0),
          otherwise: nodes * layers))
    _ = ledger.define(.networkOptics, 2 * links)
    ports = ledger.define(.networkPorts, rails * byLayer(0, nodes, nodes, nodes, nodes))
    let first = ledger.input(.nodeLink, prices.nodeLink)
    let further = ledger.input(.layerLink, prices.layerLink)
    let pair = ledger.input(.pairLink, prices.pairLink)
    linkPrice = ledger.define(
      .linkPrice,
      byLayer(0 * first, pair, first, first + further, first + 2 * further))
    switchPrice = ledger.input(.switchPrice, prices.switchPrice)
  }
}
