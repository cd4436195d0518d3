import Figures
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One tape beside the same steps in C and in numpy.
enum TapeRace {
  private typealias Run =
    @convention(c) (
      UnsafePointer<UnsafePointer<Double>?>, UnsafePointer<UnsafeMutablePointer<Double>?>, Int
    ) -> Void

  /// - Parameter many: more samples, for two cores.
  static func run(_ tape: Tape, _ columns: Columns, _ many: Columns, name: String) {
    print(
      "\(name): \(tape.length) steps, \(tape.inputs.count) inputs, \(tape.outputCount) outputs")
    let own = Stopwatch.seconds(calls: 20) { _ in tape.run(columns)[0, 0] }
    print("  tape, one core       \(text(own))")
    if let c = clang(tape, columns) {
      print(
        "  C, clang -O3         \(text(c.seconds))  tape / C \(ratio(own / c.seconds))  (at most 2 is meant)"
      )
      let results = tape.run(columns)
      let differing = (0..<tape.outputCount).filter { output in
        zip(results.values(output), c.outputs[output]).contains {
          $0.bitPattern != $1.bitPattern && !($0.isNaN && $1.isNaN)
        }
      }
      print("  outputs that differ from C in any bit: \(differing.count)")
    } else {
      print("  C: no clang on this machine, skipped")
    }
    if let numpy = numpy(tape, columns) {
      print(
        "  numpy, in blocks     \(text(numpy))  numpy / tape \(ratio(numpy / own))  (more than 1 is meant)"
      )
    } else {
      print("  numpy: not on this machine, skipped")
    }
    // Wall time: two cores of one process.
    let one = wall { _ = tape.run(many, cores: 1) }
    let two = wall { _ = tape.run(many, cores: 2) }
    print(
      "  two cores            \(ratio(one / two)) × one, 200,000 samples  (at least 1.8 is meant)")
  }

  /// The shortest of several runs, in seconds of the clock on the wall.
  private static func wall(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    return (0..<9).map { _ in
      let taken = clock.measure(body).components
      return Double(taken.seconds) + Double(taken.attoseconds) * 1e-18
    }.min() ?? .nan
  }

  private static func text(_ seconds: Double) -> String { "\((seconds * 1e6).rounded() / 1e3) ms" }
  private static func ratio(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

  // MARK: C

  private static func clang(_ tape: Tape, _ columns: Columns) -> (
    seconds: Double, outputs: [[Double]]
  )? {
    // A new path for each tape: the linker takes a known path for the library that it has.
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "headroom-tape-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "tape.c").path()
    let library = folder.appending(path: "tape.so").path()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try TapeSource.c(tape).write(toFile: source, atomically: true, encoding: .utf8)
    } catch { return nil }
    // No contraction: the tape rounds after each operation.
    guard
      run([
        "clang", "-O3", "-fno-math-errno", "-ffp-contract=off", "-shared", "-fPIC", "-o", library,
        source, "-lm",
      ]) != nil, let handle = dlopen(library, RTLD_NOW), let symbol = dlsym(handle, "run")
    else { return nil }
    let call = unsafeBitCast(symbol, to: Run.self)
    let values = tape.inputs.indices.map { columns.values($0) }
    var inputs: [UnsafePointer<Double>?] = []
    for column in values {
      let copy = UnsafeMutablePointer<Double>.allocate(capacity: columns.rows)
      copy.initialize(from: column, count: columns.rows)
      inputs.append(UnsafePointer(copy))
    }
    let outputs: [UnsafeMutablePointer<Double>?] = (0..<tape.outputCount).map { _ in
      let place = UnsafeMutablePointer<Double>.allocate(capacity: columns.rows)
      place.initialize(repeating: 0, count: columns.rows)
      return place
    }
    let seconds = Stopwatch.seconds(calls: 20) { _ in
      call(inputs, outputs, columns.rows)
      return outputs.first??.pointee ?? 0
    }
    return (
      seconds,
      outputs.map { place in (0..<columns.rows).map { place?[$0] ?? .nan } }
    )
  }

  // MARK: numpy

  private static func numpy(_ tape: Tape, _ columns: Columns) -> Double? {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "headroom-numpy-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = tape.inputs.indices.flatMap { columns.values($0) }
    let script =
      TapeSource.python(tape) + """
        import sys, time
        rows, inputs, outputs = \(columns.rows), \(tape.inputs.count), \(tape.outputCount)
        data = np.fromfile(sys.argv[1]).reshape(inputs, rows)
        i = [np.ascontiguousarray(c) for c in data]
        o = [np.empty(rows) for _ in range(outputs)]
        best = 1e9
        for block in (512, 1024, 2048, 4096):
          for _ in range(15):
            start = time.process_time()
            run(i, o, block)
            best = min(best, time.process_time() - start)
        print(best)

        """
    let data = folder.appending(path: "inputs.bin").path()
    let program = folder.appending(path: "tape.py").path()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try input.withUnsafeBytes { Data($0) }.write(to: URL(filePath: data))
      try script.write(toFile: program, atomically: true, encoding: .utf8)
    } catch { return nil }
    return run(["python3", program, data]).flatMap {
      Double($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  /// What a program prints; nil where it is not there or fails.
  private static func run(_ words: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
