// DuckDB-Wasm: the same funnel over a table that is already in memory. It counts the best
// chain over all entries, as ours does.
import * as duckdb from '@duckdb/duckdb-wasm';

export const name = 'DuckDB-Wasm';

const STEPS = ['page_view', 'signup', 'trial_start', 'purchase', 'repeat_purchase'];
const TYPES = `{'user_id': 'VARCHAR', 'timestamp': 'TIMESTAMPTZ', 'event': 'VARCHAR', 'channel': 'VARCHAR'}`;

// For each step the latest entry from which it was reached so far: the more recent, the sooner the rest is in the window.
// `s` is the number of the step of an event, so that events of one instant stand in the order of the steps.
const chain = (window) => {
  const parts = ['a0 AS (SELECT u, t, s, t AS e0 FROM events)'];
  for (let i = 1; i <= STEPS.length; i++) {
    const reached = i === 1 ? 's = 1' : `s = ${i} AND t - e${i - 1} <= ${window}`;
    parts.push(`a${i} AS (SELECT *, max(CASE WHEN ${reached} THEN e${i - 1} END) OVER (PARTITION BY u ORDER BY t, s ROWS UNBOUNDED PRECEDING) AS e${i} FROM a${i - 1})`);
  }
  const counts = STEPS.map((_, i) => `count(DISTINCT CASE WHEN e${i + 1} IS NOT NULL THEN u END)::DOUBLE AS c${i + 1}`);
  return `WITH ${parts.join(', ')} SELECT ${counts.join(', ')} FROM a${STEPS.length}`;
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
  await connection.query(`CREATE OR REPLACE TABLE events AS SELECT user_id AS u, epoch_us(timestamp) // 1000000 AS t, CASE event ${STEPS.map((step, i) => `WHEN '${step}' THEN ${i + 1}`).join(' ')} END AS s FROM read_csv('in.csv', header = true, auto_detect = false, delim = ',', columns = ${TYPES}) ORDER BY u, t`);
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
