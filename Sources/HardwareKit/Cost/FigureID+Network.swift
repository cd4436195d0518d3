public import Figures
internal import Units

/// The network between nodes, counted.
extension FigureID {
  private static var money: Dimension { Dimension(money: 1) }

  static var networkPort: FigureID {
    FigureID("network.port", "Bandwidth of a port", Dimension(time: -1, data: 1))
  }
  static var switchPorts: FigureID {
    FigureID("network.switch-ports", "Ports of a switch", .none, .count)
  }
  static var scaleOutOfAccelerator: FigureID {
    FigureID(
      "network.accelerator-bandwidth", "Bandwidth of an accelerator between nodes",
      Dimension(time: -1, data: 1))
  }
  static var networkRails: FigureID {
    FigureID("network.rails", "Ports of a node, each in a rail", .none, .count)
  }
  static var networkLayers: FigureID {
    FigureID("network.layers", "Layers of switches", .none, .count)
  }
  static var networkByRails: FigureID {
    FigureID("network.by-rails", "Price of the network with a tree for each rail", money)
  }
  static var networkInOne: FigureID {
    FigureID("network.in-one-tree", "Price of the network with all ports in one tree", money)
  }
  static var networkSwitches: FigureID {
    FigureID("network.switches", "Switches", .none, .count)
  }
  static var networkLinks: FigureID { FigureID("network.links", "Cables", .none, .count) }
  static var networkOptics: FigureID {
    FigureID("network.optics", "Optics, one at either end of a cable", .none, .count)
  }
  static var networkPorts: FigureID {
    FigureID("network.ports", "Ports of nodes in the network", .none, .count)
  }
  static var switchPrice: FigureID { FigureID("network.switch-price", "Price of a switch", money) }
  static var nodeLink: FigureID {
    FigureID("network.node-link", "Cable and optics from a node to a switch", money)
  }
  static var layerLink: FigureID {
    FigureID("network.layer-link", "Cable and optics between two layers of switches", money)
  }
  static var pairLink: FigureID {
    FigureID("network.pair-link", "Cable and optics of either end between two nodes", money)
  }
  static var linkPrice: FigureID {
    FigureID("network.link-price", "Cables and optics of a port of a node, all layers", money)
  }
  static var networkPerAccelerator: FigureID {
    FigureID("network.per-accelerator", "Network for each accelerator", money)
  }
  public static var switchesCost: FigureID { FigureID("cost.switches", "Switches", money) }
  public static var linksCost: FigureID { FigureID("cost.links", "Cables and optics", money) }
}
