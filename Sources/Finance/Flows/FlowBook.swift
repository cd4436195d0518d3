public import Figures

/// An amount of money, and when it flows: `amount · weight of the month`.
public struct FlowLine<Number: Algebra>: Sendable {
  public let id: FigureID
  public let role: LineRole
  public let flowClass: FlowClass
  public let amount: Number
  public let profile: FlowProfile
  /// Whether an amount above zero comes in; by the class, but for what a bill lists as a cost below zero.
  public let isIncome: Bool

  public init(
    _ id: FigureID, _ role: LineRole = .other, _ flowClass: FlowClass, _ amount: Number,
    _ profile: FlowProfile, isIncome: Bool? = nil
  ) {
    self.isIncome = isIncome ?? flowClass.isIncome
    self.id = id
    self.role = role
    self.flowClass = flowClass
    self.amount = amount
    self.profile = profile
  }
}

/// A flow of money in a month, 0 for the start; below zero for money that goes out.
public struct CashFlow<Number: Algebra>: Sendable {
  public let month: Int
  public let amount: Number
  public let flowClass: FlowClass
  public let id: FigureID
}

/// The flows of money of an option: what every total, present value, tax, loan and bill is read from.
///
///     flow of a line in a month  =  amount · weight of its profile in the month
///     cash of a month            =  Σ over profiles of ( Σ amounts of the profile ) · weight
///     present value              =  Σ over profiles of ( Σ amounts of the profile ) · Σ weight · factor
///
/// Amounts are added in the order of the bill, and profiles in that of their first line.
public struct FlowBook<Number: Algebra>: Sendable {
  /// All amounts of one class and profile.
  struct Stream: Sendable {
    let flowClass: FlowClass
    let profile: FlowProfile
    let isIncome: Bool
    var amount: Number
    /// Bought on credit or by lease: booked here, while its payments are lines of their own.
    var isPaid = true
    /// The sum of weights and factors, and the amount at present value, where they have a name.
    var presentWeight: Number?
    var presentValue: Number?
  }

  public private(set) var calendar: FlowCalendar<Number>
  public private(set) var lines: [FlowLine<Number>] = []
  /// What each line item or added line comes to over the horizon.
  private var totals: [(flowClass: FlowClass, isIncome: Bool, amount: Number)] = []
  private var streams: [Stream] = []

  public init(_ calendar: FlowCalendar<Number>) { self.calendar = calendar }

  // MARK: What is written

  /// Adds a line of a bill and records its cost over the horizon under its own name.
  ///
  /// - Returns: That cost.
  /// - Throws: ``Infeasible`` with the line's name where its timing has no meaning in this calendar.
  @discardableResult
  package mutating func add<L: Ledger>(
    _ item: LineItem<Number>, in ledger: inout L
  ) throws(Infeasible) -> Number where L.Number == Number {
    let (parts, whole) = try calendar.parts(of: item)
    let cost = ledger.define(item.id, whole)
    for part in parts {
      // What flows once is the cost; by its name it is easier to read.
      let isWhole = if case .at = part.profile { true } else { false }
      enter(
        FlowLine(
          item.id, item.role, item.flowClass, isWhole ? cost : part.amount, part.profile))
    }
    totals.append((item.flowClass, item.flowClass.isIncome, cost))
    return cost
  }

  /// Adds a line of the plan's own.
  ///
  /// - Parameter whole: What it comes to over the horizon, where that is more than the amount.
  public mutating func add(_ line: FlowLine<Number>, whole: Number? = nil) {
    enter(line)
    totals.append((line.flowClass, line.isIncome, whole ?? line.amount))
  }

  /// Adds a row of weights for lines of the plan's own.
  public mutating func add(_ row: FlowRow<Number>) -> FlowProfile { calendar.add(row) }

  private mutating func enter(_ line: FlowLine<Number>) {
    lines.append(line)
    let known = streams.firstIndex {
      $0.flowClass == line.flowClass && $0.profile == line.profile && $0.isIncome == line.isIncome
    }
    if let known {
      streams[known].amount = streams[known].amount + line.amount
    } else {
      streams.append(
        Stream(
          flowClass: line.flowClass, profile: line.profile, isIncome: line.isIncome,
          amount: line.amount))
    }
  }

  /// Says that the sum of a class and profile has a name, which later formulas use.
  public mutating func name(
    _ flowClass: FlowClass, _ profile: FlowProfile, _ amount: Number
  ) {
    for index in streams.indices
    where streams[index].flowClass == flowClass && streams[index].profile == profile {
      streams[index].amount = amount
    }
  }

  /// The same of what a profile's weights come to at present value.
  public mutating func namePresent(_ profile: FlowProfile, _ weight: Number) {
    for index in streams.indices where streams[index].profile == profile {
      streams[index].presentWeight = weight
    }
  }

