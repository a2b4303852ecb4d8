// DuckDB-Wasm, the build that browsers take without special headers; it reads the file piecewise by itself. The types
// of the columns are told, so that it need not look for them.
import * as duckdb from '@duckdb/duckdb-wasm';

export const name = 'DuckDB-Wasm';
export const packageName = '@duckdb/duckdb-wasm';

const COLUMNS = 'order_id customer_email order_date:TIMESTAMPTZ channel country sku category quantity:INTEGER unit_price:DOUBLE discount:DOUBLE total:DOUBLE';
const TYPES = COLUMNS.split(' ').map((column) => column.split(':')).map(([name, type]) => `'${name}': '${type ?? 'VARCHAR'}'`);
const FILE = `read_csv('in.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${TYPES.join(', ')}})`;
const fifth = (column) => `5 * (rank() OVER (ORDER BY ${column}) - 1) // (SELECT count(*) FROM customers)`;
const SQL = [
  `CREATE OR REPLACE TABLE customers AS SELECT customer_email, count(*) AS n, max(epoch_us(order_date)) AS latest, round(sum(total) * 100)::BIGINT AS cents FROM ${FILE} GROUP BY 1`,
  `CREATE OR REPLACE TABLE scored AS SELECT *, ${fifth('latest')} AS r, ${fifth('n')} AS f, ${fifth('cents')} AS m FROM customers`,
  'SELECT count(*)::DOUBLE AS k, sum(n)::DOUBLE AS orders, sum(cents)::DOUBLE AS cents FROM scored GROUP BY r, f, m',
];

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
  let result;
  for (const statement of SQL) result = await connection.query(statement);
  const rows = result.toArray().map((row) => row.toJSON());
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return { customers: sum('k'), orders: sum('orders'), cents: sum('cents'), groups: rows.length, sizes: rows.map((row) => row.k) };
}
