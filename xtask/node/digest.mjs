// Prints what the wasm build of tests/parity/digest.rs says. Argument: the folder that holds it.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2]);
const { initSync, digest_text } = await import(pathToFileURL(join(folder, 'digest.js')));
initSync({ module: readFileSync(join(folder, 'digest_bg.wasm')) });
console.log(digest_text());
