"""Makes value_corners.json: 40-digit numbers for the purchase and spend models far from ordinary parameters.

Run: python3 value_corners.py > value_corners.json   (mpmath 1.3; some minutes; with the names of models only these)

Nothing here is shared with the program: likelihoods and odds are the published closed forms (Fader, Hardie & Lee 2005;
Batislam, Denizel & Filiztekin 2007; Schmittlein, Morrison & Colombo 1987) at 40 digits or an integral over the time of
leaving, forecasts are integrals over the distributions of the model in the logarithm of time.
"""

import json
import signal
import sys
from mpmath import mp, mpf, beta, exp, expm1, gamma, gammainc, hyp2f1, inf, log, log1p, loggamma, quad, rf, workdps

mp.dps = 40
# 15 per cent a year, continuous, per week.
DELTA = log(mpf('1.15')) / 52


SECONDS = 4


class Slow(Exception):
    pass


def stop(*_):
    raise Slow()


signal.signal(signal.SIGALRM, stop)


def out(x):
    return float(x)


def pieces(end, step):
    n = max(1, int(end / step) + 1)
    return [end * k / n for k in range(n + 1)]


def over_time(scale, t, f):
    """The integral of f from 0 to t, in v = ln(1 + u / scale)."""
    end = log1p(t / scale)
    return quad(lambda v: scale * exp(v) * f(scale * expm1(v)), pieces(end, mpf(2)), method='gauss-legendre')


def nb(n, r, alpha, t):
    return exp(loggamma(r + n) - loggamma(r) - loggamma(n + 1) - r * log1p(t / alpha) + n * log(t / (alpha + t)))


def geometric(p, x, tx, T, modified):
    r, al, a, b = p
    k = x + (1 if modified else 0)
    odds = mpf(0) if k == 0 else a / (b + k - 1) * ((al + T) / (al + tx)) ** (r + x)
    ll = loggamma(r + x) - loggamma(r) + r * log(al) - (r + x) * log(al + T)
    with workdps(60):
        ll += loggamma(b + k) + loggamma(a + b) - loggamma(b) - loggamma(a + b + k)
    ll += log1p(odds)
    alive = 1 / (1 + odds)
    r, al, b = r + x, al + T, b + k
    rate = lambda t: r / al * hyp2f1(r + 1, a, a + b, -t / al)

    def exactly(n):
        with workdps(80):
            tail = 1 - sum(nb(j, r, al, mpf(39)) for j in range(n))
        return alive * (beta(a, b + n) / beta(a, b) * nb(n, r, al, mpf(39)) + beta(a + 1, b + n - 1) / beta(a, b) * tail)

    after = lambda: alive * hyp2f1(r, a, a + b, -39 / al)
    return ll, odds, alive, after, lambda: (al / (al + 39)) ** r, rate, al / max(r, 1), lambda: [exactly(1), exactly(3)]


def pareto(p, x, tx, T):
    r, al, s, be = p
    near = min(al, be)
    # From the last purchase to now, in the logarithm of the time after which the integrand changes.
    f = lambda u: s * ((al + T) / (al + u)) ** (r + x) * ((be + T) / (be + u)) ** s / (be + u)
    end = log1p((T - tx) / (near + tx))
    # Steps as fine as the fall of the integrand asks for.
    step = min(mpf(1), 30 / (r + x + s + 1))
    cut = min(end, 120 / (r + x)) if r + x > 1 else end
    odds = mpf(0)
    if end > 0:
        g = lambda v: (near + tx) * exp(v) * f(tx + (near + tx) * expm1(v))
        odds = quad(g, pieces(cut, step), method='gauss-legendre')
        if cut < end:
            odds += quad(g, [cut, end])
    ll = loggamma(r + x) - loggamma(r) + r * log(al) - (r + x) * log(al + T) - s * log1p(T / be) + log1p(odds)
    alive = 1 / (1 + odds)
    r, al, be = r + x, al + T, be + T
    rate = lambda t: r / al * (be / (be + t)) ** s
    # The time in which anything changes.
    soon = min(al / max(r, 1), be / max(s, 1))
    stay = (be / (be + 39)) ** s
    lost = lambda n: over_time(soon, mpf(39), lambda u: s / be * (be / (be + u)) ** (s + 1) * nb(n, r, al, u) if u > 0 else mpf(0))
    gone = lambda: over_time(soon, mpf(39), lambda u: s / be * (be / (be + u)) ** (s + 1) * (al / (al + u)) ** r)
    pmf = lambda: [alive * (stay * nb(n, r, al, mpf(39)) + lost(n)) for n in (1, 3)]
    none = lambda: stay * (al / (al + 39)) ** r + gone()
    return ll, odds, alive, lambda: alive * stay, none, rate, soon, pmf


