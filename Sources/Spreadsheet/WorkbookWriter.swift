public import Reporting
#if Spreadsheet
  import CLibXLSXWriter
  import Units
#endif

/// Writes a ``Workbook`` as an .xlsx file, through libxlsxwriter.
///
/// The package trait `Spreadsheet` brings the library in; without it the program builds and says what
/// is missing.
public enum WorkbookWriter {
  /// Why no file was written.
  public struct Failure: Error {
    public let message: String
  }

  #if Spreadsheet
    public static let isAvailable = true
  #else
    public static let isAvailable = false
  #endif

  /// - Parameter path: a file that may be written over; whoever calls moves it to its place.
  public static func write(_ workbook: Workbook, to path: String) throws(Failure) {
    #if Spreadsheet
      try LibraryWriter(workbook, path: path).write()
    #else
      throw Failure(
        message:
          "this build writes no .xlsx: it was built without libxlsxwriter; 'make build' installs it and turns the trait Spreadsheet on"
      )
    #endif
  }
}

/// Text as XML 1.0 may hold it (section 2.2): what it may not hold is shown, `\u{1B}`, as in every other
/// form of a report. All text that goes to the library passes here.
func xmlText(_ text: String) -> String {
  func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
  guard !text.unicodeScalars.allSatisfy(isAllowed) else { return text }
  return text.unicodeScalars.map { scalar in
    isAllowed(scalar)
      ? String(scalar) : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }.joined()
}

