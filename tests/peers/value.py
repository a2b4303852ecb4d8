"""Other programs that fit models of purchases, on the same file and machine.

value.py --install FOLDER        makes a Python environment there with the peers from PyPI; prints its python last
value.py --fit FILE --rounds 3   fits `frequency,recency,T`; prints one line of JSON: seconds of each round, and the
                                 log-likelihood in the unit of the file
"""

import json
import os
import subprocess
import sys
import time

# The last versions of lifetimes' dependencies with which all of it works.
PACKAGES = ['lifetimes==0.11.3', 'numpy==1.26.4', 'scipy==1.11.4', 'pandas==1.5.3']


def install(folder):
    python = os.path.join(folder, 'bin', 'python')
    mark = os.path.join(folder, 'installed')
    wanted = ' '.join(PACKAGES)
    if not (os.path.exists(mark) and open(mark).read() == wanted):
        subprocess.run([sys.executable, '-m', 'venv', folder], check=True)
        subprocess.run([python, '-m', 'pip', 'install', '--quiet', *PACKAGES], check=True)
        with open(mark, 'w') as file:
            file.write(wanted)
    print(python)


def fit(path, rounds):
    import math
    import warnings

    import numpy
    import pandas
    import lifetimes

    warnings.filterwarnings('ignore')
    table = pandas.read_csv(path)
    x, tx, age = table['frequency'], table['recency'], table['T']
    peers = [
        ('BG/NBD', lifetimes.BetaGeoFitter), ('MBG/NBD', lifetimes.ModifiedBetaGeoFitter), ('Pareto/NBD', lifetimes.ParetoNBDFitter),
    ]
    versions = f'lifetimes {lifetimes.__version__} (numpy {numpy.__version__})'
    told = []
    for model, Fitter in peers:
        took, found, error = [], None, None
        for _ in range(rounds):
            fitter = Fitter(penalizer_coef=0.0)
            numpy.random.seed(1)
            begun = time.perf_counter()
            try:
                fitter.fit(x, tx, age)
            except Exception as failure:
                error = f'{type(failure).__name__}: {failure}'
                break
            took.append(time.perf_counter() - begun)
            # lifetimes reports the mean, for Pareto/NBD the sum, on time scaled to a longest age of 1.
            n = 1 if model == 'Pareto/NBD' else len(x)
            found = -fitter._negative_log_likelihood_ * n + x.sum() * math.log(fitter._scale)
        told.append(dict(peer=versions, model=model, took=took, logLikelihood=found, error=error))
    print(json.dumps(told))


if __name__ == '__main__':
    if sys.argv[1] == '--install':
        install(sys.argv[2])
    else:
        fit(sys.argv[2], int(sys.argv[4]))
