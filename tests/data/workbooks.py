"""Writes orders_openpyxl.xlsx and orders_xlsxwriter.xlsx: the same 40 orders, invented, by two writers of workbooks.

Run with openpyxl 3.1 and XlsxWriter 3.2 beside this file. The sums are counted here in whole cents, not by a reader.
"""

import datetime

import openpyxl
import xlsxwriter

orders, cents = [], 0
for i in range(40):
    amount = 1999 + 731 * i
    cents += amount
    day = datetime.datetime(2024, 1, 5) + datetime.timedelta(days=9 * i, minutes=37 * i)
    # The identifier has 18 digits, as text; the article number keeps its zeros by its format alone.
    orders.append((str(900000000000000000 + i), f"k{i % 13}@mail.example", day, amount / 100, 42 + i, i % 3 == 0))
header = ["Order ID", "Customer E-Mail", "Order Date", "Total", "Article", "Gift"]
print(f"{cents / 100:.2f}")

book = openpyxl.Workbook()
cover = book.active
cover.title = "About"
cover["A1"] = "Made for tests"
sheet = book.create_sheet("Orders")
sheet.append(["All orders of 2024"])
sheet.append([])
sheet.append(header)
for order in orders:
    sheet.append(order)
    row = sheet.max_row
    sheet.cell(row, 3).number_format = "dd/mm/yyyy hh:mm"
    sheet.cell(row, 4).number_format = "#,##0.00 €"
    sheet.cell(row, 5).number_format = "00000"
sheet.row_dimensions[10].hidden = True
sheet.append(["Total", None, None, f"=SUM(D4:D{sheet.max_row})"])
book.save("orders_openpyxl.xlsx")

book = xlsxwriter.Workbook("orders_xlsxwriter.xlsx")
sheet = book.add_worksheet("Orders")
formats = [None, None, book.add_format({"num_format": "d. mmm yyyy hh:mm"}), book.add_format({"num_format": "0.00"}),
           book.add_format({"num_format": "00000"}), None]
sheet.write_row(0, 0, header)
for r, order in enumerate(orders, 1):
    for c, value in enumerate(order):
        if c == 2:
            sheet.write_datetime(r, c, value, formats[c])
        elif c == 3:
            # A formula with the value that a spreadsheet keeps of it.
            sheet.write_formula(r, c, f"={value}+0", formats[c], value)
        else:
            sheet.write(r, c, value, formats[c])
book.close()
