"""Key figures of the CDNOW sample with the standard library alone.

Python 3, no packages: `python3 tests/reference/overview_cdnow.py > tests/reference/overview_cdnow.txt`.
Money is added in cents. Gini: mean absolute difference of all pairs over twice the mean. The best fifth of 2,357
customers are the best 471. Orders of a customer's first day are new, later ones returning.
"""

import collections
import csv
import datetime
import decimal
import pathlib

ROWS = pathlib.Path(__file__).parent.parent / "data" / "cdnow_transactions.csv"

rows = [(int(r["customer_id"]), datetime.date.fromisoformat(r["date"]), int(decimal.Decimal(r["amount"]) * 100))
        for r in csv.DictReader(ROWS.open())]
paid, days = collections.Counter(), collections.defaultdict(set)
for customer, day, cents in rows:
    paid[customer] += cents
    days[customer].add(day)
amounts = sorted(paid.values(), reverse=True)
total, n = sum(amounts), len(amounts)
print("customers", n)
print("orders", len(rows))
print("cents", total)
print("repeaters", sum(len(d) > 1 for d in days.values()))
print("gini", sum(abs(a - b) for a in amounts for b in amounts) / (2 * n * total))
print("best_fifth_cents", sum(amounts[:471]))
running, half = 0, 0
while 2 * running < total:
    running += amounts[half]
    half += 1
print("half", half)
months = collections.defaultdict(lambda: [0, 0, set(), set()])
for customer, day, cents in rows:
    late = day > min(days[customer])
    month = months[day.strftime("%Y-%m")]
    month[late] += cents
    month[2 + late].add(customer)
for name, (new, late, newcomers, returning) in sorted(months.items()):
    print("month", name, new, late, len(newcomers), len(returning))
for weekday in range(7):
    print("weekday", weekday, sum(day.weekday() == weekday for _, day, _ in rows))
