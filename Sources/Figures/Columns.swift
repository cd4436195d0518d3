/// Samples as columns of doubles: one column an input or a result, one row a sample.
///
/// Columns lie apart and start on a cache line, so that a ``Tape`` reads four rows at a time without
/// looking for an end; the rows that fill up the last block repeat the last sample.
public final class Columns {
  public let count: Int
  public let rows: Int
  /// Rows of storage: a multiple of ``Columns/stride``.
  let paddedRows: Int
  let storage: UnsafeMutablePointer<SIMD4<Double>>

  /// Rows are padded to this many, two cache lines.
  static let stride = 16

  public init(count: Int, rows: Int) {
    self.count = count
    self.rows = rows
    paddedRows = (rows + Self.stride - 1) / Self.stride * Self.stride
    let lanes = count * paddedRows / 4
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(64, lanes * MemoryLayout<SIMD4<Double>>.stride), alignment: 64)
    storage = bytes.bindMemory(to: SIMD4<Double>.self, capacity: max(2, lanes))
    storage.initialize(repeating: SIMD4(), count: lanes)
  }

  deinit { UnsafeMutableRawPointer(storage).deallocate() }

  /// The lanes of a column from a row on, which must be a multiple of four.
  func lanes(_ column: Int, from row: Int = 0) -> UnsafeMutablePointer<SIMD4<Double>> {
    storage + (column * paddedRows + row) / 4
  }

  /// The rows of a column as plain doubles.
  public func withColumn<Result>(
    _ column: Int, _ body: (UnsafeMutableBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    precondition(column >= 0 && column < count, "no such column")
    let start = UnsafeMutableRawPointer(lanes(column)).assumingMemoryBound(to: Double.self)
    return try body(UnsafeMutableBufferPointer(start: start, count: rows))
  }

  public subscript(column: Int, row: Int) -> Double {
    get { withColumn(column) { $0[row] } }
    set { withColumn(column) { $0[row] = newValue } }
  }

  public func values(_ column: Int) -> [Double] { withColumn(column) { Array($0) } }

  /// Fills a column from a function of the row.
  public func fill(_ column: Int, _ value: (Int) -> Double) {
    withColumn(column) { rows in
      for row in rows.indices { rows[row] = value(row) }
    }
  }

  /// Repeats the last sample in the padding, so that no lane computes on something meaningless.
  func pad() {
    guard rows > 0, rows < paddedRows else { return }
    for column in 0..<count {
      let start = UnsafeMutableRawPointer(lanes(column)).assumingMemoryBound(to: Double.self)
      for row in rows..<paddedRows { start[row] = start[rows - 1] }
    }
  }
}
