/// The known word that a mistyped one most likely means, if any is close.
///
/// Distance counts insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, in
/// its restricted form). Close is under 4 and under half of the word's length.
public func closestMatch(to text: String, in known: [String]) -> String? {
  let wanted = Array(text.lowercased().unicodeScalars.prefix(80))
  var best: (word: String, distance: Int)?
  for word in known {
    let distance = editDistance(wanted, Array(word.lowercased().unicodeScalars.prefix(80)))
    if distance < (best?.distance ?? 4) { best = (word, distance) }
  }
  guard let best, best.distance * 2 <= max(2, wanted.count) else { return nil }
  return best.word
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  guard abs(a.count - b.count) < 4 else { return 4 }
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
