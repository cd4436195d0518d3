#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import ArgumentParser
import Diagnostics

/// Ctrl-C and termination: what is half-written goes, and the program ends with 128 + the signal,
/// 130 for Ctrl-C.
enum Interruption {
  /// Catches the signals. One that whoever started the program ignores, as `nohup` does, stays
  /// ignored. A closed pipe is no signal but a failed write.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    // A file larger than `ulimit -f` allows is a failed write too.
    signal(SIGXFSZ, SIG_IGN)
    prepareForOwnFault()
    // A thread of another program that starts this one may block them, and that is inherited.
    var caught = sigset_t()
    sigemptyset(&caught)
    for number in [SIGINT, SIGTERM] { sigaddset(&caught, number) }
    pthread_sigmask(SIG_UNBLOCK, &caught, nil)
    for number in [SIGINT, SIGTERM] {
      let before = signal(number, handler)
      // SIG_IGN is the address 1 on every system.
      let address = withUnsafeBytes(of: before) { $0.load(as: Int.self) }
      if address == 1 { signal(number, SIG_IGN) }
    }
  }

  /// What is said before the program ends by a fault of its own.
  static let ownFault =
    "This is a fault of Headroom, not of your files; please report it with \(inputs) to \(reports)\n"
  /// The exit after a fault of the program's own, which is told.
  static func faulted(_ what: String) -> ExitCode {
    Streams.say("internal error: \(what)\n\(ownFault)")
    return ExitCode(70)
  }

  private static let reports = "the maintainers, as SECURITY.md and README.md of the source say"

  /// The files of the command line, which whoever looks for the fault needs.
  private static var inputs: String {
    let files = CommandLine.arguments.dropFirst().filter {
      !$0.hasPrefix("-") && Streams.exists($0)
    }
    return files.isEmpty
      ? "the command line" : "the command line and \(files.joined(separator: ", "))"
  }

  /// Signals that end a program by a fault of its own: one line says so before they do.
  private static func prepareForOwnFault() {
    let text = "\nheadroom: internal error, the program ends here. \(safeText(ownFault))"
    faultMessage = strdup(text)
    faultLength = strlen(text)
    // A stack that has run over leaves no room for the handler.
    let size = 1 << 16
    var other = stack_t()
    other.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    other.ss_size = size
    sigaltstack(&other, nil)
    var action = sigaction()
    action.sa_flags = SA_ONSTACK | CInt(truncatingIfNeeded: SA_RESETHAND) | SA_NODEFER
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = faultHandler
    #elseif canImport(Musl)
      action.__sa_handler.sa_handler = faultHandler
    #else
      action.__sigaction_handler.sa_handler = faultHandler
    #endif
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      sigaction(number, &action, nil)
    }
  }

  /// Lets the next Ctrl-C be asked about instead of ending the program; the one after it ends it.
  static func isDeferred(_ value: Bool) { defersOne = value }

  /// Whether Ctrl-C was pressed while it was deferred.
  static var wasAsked: Bool { asked }

  /// The file to remove when the program is interrupted; none when `nil`.
  static func removes(_ path: String?) {
    let old = unfinished
    unfinished = path.map { strdup($0) } ?? nil
    free(old)
  }
}

// A signal handler may only read memory and make system calls; it shares these with the main
// thread, which writes them one at a time.
private nonisolated(unsafe) var unfinished: UnsafeMutablePointer<CChar>?

private nonisolated(unsafe) var faultMessage: UnsafeMutablePointer<CChar>?
private nonisolated(unsafe) var faultLength = 0

/// Writes the line, removes what is half-written, and lets the signal end the program.
private let faultHandler: @convention(c) (Int32) -> Void = { number in
  if let message = faultMessage { _ = write(2, message, faultLength) }
  if let path = unfinished { unlink(path) }
  // The handler was reset to the system's, which ends the program and leaves a core where one is wanted.
  raise(number)
}

private nonisolated(unsafe) var defersOne = false
private nonisolated(unsafe) var asked = false

private let handler: @convention(c) (Int32) -> Void = { number in
  if number == SIGINT, defersOne, !asked {
    asked = true
    return
  }
  if let path = unfinished { unlink(path) }
  _exit(128 + number)
}
