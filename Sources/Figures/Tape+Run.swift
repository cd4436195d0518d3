#if canImport(Dispatch)
  private import Dispatch
#endif

extension Tape {
  typealias Lanes = UnsafeMutablePointer<SIMD4<Double>>

  /// Computes every output for every row.
  ///
  /// - Parameters:
  ///   - columns: one column for each name of ``inputs``, in base units.
  ///   - cores: pieces that may run at the same time. The result does not depend on it.
  /// - Returns: One column for each output.
  public func run(_ columns: Columns, cores: Int = 1) -> Columns {
    precondition(columns.count == inputs.count, "one column for each varying input")
    columns.pad()
    let results = Columns(count: outputCount, rows: columns.rows)
    for (output, value) in constantOutputs { results.fill(output) { _ in value } }
    guard columns.rows > 0, !instructions.isEmpty else { return results }
    let block = blockRows
    let blocks = (columns.paddedRows + block - 1) / block
    // A piece that is no longer than a few blocks is not worth a thread.
    let pieces = max(1, min(cores, blocks / 4))
    let share = (blocks + pieces - 1) / pieces
    func runPiece(_ piece: Int) {
      let first = piece * share * block
      let last = min(columns.paddedRows, first + share * block)
      if first < last { run(first..<last, columns, results, block: block) }
    }
    #if canImport(Dispatch)
      if pieces > 1 {
        // Pieces write separate rows and share nothing else.
        nonisolated(unsafe) let body = runPiece
        DispatchQueue.concurrentPerform(iterations: pieces) { body($0) }
        return results
      }
    #endif
    for piece in 0..<pieces { runPiece(piece) }
    return results
  }

  /// The outputs for one sample.
  public func evaluate(_ values: [Double]) -> [Double] {
    let columns = Columns(count: values.count, rows: 1)
    for (column, value) in values.enumerated() { columns[column, 0] = value }
    let results = run(columns)
    return (0..<outputCount).map { results[$0, 0] }
  }

  /// Rows of a block: as many as leave all places of a block in a second-level cache of 256 KB.
  var blockRows: Int {
    let fitting = 32_768 / max(1, places)
    return min(1024, max(64, fitting / Columns.stride * Columns.stride))
  }

  private func run(_ rows: Range<Int>, _ columns: Columns, _ results: Columns, block: Int) {
    let lanes = block / 4
    let own = splats.count + registers
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(64, own * lanes * MemoryLayout<SIMD4<Double>>.stride), alignment: 64)
    defer { memory.deallocate() }
    let scratch = memory.bindMemory(to: SIMD4<Double>.self, capacity: max(2, own * lanes))
    scratch.initialize(repeating: SIMD4(), count: own * lanes)
    for (index, value) in splats.enumerated() {
      (scratch + index * lanes).update(repeating: SIMD4(repeating: value), count: lanes)
    }
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: max(1, places)) { places in
      let columnCount = inputs.count + outputCount
      for index in 0..<own {
        (places.baseAddress.map { $0 + columnCount + index })?
          .initialize(to: scratch + index * lanes)
      }
      guard let start = places.baseAddress else { return }
      instructions.withUnsafeBufferPointer { program in
        var row = rows.lowerBound
        while row < rows.upperBound {
          for column in 0..<inputs.count {
            (start + column).initialize(to: columns.lanes(column, from: row))
          }
          for output in 0..<outputCount {
            (start + inputs.count + output).initialize(to: results.lanes(output, from: row))
          }
          let count = min(block, rows.upperBound - row) / 4
          for instruction in program {
            if instruction.code == .solve {
              Self.perform(calls[Int(instruction.a)], into: instruction.target, start, count)
            } else {
              Self.perform(instruction, start, count)
            }
          }
          row += block
        }
      }
    }
  }
}
