import Dispatch
import Synchronization

/// Values of pieces of work that do not depend on each other, on as many cores as there are.
func concurrently<T: Sendable>(
  _ count: Int, _ body: @Sendable (Int) -> T
) -> [T] {
  let results = Mutex([T?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let value = body(index)
    results.withLock { $0[index] = value }
  }
  return results.withLock { $0.compactMap(\.self) }
}
