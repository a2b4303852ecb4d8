"""Recency, frequency and money of the CDNOW sample, scored with the standard library alone.

Python 3, no packages: `python3 tests/reference/segments_cdnow.py > tests/reference/segments_cdnow.txt`.
Cuts are the inclusive quantiles of `statistics` (definition 7 of Hyndman and Fan, as R and NumPy have by default);
a value equal to a cut falls below it. Amounts are added as exact decimals. The groups are written as conditions
here and as a table in the program, so that each checks the other.
"""

import csv
import datetime
import decimal
import pathlib
import statistics

ROWS = pathlib.Path(__file__).parent.parent / "data" / "cdnow_transactions.csv"


def group(r, f, m):
    often, some, once = f >= 4, 2 <= f <= 3, f == 1
    if often and m >= 4:
        return ["CannotLose", "CannotLose", "Loyal", "Champions", "Champions"][r - 1]
    if often:
        return ["AtRisk", "AtRisk", "Loyal", "Loyal", "Loyal"][r - 1]
    if some and r >= 4:
        return "PotentialLoyalists"
    if some:
        if r == 3:
            return "NeedAttention" if m >= 3 else "AboutToSleep"
        if m >= 4:
            return "AtRisk"
        if r == 1:
            return "Hibernating"
        return "NeedAttention" if m == 3 else "AboutToSleep"
    assert once
    if r == 5:
        return "New"
    if r == 4:
        return "Promising"
    if r == 3:
        return "Promising" if m >= 3 else "AboutToSleep"
    if r == 2:
        return "AtRisk" if m >= 4 else "Hibernating"
    return "Hibernating" if m >= 3 else "Lost"


def answer(as_of, by_day):
    last, count, paid = {}, {}, {}
    seen = set()
    for row in csv.DictReader(ROWS.open()):
        customer, day = int(row["customer_id"]), datetime.date.fromisoformat(row["date"])
        if day > as_of:
            continue
        last[customer] = max(day, last.get(customer, day))
        paid[customer] = paid.get(customer, 0) + decimal.Decimal(row["amount"])
        if not by_day or (customer, day) not in seen:
            count[customer] = count.get(customer, 0) + 1
        seen.add((customer, day))
    customers = sorted(last)
    days = [(as_of - last[c]).days for c in customers]
    scales = [("recency", days, False), ("frequency", [count[c] for c in customers], True),
              ("monetary", [paid[c] for c in customers], True)]
    scores = []
    for name, values, rising in scales:
        cuts = statistics.quantiles(values, n=5, method="inclusive")
        bins = [sum(value > cut for cut in cuts) for value in values]
        score = [b + 1 if rising else 5 - b for b in bins]
        print(name, "cuts", *(round(float(cut), 4) for cut in cuts))
        print(name, "counts", *(score.count(k) for k in range(1, 6)))
        scores.append(score)
    groups = [group(*code) for code in zip(*scores)]
    for name in ["Champions", "Loyal", "PotentialLoyalists", "New", "Promising", "NeedAttention", "AboutToSleep",
                 "AtRisk", "CannotLose", "Hibernating", "Lost"]:
        at = [i for i, g in enumerate(groups) if g == name]
        amount = sum((paid[customers[i]] for i in at), decimal.Decimal(0))
        median = statistics.median([days[i] for i in at]) if at else "none"
        print(name, len(at), amount, median)
    print("all", len(customers), sum(paid.values()))


for as_of in [datetime.date(1997, 9, 30), datetime.date(1998, 6, 30)]:
    for by_day in [False, True]:
        print("as_of", as_of, "days" if by_day else "orders")
        answer(as_of, by_day)