def row(model, p, x, tx, T):
    P = [mpf(v) for v in p]
    found = pareto(P, x, mpf(tx), mpf(T)) if model == 'pnbd' else geometric(P, x, mpf(tx), mpf(T), model == 'mbgnbd')
    ll, odds, alive, after, none, rate, scale, pmf = found
    told = dict(model=model, parameters=p, x=x, tx=tx, T=T, loglik=out(ll), p_alive=out(alive), ln_p_alive=out(-log1p(odds)))
    quantities = dict(
        p_alive_after_39=lambda: out(after()), p_no_purchase_39=lambda: out(odds / (1 + odds) + alive * none()),
        expected_39=lambda: out(alive * over_time(scale, mpf(39), rate)),
        discounted_52=lambda: out(alive * over_time(scale, mpf(52), lambda t: exp(-DELTA * t) * rate(t))),
        dert=lambda: out(alive * over_time(scale, 110 / DELTA, lambda t: exp(-DELTA * t) * rate(t))),
        pmf_39_at_1_3=lambda: [out(v) for v in pmf()])
    for name, quantity in quantities.items():
        # What takes long at 40 digits is left out, and said.
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            told[name] = quantity()
        except (Slow, ValueError, ZeroDivisionError, mp.NoConvergence) as error:
            print(model, p, (x, tx, T), name, type(error).__name__, file=sys.stderr, flush=True)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return told


GEOMETRIC = [
    (0.243, 4.414, 0.793, 2.426), (1e-4, 4.0, 0.8, 2.4), (150.0, 4.0, 0.8, 2.4), (0.25, 1e-5, 0.8, 2.4), (0.25, 1e7, 0.8, 2.4),
    (0.25, 4.0, 1e-7, 2.4), (0.25, 4.0, 400.0, 2.4), (0.25, 4.0, 0.8, 1e-4), (0.25, 4.0, 0.8, 3e4), (0.25, 4.0, 300.0, 900.0),
    (60.0, 900.0, 1e-3, 1e-3), (1.0, 1.0, 1.0, 1.0),
]
PARETO = [
    (0.553, 10.578, 0.606, 11.669), (1e-4, 10.0, 0.6, 11.0), (150.0, 10.0, 0.6, 11.0), (0.5, 1e-5, 0.6, 11.0), (0.5, 1e7, 0.6, 11.0),
    (0.5, 10.0, 1e-7, 11.0), (0.5, 10.0, 2e3, 11.0), (0.5, 10.0, 0.6, 1e-4), (0.5, 10.0, 0.6, 1e8), (0.5, 10.0, 1.0, 10.0),
    (60.0, 900.0, 300.0, 5e4), (1.0, 1.0, 1.0, 1.0),
]
PROBES = [(0, 0.0, 0.001), (0, 0.0, 1000.0), (1, 0.5, 0.5), (2, 1e-6, 2000.0), (3, 0.0, 39.0), (26, 30.86, 31.0), (1500, 700.0, 701.0)]


def spends():
    rows = []
    for p in [(6.25, 3.74, 15.44), (0.02, 1.001, 400.0), (800.0, 1.5, 0.03), (2.0, 900.0, 3000.0)]:
        P, Q, G = [mpf(v) for v in p]
        for x, z in [(0, 0.0), (1, 0.01), (3, 40.0), (700, 25.0), (2, 1e6)]:
            shape, total = P * x + Q, G + mpf(x) * mpf(z)
            this = dict(parameters=p, x=x, mean_spend=z, expected=out(P * total / (shape - 1)))
            if x > 0:
                with workdps(60):
                    S = mpf(x) * mpf(z)
                    ll = loggamma(P * x + Q) - loggamma(P * x) - loggamma(Q) - P * x * log1p(G / S) - Q * log1p(S / G) - log(S / x)
                this['loglik'] = out(ll)
            for share in (0.05, 0.5, 0.95):
                if shape > 1e4:
                    continue
                # P(p / nu <= m) = Q(shape, p rate / m), rising in m.
                low, high = P * total / shape / 1000, P * total / shape * 1000
                for _ in range(150):
                    middle = (low * high) ** mpf('0.5')
                    below = gammainc(shape, P * total / middle, inf, regularized=True) < mpf(share)
                    low, high = (middle, high) if below else (low, middle)
                this[str(share)] = out(low)
            rows.append(this)
    return rows


def main():
    rows = []
    only = sys.argv[1:]
    for model, sets in (('bgnbd', GEOMETRIC), ('mbgnbd', GEOMETRIC[:9:2]), ('pnbd', PARETO)):
        for p in sets if not only or model in only else ():
            for probe in PROBES:
                rows.append(row(model, p, *probe))
    origin = 'value_corners.py, mpmath 1.3 at 40 digits'
    print(json.dumps(dict(origin=origin, delta=out(DELTA), purchases=rows, spends=spends())).replace('}, ', '},\n'))


main()
