import Figures

/// The steps of a tape as a program in another language: the same operations in the same order.
enum TapeSource {
  /// A file in C with `void run(const double **in, double **out, long rows)`, one loop over the rows.
  static func c(_ tape: Tape) -> String {
    var lines = [
      "#include <math.h>", "void run(const double **in, double **out, long rows) {",
    ]
    for index in tape.inputs.indices {
      lines.append("  const double *restrict i\(index) = in[\(index)];")
    }
    for index in 0..<tape.outputCount {
      lines.append("  double *restrict o\(index) = out[\(index)];")
    }
    lines.append("  for (long r = 0; r < rows; r++) {")
    // A name for each value that is made, so that the compiler sees what depends on what.
    var names: [Tape.Operand: String] = [:]
    var made = 0
    func read(_ operand: Tape.Operand) -> String {
      switch operand {
      case .constant(let value): number(value)
      case .input(let index): "i\(index)[r]"
      case .output, .register: names[operand] ?? "NAN"
      }
    }
    for step in tape.listing {
      let x = step.operands.map(read)
      names[step.target] = "t\(made)"
      lines.append("    const double t\(made) = \(expression(step.operation, x));")
      if case .output(let index) = step.target { lines.append("    o\(index)[r] = t\(made);") }
      made += 1
    }
    lines += ["  }", "}"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func expression(_ operation: String, _ x: [String]) -> String {
    switch operation {
    case "copy": x[0]
    case "add": "\(x[0]) + \(x[1])"
    case "subtract": "\(x[0]) - \(x[1])"
    case "multiply": "\(x[0]) * \(x[1])"
    case "divide": "\(x[0]) / \(x[1])"
    case "larger": "\(x[0]) >= \(x[1]) ? \(x[0]) : \(x[1])"
    case "smaller": "\(x[0]) <= \(x[1]) ? \(x[0]) : \(x[1])"
    case "exponential": "exp(\(x[0]))"
    case "logarithm": "log(\(x[0]))"
    case "power": shortPower(x) ?? "pow(\(x[0]), \(x[1]))"
    case "ceiling": "ceil(\(x[0]))"
    case "select": "\(x[0]) <= \(x[1]) ? \(x[2]) : \(x[3])"
    default: "NAN"
    }
  }

  /// The products and roots that the tape takes for these exponents, so that all race over the same.
  private static func shortPower(_ x: [String], _ library: String = "") -> String? {
    let a = x[0]
    switch x[1] {
    case number(2): return "\(a) * \(a)"
    case number(3): return "\(a) * \(a) * \(a)"
    case number(4): return "(\(a) * \(a)) * (\(a) * \(a))"
    case number(1.0 / 2): return "\(library)sqrt(\(a))"
    case number(1.0 / 3): return "\(library)cbrt(\(a))"
    case number(1.0 / 4): return "\(library)sqrt(\(library)sqrt(\(a)))"
    default: return nil
    }
  }

  /// A module in Python with `run(inputs, outputs, block)` over arrays of numpy, in blocks of rows.
  static func python(_ tape: Tape) -> String {
    var lines = [
      "import numpy as np", "def run(inputs, outputs, block):",
      "  rows = len(outputs[0])", "  for start in range(0, rows, block):",
      "    part = slice(start, start + block)",
    ]
    for index in tape.inputs.indices { lines.append("    i\(index) = inputs[\(index)][part]") }
    func name(_ operand: Tape.Operand) -> String {
      switch operand {
      case .constant(let value): number(value)
      case .input(let index): "i\(index)"
      case .output(let index): "o\(index)"
      case .register(let index): "t\(index)"
      }
    }
    for step in tape.listing {
      let x = step.operands.map(name)
      lines.append("    \(name(step.target)) = \(array(step.operation, x))")
      if case .output(let index) = step.target {
        lines.append("    outputs[\(index)][part] = o\(index)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func array(_ operation: String, _ x: [String]) -> String {
    switch operation {
    case "larger": "np.maximum(\(x[0]), \(x[1]))"
    case "smaller": "np.minimum(\(x[0]), \(x[1]))"
    case "exponential": "np.exp(\(x[0]))"
    case "logarithm": "np.log(\(x[0]))"
    case "power": shortPower(x, "np.") ?? "np.power(\(x[0]), \(x[1]))"
    case "ceiling": "np.ceil(\(x[0]))"
    case "select": "np.where(\(x[0]) <= \(x[1]), \(x[2]), \(x[3]))"
    default: expression(operation, x)
    }
  }

  /// Every digit; infinite and undefined by name.
  private static func number(_ value: Double) -> String {
    value.isFinite
      ? "(\(value))" : value.isNaN ? "(0.0/0.0)" : value > 0 ? "(1e308*10)" : "(-1e308*10)"
  }
}
