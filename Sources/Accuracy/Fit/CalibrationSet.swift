import Figures
import HardwareKit

/// What a row is of, so that all like it can be left out of a fit together.
public struct FitSubject: Sendable, Hashable {
  public var product = ""
  /// Products that share constants.
  public var family = ""
  public var vendor = ""
  public var model = ""

  public init() {}

  init(_ question: Question) {
    product = question.product.product.id
    family = question.product.product.family
    vendor = question.product.product.vendor
    model = question.model.architecture.id
  }
}

/// One residual of a fit: a measured value of a row.
public struct FitSample: Sendable {
  /// The row, and the value of it.
  public var file: String
  public var id: Int
  public var measure: Measure
  public var cell: String
  /// The group of rows that shares its error band.
  public var group: String
  /// What is judged together, as errors are printed: `tpot at a concurrency`.
  public var quantity: String
  public var subject: FitSubject
  /// How much it counts, before cells are evened out. Zero is compared but not fitted.
  public var weight: Double

  public init(
    file: String, id: Int, measure: Measure, cell: String, group: String, quantity: String? = nil,
    subject: FitSubject = FitSubject(), weight: Double = 1
  ) {
    self.file = file
    self.id = id
    self.measure = measure
    self.cell = cell
    self.group = group
    self.quantity = quantity ?? measure.kind.rawValue
    self.subject = subject
    self.weight = weight
  }
}

/// Constants of a model, and the rows that they are fitted on.
///
/// `headroom accuracy --fit` runs the fit of every set. A set makes its rows ready once, so that a residual
/// costs no more than the formulas that its constants enter.
public protocol CalibrationSet: Sendable {
  /// `training`, `serving`.
  var name: String { get }
  /// The constants, each with its meaning's prior; `start` is the value in today's data.
  var parameters: [FitParameter] { get }
  /// What is compared, rows that their table leaves out not among them.
  var samples: [FitSample] { get }
  /// For each constant the samples that depend on it.
  var touches: [[Int]] { get }
  /// The share of cells that a single split fits on: 0.6 for training, 0.65 for serving.
  var fittingShare: Double { get }

  /// `ln(predicted / measured)` of some samples with other values of the constants; 0 where there is no
  /// prediction.
  func residuals(_ values: [Double], _ samples: [Int]) -> [Double]
  /// Cheaper residuals with nearly the same derivatives.
  func roughResiduals(_ values: [Double], _ samples: [Int]) -> [Double]
  /// How it is fitted.
  var solver: LeastSquares { get }
}

extension CalibrationSet {
  /// Weights of the samples: one over the root of the samples of their cell and measure, by their own.
  public var weights: [Double] {
    zip(LeastSquares.weights(cells: samples.map { "\($0.cell) \($0.measure)" }), samples)
      .map { $0 * $1.weight }
  }

  public func roughResiduals(_ values: [Double], _ samples: [Int]) -> [Double] {
    residuals(values, samples)
  }

  public var solver: LeastSquares { LeastSquares() }

  /// Derivatives of all samples where fits begin, if the solver keeps derivatives: fits of
  /// different cells begin with the same.
  func slopes() -> [[LeastSquares.Slope]]? {
    let solver = solver
    guard solver.keepsDerivatives else { return nil }
    let values = parameters.map(solver.beginning)
    let touches = touches.map { $0.filter { samples[$0].weight > 0 } }
    let here = roughResiduals(values, Array(samples.indices))
    return concurrently(parameters.count) { index in
      var moved = values
      moved[index] *= .exponential(solver.difference)
      return Column(
        slopes: solver.slopes(roughResiduals(moved, touches[index]), here, touches[index]))
    }.map(\.slopes)
  }

  /// Samples of some cells that count, of all where nil.
  func fittedRows(cells: Set<String>? = nil) -> [Int] {
    samples.indices.filter { index in
      samples[index].weight > 0 && cells.map { $0.contains(samples[index].cell) } ?? true
    }
  }

  /// Fits the constants on some samples.
  func fit(rows: [Int], slopes: [[LeastSquares.Slope]]? = nil) -> FitResult {
    var place: [Int: Int] = [:]
    for (index, row) in rows.enumerated() { place[row] = index }
    let weights = weights
    return solver.fit(
      parameters, weights: rows.map { weights[$0] },
      touches: touches.map { $0.compactMap { place[$0] } },
      slopes: slopes?.map { column in
        column.compactMap { entry in place[entry.row].map { ($0, entry.slope) } }
      },
      rough: solver.keepsDerivatives
        ? { values, chosen in roughResiduals(values, chosen.map { rows[$0] }) } : nil
    ) { values, chosen in residuals(values, chosen.map { rows[$0] }) }
  }
}

private struct Column: Sendable {
  let slopes: [LeastSquares.Slope]
}
