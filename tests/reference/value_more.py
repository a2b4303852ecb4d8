"""Makes value_more.json: 25-digit numbers for awkward parameters of the purchase models, and quantiles of spend.

Run: python3 value_more.py > value_more.json   (mpmath 1.3)

Each quantity is computed from its definition: the likelihood and the odds of having left by the formulas that
value.json lists or by quadrature, everything else as an integral over the distributions of the model.
"""

import json
import random
from mpmath import mp, mpf, gamma, loggamma, beta, hyp2f1, quad, exp, log, inf, gammainc, rf, log1p, workdps

mp.dps = 25
DELTA = mpf(0.002687729661060744)


def out(x):
    return float(x)


def nb(n, r, alpha, t):
    return rf(r, n) / gamma(n + 1) * (alpha / (alpha + t)) ** r * (t / (alpha + t)) ** n


def geometric(p, x, tx, T, modified):
    r, al, a, b = p
    k = x + (1 if modified else 0)
    odds = mpf(0) if k == 0 else a / (b + k - 1) * ((al + T) / (al + tx)) ** (r + x)
    ll = loggamma(r + x) - loggamma(r) + r * log(al) - (r + x) * log(al + T)
    ll += loggamma(b + k) + loggamma(a + b) - loggamma(b) - loggamma(a + b + k) + log1p(odds)
    alive = 1 / (1 + odds)
    r, al, b = r + x, al + T, b + k
    h39 = mpf(39)
    rate = lambda t: r / al * hyp2f1(r + 1, a, a + b, -t / al)
    pmf = []
    for n in (1, 3, 8):
        # The tail may be as small as 1e-37: 25 digits of a difference from one would hold nothing of it.
        with workdps(60):
            tail = 1 - sum(nb(j, r, al, h39) for j in range(n))
        pmf.append(alive * (beta(a, b + n) / beta(a, b) * nb(n, r, al, h39) + beta(a + 1, b + n - 1) / beta(a, b) * tail))
    return dict(
        loglik=out(ll), p_alive=out(alive), p_alive_after_39=out(alive * hyp2f1(r, a, a + b, -h39 / al)),
        p_no_purchase_39=out(odds / (1 + odds) + alive * (al / (al + h39)) ** r),
        expected_39=out(alive * quad(rate, [0, 5, 15, 39])),
        discounted_52=out(alive * quad(lambda t: exp(-DELTA * t) * rate(t), [0, 5, 20, 52])),
        dert=out(alive * quad(lambda t: exp(-DELTA * t) * rate(t), [0, 1, 10, 50, 200, 1000, 5000, 40000])),
        pmf_39_at_1_3_8=[out(v) for v in pmf])


def pareto(p, x, tx, T):
    r, al, s, be = p
    f = lambda u: s * ((al + T) / (al + u)) ** (r + x) * ((be + T) / (be + u)) ** s / (be + u)
    odds = quad(f, [tx + (T - tx) * c for c in (0, mpf('1e-4'), mpf('1e-3'), mpf('1e-2'), mpf('.05'), mpf('.2'), mpf('.5'), 1)])
    ll = loggamma(r + x) - loggamma(r) + r * log(al) - (r + x) * log(al + T) + s * log(be) - s * log(be + T) + log1p(odds)
    alive = 1 / (1 + odds)
    r, al, be = r + x, al + T, be + T
    h39 = mpf(39)
    rate = lambda t: r / al * (be / (be + t)) ** s
    lost = lambda n: quad(lambda u: s / be * (be / (be + u)) ** (s + 1) * nb(n, r, al, u), [0, mpf('.1'), 1, 4, 12, 39])
    stay = (be / (be + h39)) ** s
    pmf = [alive * (stay * nb(n, r, al, h39) + lost(n)) for n in (0, 1, 3, 8)]
    return dict(
        loglik=out(ll), p_alive=out(alive), p_alive_after_39=out(alive * stay),
        p_no_purchase_39=out(odds / (1 + odds) + pmf[0]),
        expected_39=out(alive * quad(rate, [0, 5, 15, 39])),
        discounted_52=out(alive * quad(lambda t: exp(-DELTA * t) * rate(t), [0, 5, 20, 52])),
        dert=out(alive * quad(lambda t: exp(-DELTA * t) * rate(t), [0, 1, 10, 50, 200, 1000, 5000, 40000])),
        pmf_39_at_1_3_8=[out(v) for v in pmf[1:]])


def sets():
    rnd = random.Random(7)
    spread = lambda low, high: float('%.4g' % (low * (high / low) ** rnd.random()))
    geo = [(spread(.02, 60), spread(.05, 600), spread(.02, 30), spread(.05, 60)) for _ in range(6)]
    geo += [(.243, 4.414, 1.0, 2.426), (.243, 4.414, .999999999, 2.426), (.01, .001, .01, .01), (2.0, 1e6, 3.0, .5), (.3, 5.0, 1e-7, 3.0)]
    par = [(spread(.02, 60), spread(.05, 600), spread(.02, 30), spread(.05, 600)) for _ in range(6)]
    par += [(.553, 10.578, 1.0, 11.669), (.553, 11.669, .606, 11.669), (.5329, 38.06, 64.28, 7721.5),
            (.01, .001, .01, .002), (2.0, 1e6, 3.0, .5), (.5, 10.0, 500.0, 2e6), (.5, 10.0, 1e-6, 10.0)]
    return [('pnbd', p) for p in par] + [('bgnbd', p) for p in geo] + [('mbgnbd', p) for p in geo[:4]]


PROBES = [(0, 0.0, 20.0), (7, 35.0, 39.0), (300, 364.0, 365.0)]


def main():
    rows = []
    for model, p in sets():
        exact = [mpf(v) for v in p]
        for x, tx, T in PROBES:
            tx_, T_ = mpf(tx), mpf(T)
            q = pareto(exact, x, tx_, T_) if model == 'pnbd' else geometric(exact, x, tx_, T_, model == 'mbgnbd')
            rows.append(dict(model=model, parameters=p, x=x, tx=tx, T=T, **q))
    p, q, g = mpf(6.25), mpf(3.74), mpf(15.44)
    spends = []
    for x, z in [(0, 0.0), (1, 25.0), (2, 22.34), (13, 29.34), (25, 37.21), (365, 8.0), (1000, 3.0)]:
        shape, rate = p * x + q, g + mpf(x) * mpf(z)
        row = dict(x=x, mean_spend=z)
        for share in (.05, .5, .95):
            # P(p / nu <= m) = Q(shape, p rate / m), increasing in m.
            low, high = p * rate / shape / 20, p * rate / shape * 20
            for _ in range(110):
                middle = (low + high) / 2
                below = gammainc(shape, p * rate / middle, inf, regularized=True) < mpf(share)
                low, high = (middle, high) if below else (low, middle)
            row[str(share)] = out(low)
        spends.append(row)
    print(json.dumps(dict(origin='value_more.py, mpmath 1.3 at 25 digits', parameters_of_spend=dict(p=6.25, q=3.74, gamma=15.44),
                          purchases=rows, spend_quantiles=spends), indent=None).replace('}, ', '},\n'))


main()
