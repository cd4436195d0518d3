/// The candidate that a user most likely meant, or nil when none is near enough to be worth saying.
///
/// Near is fewer than four edits and fewer than half of the letters of the longer word; upper and
/// lower case are equal. Of two equally near candidates the first wins. An edit inserts, deletes or
/// replaces a letter, or swaps two neighbours: the restricted Damerau–Levenshtein distance
/// (F. J. Damerau, <https://doi.org/10.1145/363958.363994>).
public func closestMatch(to text: String, in candidates: some Sequence<String>) -> String? {
  // No candidate is this long, and lowercasing a hostile megabyte would only cost time.
  guard text.utf8.count <= 512 else { return nil }
  let wanted = Array(text.lowercased().unicodeScalars)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let offered = Array(candidate.lowercased().unicodeScalars)
    guard abs(offered.count - wanted.count) < min(4, best?.distance ?? 4) else { continue }
    let distance = editDistance(wanted, offered)
    let isNear = distance < 4 && distance * 2 < max(wanted.count, offered.count)
    if isNear, distance < best?.distance ?? 4 { best = (candidate, distance) }
  }
  return best?.candidate
}

/// The restricted Damerau–Levenshtein distance, three rows at a time.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in b.indices {
      row[j + 1] = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
