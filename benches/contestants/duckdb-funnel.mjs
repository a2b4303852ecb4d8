// DuckDB-Wasm: the same funnel over a table that is already in memory. A chain of the earliest entries to each step from
// any first event: what the best chain of ours counts.
import * as duckdb from '@duckdb/duckdb-wasm';

export const name = 'DuckDB-Wasm';

const STEPS = ['page_view', 'signup', 'trial_start', 'purchase', 'repeat_purchase'];
const TYPES = `{'user_id': 'VARCHAR', 'timestamp': 'TIMESTAMPTZ', 'event': 'VARCHAR', 'channel': 'VARCHAR'}`;

// For each event of a step the latest entry from which it can be reached: the last entry of the step before it.
const chain = (window) => {
  const parts = [`s1 AS (SELECT user_id AS u, t AS entered, t FROM events WHERE event = '${STEPS[0]}')`];
  for (let i = 2; i <= STEPS.length; i++) {
    parts.push(`s${i} AS (SELECT u, entered, t FROM (
      SELECT e.user_id AS u, e.t AS t, (SELECT NULL) AS x, p.entered AS entered
      FROM (SELECT user_id, t FROM events WHERE event = '${STEPS[i - 1]}') e
      ASOF JOIN (SELECT u, t, max(entered) OVER (PARTITION BY u ORDER BY t) AS entered FROM s${i - 1}) p
      ON e.user_id = p.u AND e.t >= p.t) WHERE t - entered <= ${window})`);
  }
  const counts = STEPS.map((_, i) => `(SELECT count(DISTINCT u) FROM s${i + 1})::DOUBLE AS c${i + 1}`);
  return `WITH ${parts.join(', ')} SELECT ${counts.join(', ')}`;
};

let database;
let connection;

export async function start() {
  const dist = `${location.origin}/node_modules/@duckdb/duckdb-wasm/dist/duckdb-`;
  database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(`${dist}browser-eh.worker.js`));
  await database.instantiate(`${dist}eh.wasm`);
  await database.open({ query: { castBigIntToDouble: true } });
  connection = await database.connect();
}

export async function run(file) {
  await database.registerFileHandle('in.csv', file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  await connection.query(`CREATE OR REPLACE TABLE events AS SELECT user_id, epoch(timestamp)::BIGINT AS t, event FROM read_csv('in.csv', header = true, auto_detect = false, delim = ',', columns = ${TYPES}) ORDER BY user_id, t`);
  const took = [];
  let counts;
  for (let i = 2; i >= 0; i--) {
    const begun = performance.now();
    const [row] = (await connection.query(chain(30 * 86400 + i))).toArray();
    took.push(performance.now() - begun);
    counts = Object.values(row.toJSON());
  }
  return { took, counts };
}
