#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C and termination: what is half-written goes, and the program ends with 128 + the signal,
/// 130 for Ctrl-C.
enum Interruption {
  /// Catches the signals. One that whoever started the program ignores, as `nohup` does, stays
  /// ignored. A closed pipe is no signal but a failed write.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
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
