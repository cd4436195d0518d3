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

/// The switches and links of a fat tree without oversubscription, counted.
///
/// With switches of p ports, n ports hang in one tree of
///
///     layers    1 for n <= p
///               2 for n <= p² / 2
///               3 above, up to p³ / 4
///     switches  1 ; ceil(2n / p) + ceil(n / p) ; 2 · ceil(2n / p) + ceil(n / p)
///     links     n for each layer, each with a cable and an optic at either end
///
/// The ports of nodes are wired in the cheaper of two ways: all in one tree, or the ports of one number on
/// every node as a *rail*, each rail a tree of its own (rail-optimised). Rails take a switch for each port
/// of a node at the least, so that few nodes are cheaper in one tree; from some size on rails need a
/// layer less. Two nodes are cabled together, and one node needs nothing.
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

  /// A tree of so many ports.
  private struct Tree {
    let layers: N
    let switches: N

    init(_ ports: N, radix: N) {
      let leaves = N.ceiling(2 * ports / radix)
      let tops = N.ceiling(ports / radix)
      func byLayer(_ one: N, _ two: N, _ three: N) -> N {
        N.select(
          ports, atMost: radix, then: one,
          otherwise: N.select(ports, atMost: radix * radix / 2, then: two, otherwise: three))
      }
      layers = byLayer(1, 2, .switchLayers)
      switches = byLayer(1, leaves + tops, 2 * leaves + tops)
    }
  }

  init<L: Ledger>(
    nodes: N, perNode: N, bandwidth: Fact<BytesPerSecond>, prices: NetworkPrices,
    in ledger: inout L
  ) where L.Number == N {
    let port = ledger.input(.networkPort, prices.portBandwidth)
    let radix = ledger.input(.switchPorts, prices.switchPorts)
    let link = ledger.input(.scaleOutOfAccelerator, bandwidth)
    let first = ledger.input(.nodeLink, prices.nodeLink)
    let further = ledger.input(.layerLink, prices.layerLink)
    let pair = ledger.input(.pairLink, prices.pairLink)
    let switchPrice = ledger.input(.switchPrice, prices.switchPrice)
    let rails = ledger.define(.networkRails, perNode * .ceiling(link / port))
    let all = nodes * rails
    let rail = Tree(nodes, radix: radix)
    let whole = Tree(all, radix: radix)
    func cable(_ layers: N) -> N { first + (layers - 1) * further }
    func price(_ switches: N, _ layers: N) -> N { switches * switchPrice + all * cable(layers) }
    let byRails = ledger.define(.networkByRails, price(rails * rail.switches, rail.layers))
    // More ports than three layers hold are left to rails.
    let inOne = ledger.define(
      .networkInOne,
      .select(
        all, atMost: radix * radix / 2 * radix / 2, then: price(whole.switches, whole.layers),
        otherwise: 2 * byRails))
    func cheaper(_ rails: N, _ one: N) -> N {
      .select(byRails, atMost: inOne, then: rails, otherwise: one)
    }
    func bySize(_ none: N, _ pair: N, _ tree: N) -> N {
      N.select(
        nodes, atMost: 1, then: none,
        otherwise: N.select(nodes, atMost: 2, then: pair, otherwise: tree))
    }
    let layers = ledger.define(
      .networkLayers, bySize(0, 0, cheaper(rail.layers, whole.layers)))
    switches = ledger.define(
      .networkSwitches, bySize(0, 0, cheaper(rails * rail.switches, whole.switches)))
    // A pair shares one cable between its two ends.
    let links = ledger.define(.networkLinks, bySize(0, rails, all * layers))
    _ = ledger.define(.networkOptics, 2 * links)
    ports = ledger.define(.networkPorts, bySize(0, all, all))
    linkPrice = ledger.define(
      .linkPrice, bySize(0 * first, pair, cable(cheaper(rail.layers, whole.layers))))
    self.switchPrice = switchPrice
  }
}
