import Diagnostics
import Dispatch
import Synchronization

/// One line on a terminal's standard error that says what is going on, after half a second of
/// silence. It goes before anything else is written.
enum Progress {
  private enum State {
    case off
    /// Nothing is shown yet.
    case waiting(String)
    case shown
    case ended
  }

  private static let state = Mutex(State.off)
  static let delay = DispatchTimeInterval.milliseconds(500)

  /// Begins to wait. Nothing ever shows where standard error is no terminal.
  static func begin() {
    guard Streams.isCapable(Streams.errorDescriptor) else { return }
    state.withLock { $0 = .waiting("planning") }
    DispatchQueue.global().asyncAfter(deadline: .now() + delay) {
      state.withLock { state in
        guard case .waiting(let text) = state else { return }
        show(text)
        state = .shown
      }
    }
  }

  /// Says what is being done now.
  static func say(_ text: String) {
    state.withLock { state in
      switch state {
      case .waiting: state = .waiting(text)
      case .shown: show(text)
      case .off, .ended: break
      }
    }
  }

  /// Removes the line for something else to stand there; it comes back with what is done next.
  static func pause() {
    state.withLock { state in
      if case .shown = state { _ = Streams.write(clear, to: Streams.errorDescriptor) }
    }
  }

  /// Removes the line for good.
  static func end() {
    state.withLock { state in
      if case .shown = state { _ = Streams.write(clear, to: Streams.errorDescriptor) }
      state = .ended
    }
  }

  /// To the first column, and erase to the end of the line (ECMA-48, EL).
  private static let clear = "\r\u{1B}[K"

  private static func show(_ text: String) {
    // One line only: what a narrow terminal would wrap could not be erased.
    _ = Streams.write("\(clear)\(safeText(text).prefix(60)) …", to: Streams.errorDescriptor)
  }
}