  /// The same of what a class and profile come to at present value.
  public mutating func namePresent(
    _ flowClass: FlowClass, _ profile: FlowProfile, _ value: Number
  ) {
    for index in streams.indices
    where streams[index].flowClass == flowClass && streams[index].profile == profile {
      streams[index].presentValue = value
    }
  }

  /// What is bought at the start is booked and not paid; lines of the class ``FlowClass/payment`` say
  /// what is.
  public mutating func bookWithoutPaying() {
    for index in streams.indices
    where streams[index].flowClass == .capital && streams[index].profile == .at(0) {
      streams[index].isPaid = false
    }
  }

  // MARK: What is read

  /// The sum of a class in one profile; `nil` where there is none.
  public func amount(_ flowClass: FlowClass, _ profile: FlowProfile) -> Number? {
    streams.first { $0.flowClass == flowClass && $0.profile == profile }?.amount
  }

  /// What is bought of a role, or of every other; `nil` where nothing is.
  public func capital(_ role: LineRole) -> Number? { capital { $0 == role } }
  public func capital(but role: LineRole) -> Number? { capital { $0 != role } }

  private func capital(_ isMeant: (LineRole) -> Bool) -> Number? {
    lines.reduce(nil) { sum, line in
      guard line.flowClass == .capital, isMeant(line.role) else { return sum }
      return sum.map { $0 + line.amount } ?? line.amount
    }
  }

  /// What lines of some classes come to over the horizon, costs above zero.
  public func total(_ classes: Set<FlowClass>) -> Number? {
    totals.reduce(nil) { sum, entry in
      classes.contains(entry.flowClass)
        ? Self.sum(sum, entry.amount, adds: !entry.isIncome) : sum
    }
  }

  /// Costs less incomes of a month, 0 for the start; `nil` where nothing flows.
  public func cost(_ classes: Set<FlowClass>, inMonth month: Int) -> Number? {
    flow(classes, inMonth: month, after: nil, addsIncome: false)
  }

  /// Incomes less costs of a month, on top of what is known already.
  public func cash(
    _ classes: Set<FlowClass>, inMonth month: Int, after start: Number? = nil
  ) -> Number? {
    flow(classes, inMonth: month, after: start, addsIncome: true)
  }

  private func flow(
    _ classes: Set<FlowClass>, inMonth month: Int, after start: Number?,
    addsIncome: Bool
  ) -> Number? {
    var sum = start
    for stream in streams where stream.isPaid && classes.contains(stream.flowClass) {
      guard let weight = calendar.weight(stream.profile, month) else { continue }
      sum = Self.sum(sum, weight.of(stream.amount), adds: stream.isIncome == addsIncome)
    }
    return sum
  }

  private static func sum(_ sum: Number?, _ amount: Number, adds: Bool) -> Number {
    guard let sum else { return adds ? amount : 0 - amount }
    return adds ? sum + amount : sum - amount
  }

  /// Costs less incomes at their present value, but for those of some profiles.
  ///
  /// - Parameter factors: What a dollar at the end of each month is worth at the start, from the first.
  public func presentCost(
    _ classes: Set<FlowClass> = .all, without left: Set<FlowProfile> = [],
    factors: [Number]
  ) -> Number? {
    var sum: Number?
    for stream in streams
    where stream.isPaid && classes.contains(stream.flowClass) && !left.contains(stream.profile) {
      let amount: Number
      if let value = stream.presentValue {
        amount = value
      } else if let weight = stream.presentWeight {
        amount = stream.amount * weight
      } else if stream.profile == .at(0) {
        amount = stream.amount
      } else if let weight = presentWeight(stream.profile, factors: factors) {
        amount = stream.amount * weight
      } else {
        continue
      }
      sum = Self.sum(sum, amount, adds: !stream.isIncome)
    }
    return sum
  }

  /// What the weights of a profile come to at present value; the start is not discounted.
  public func presentWeight(_ profile: FlowProfile, factors: [Number]) -> Number? {
    var sum: Number?
    for (index, factor) in factors.enumerated() {
      guard let weight = calendar.weight(profile, index + 1) else { continue }
      let part = weight.of(factor)
      sum = sum.map { $0 + part } ?? part
    }
    return sum
  }

  /// Every flow of every line, in the order of months.
  public func flows() -> [CashFlow<Number>] {
    (0...calendar.lastMonth).flatMap { month in
      lines.compactMap { line in
        calendar.weight(line.profile, month).map { weight in
          let amount = weight.of(line.amount)
          return CashFlow(
            month: month, amount: line.isIncome ? amount : 0 - amount,
            flowClass: line.flowClass, id: line.id)
        }
      }
    }
  }
}
