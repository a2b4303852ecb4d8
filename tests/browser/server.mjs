// Serves folders on this machine for one test, with any policy, and keeps a list of all that was asked for: what a
// worker asks for is seen here even where the browser does not report it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const TYPES = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The strict policy, one directive an entry. */
export function strictPolicy() {
  const text = readFileSync(join(root, 'pkg-config/csp/strict.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const directives = lines.join(' ').split(';').map((directive) => directive.trim());
  return new Map(directives.filter(Boolean).map((directive) => [directive.split(' ')[0], directive]));
}

/**
 * `mounts` maps the beginning of an address to a folder, the longest first; `policy` maps names of directives to what
 * shall stand instead of the strict one, `null` for nothing.
 */
export async function serve({ mounts = { '/tests/': 'tests/browser/pages/', '/': 'www/' }, policy = {} } = {}) {
  const directives = strictPolicy();
  for (const [name, value] of Object.entries(policy)) {
    if (value === null) directives.delete(name);
    else directives.set(name, `${name} ${value}`);
  }
  const header = [...directives.values()].join('; ');
  const asked = [];
  const server = createServer((request, response) => {
    const address = new URL(request.url, 'http://localhost').pathname;
    asked.push(address);
    const mount = Object.keys(mounts).find((start) => address.startsWith(start));
    let file = normalize(join(root, mounts[mount], address.slice(mount.length)));
    if (file.endsWith('/')) file = join(file, 'index.html');
    const found = file.startsWith(join(root, mounts[mount])) && existsSync(file) && statSync(file).isFile();
    response.writeHead(found ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': header,
      'cache-control': 'no-store',
    });
    response.end(found ? readFileSync(file) : 'Not found.');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    asked,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}