#if Spreadsheet
  /// One file on its way through the library, whose objects live until it is closed.
  private struct LibraryWriter {
    private let workbook: Workbook
    private let book: UnsafeMutablePointer<lxw_workbook>
    private var formats: [FormatKey: UnsafeMutablePointer<lxw_format>] = [:]

    /// How many digits a number needs; fixed places would show small ones as zero.
    private enum Size: CaseIterable, Hashable {
      case tiny, small, large

      init(_ value: Double) {
        switch abs(value) {
        case 0: self = .large
        case ..<0.001: self = .tiny
        case ..<1000: self = .small
        default: self = .large
        }
      }

      var numberFormat: String {
        switch self {
        case .tiny: "0.000E+00"
        case .small: "0.####"
        case .large: "#,##0"
        }
      }
    }

    private struct FormatKey: Hashable {
      let style: Workbook.Style
      let size: Size
    }

    init(_ workbook: Workbook, path: String) throws(WorkbookWriter.Failure) {
      self.workbook = workbook
      guard let book = workbook_new(path) else {
        throw WorkbookWriter.Failure(message: "libxlsxwriter cannot begin '\(path)'")
      }
      self.book = book
      for style in Workbook.Style.allCases {
        for size in Size.allCases {
          formats[FormatKey(style: style, size: size)] = format(style, size)
        }
      }
    }

    private func format(
      _ style: Workbook.Style, _ size: Size
    ) -> UnsafeMutablePointer<lxw_format>? {
      let format = workbook_add_format(book)
      format_set_num_format(format, style == .exact ? "General" : size.numberFormat)
      switch style {
      case .plain, .exact: break
      case .title:
        format_set_bold(format)
        format_set_font_size(format, 13)
      case .heading:
        format_set_bold(format)
        format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      case .total: format_set_bold(format)
      case .note: format_set_font_color(format, 0x666666)
      case .input:
        format_set_font_color(format, 0x0000FF)
        format_set_bg_color(format, 0xEEF3FF)
      }
      return format
    }

    func write() throws(WorkbookWriter.Failure) {
      var properties = lxw_doc_properties()
      // The file's own date is the as-of date, at noon: any zone shows the same day.
      properties.created = workbook.created.dayNumber * 86_400 + 43_200
      xmlText(workbook.title).withCString { title in
        properties.title = UnsafeMutablePointer(mutating: title)
        _ = workbook_set_properties(book, &properties)
      }
      var problem: String?
      var sheets: [String: UnsafeMutablePointer<lxw_worksheet>] = [:]
      for page in workbook.pages { sheets[page.name] = workbook_add_worksheet(book, page.name) }
      for page in workbook.pages {
        guard let sheet = sheets[page.name] else { continue }
        if let failure = write(page, on: sheet) { problem = problem ?? failure }
      }
      let code = workbook_close(book)
      if code != LXW_NO_ERROR {
        throw WorkbookWriter.Failure(message: String(cString: lxw_strerror(code)))
      }
      if let problem { throw WorkbookWriter.Failure(message: problem) }
    }

    /// The first thing that went wrong; `nil` when all was written.
    private func write(
      _ page: Workbook.Page, on sheet: UnsafeMutablePointer<lxw_worksheet>
    ) -> String? {
      var problem: String?
      func note(_ code: lxw_error, _ row: Int, _ column: Int) {
        guard code != LXW_NO_ERROR else { return }
        problem =
          problem
          ?? "\(page.name), row \(row + 1), column \(column + 1): \(String(cString: lxw_strerror(code)))"
      }
      for (column, width) in page.widths.enumerated() {
        note(
          worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), width, nil), 0, column)
      }
      for (row, cells) in page.rows.enumerated() {
        for (column, cell) in cells.enumerated() {
          let (y, x) = (lxw_row_t(row), lxw_col_t(column))
          let format = formats[FormatKey(style: cell.style, size: Size(cell.number))]
          switch cell.content {
          case .blank: break
          case .text(let text):
            note(worksheet_write_string(sheet, y, x, xmlText(text), format), row, column)
          case .number(let value):
            note(worksheet_write_number(sheet, y, x, value, format), row, column)
          case .formula(let text, let value):
            note(
              worksheet_write_formula_num(sheet, y, x, "=" + xmlText(text), format, value), row,
              column)
          case .wordFormula(let text, let word):
            note(
              worksheet_write_formula_str(sheet, y, x, "=" + xmlText(text), format, xmlText(word)),
              row, column)
          }
          if let name = cell.name {
            let place = "='\(page.name)'!$\(Workbook.letters(column))$\(row + 1)"
            note(workbook_define_name(book, xmlText(name), place), row, column)
          }
        }
      }
      // On paper: across, all columns on one page.
      worksheet_set_landscape(sheet)
      worksheet_fit_to_pages(sheet, 1, 0)
      if page.frozenRows > 0 { worksheet_freeze_panes(sheet, lxw_row_t(page.frozenRows), 1) }
      for chart in page.charts { write(chart, on: sheet) }
      return problem
    }

    private func write(_ chart: Workbook.Chart, on sheet: UnsafeMutablePointer<lxw_worksheet>) {
      let kind =
        switch chart.kind {
        case .line: LXW_CHART_LINE
        case .stack: LXW_CHART_BAR_STACKED
        case .curve: LXW_CHART_SCATTER_STRAIGHT
        case .points: LXW_CHART_SCATTER
        }
      guard let drawn = workbook_add_chart(book, UInt8(kind.rawValue)) else { return }
      for series in chart.series {
        let added = chart_add_series(drawn, Self.text(series.categories), Self.text(series.values))
        chart_series_set_name(added, xmlText(series.name))
      }
      chart_title_set_name(drawn, xmlText(chart.title))
      chart_axis_set_name(drawn.pointee.y_axis, xmlText(chart.valueAxis))
      if chart.series.count == 1 {
        chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      }
      worksheet_insert_chart(sheet, lxw_row_t(chart.row), lxw_col_t(chart.column), drawn)
    }

    private static func text(_ range: Workbook.Range) -> String {
      let (rows, columns) = (range.rows, range.columns)
      return
        "='\(range.page)'!$\(Workbook.letters(columns.lowerBound))$\(rows.lowerBound + 1):$\(Workbook.letters(columns.upperBound))$\(rows.upperBound + 1)"
    }
  }

  extension Workbook.Cell {
    /// The number that is shown; 0 where there is none.
    fileprivate var number: Double {
      switch content {
      case .number(let value), .formula(_, let value): value
      case .blank, .text, .wordFormula: 0
      }
    }
  }
#endif
