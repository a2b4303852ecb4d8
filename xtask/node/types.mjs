// Keeps of the compiler's declarations what a host can use: those that the entry leads to, without private parts and
// without the template library, which is bundled and which a host need not have. Arguments: from, to.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const [from, to] = process.argv.slice(2);

/** A custom element as a host sees it: the declarations that are neither private nor the template library's. */
function ofElement(text) {
  return text
    .replace(/^import .* from 'lit';\n/gm, '')
    .replace(/extends LitElement\b/g, 'extends HTMLElement')
    .replace(/^ {4}static (styles|properties): (\{$[^]*?^ {4}\}|.*);\n/gm, '')
    .replace(/^ {4}(private|protected) .*\n/gm, '');
}

const seen = new Set();
function keep(path) {
  if (seen.has(path)) return;
  seen.add(path);
  const text = ofElement(readFileSync(join(from, path), 'utf8'));
  mkdirSync(dirname(join(to, path)), { recursive: true });
  writeFileSync(join(to, path), text);
  for (const [, target] of text.matchAll(/from '(\.[^']+)\.js'/g)) {
    keep(normalize(join(dirname(path), `${target}.d.ts`)));
  }
}

keep('src/clientele.d.ts');
