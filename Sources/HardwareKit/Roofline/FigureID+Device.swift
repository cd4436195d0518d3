public import Figures
import Units

/// Facts of a product and the constants of the roofline, as inputs of the models.
extension FigureID {
  private static var rate: Dimension { Dimension(time: -1, data: 1) }
  private static var speed: Dimension { Dimension(time: -1, operations: 1) }

  static var peak: FigureID {
    FigureID("product.peak", "Dense peak at the precision of the products", speed)
  }
  public static var peakBF16: FigureID { FigureID("product.peak-bf16", "Dense bf16 peak", speed) }
  public static var memory: FigureID {
    FigureID("product.memory", "Memory of an accelerator", Dimension(data: 1))
  }
  public static var memoryBandwidth: FigureID {
    FigureID("product.memory-bandwidth", "Memory bandwidth", rate)
  }
  static var scaleUpBandwidth: FigureID {
    FigureID("product.scale-up-bandwidth", "Scale-up link, one direction", rate)
  }
  public static var scaleUpDomain: FigureID {
    FigureID("product.scale-up-domain", "Accelerators of a scale-up domain", .none, .count)
  }
  static var scaleOutBandwidth: FigureID {
    FigureID("product.scale-out-bandwidth", "Scale-out port, one direction", rate)
  }

  static func calibration(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, .none, .share)
  }
  static var gemmShare: FigureID {
    calibration("calibration.gemm", "Share of peak that large matrix products reach")
  }
  static var headShare: FigureID {
    calibration("calibration.gemm-bf16", "Share of bf16 peak that large matrix products reach")
  }
  static var attentionShare: FigureID {
    calibration("calibration.attention-core", "Share of bf16 peak that the attention core reaches")
  }
  static var memoryShare: FigureID {
    calibration("calibration.memory-share", "Share of memory bandwidth that kernels reach")
  }
  static var trafficMultiple: FigureID {
    FigureID(
      "calibration.memory-traffic", "Bytes moved by element-wise work over the counted passes",
      .none, .multiple)
  }
  static var castMultiple: FigureID {
    FigureID("calibration.cast-traffic", "Bytes moved by casts over the counted", .none, .multiple)
  }
  static var groupedShare: FigureID {
    calibration("calibration.grouped-gemm", "Rate of grouped expert products over dense ones")
  }
  static var scaleUpShare: FigureID {
    calibration("calibration.scale-up", "Share of the scale-up link that a ring reaches")
  }
  static var scaleOutShare: FigureID {
    calibration("calibration.scale-out", "Share of the scale-out port that a ring reaches")
  }
}
