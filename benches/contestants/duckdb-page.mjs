// A page over DuckDB-Wasm: it starts loading at once, takes a file as soon as it may, and draws the sizes of the segments as bars.
import { run, start } from './duckdb.mjs';

const started = start();
const input = document.querySelector('input');

input.addEventListener('change', async () => {
  const [file] = input.files;
  await started;
  const { sizes } = await run(file);
  const canvas = document.querySelector('canvas');
  const context = canvas.getContext('2d');
  const most = Math.max(...sizes);
  const width = canvas.width / sizes.length;
  context.fillStyle = '#193f99';
  sizes.forEach((size, i) => context.fillRect(i * width, canvas.height * (1 - size / most), width - 1, (canvas.height * size) / most));
  window.shown = true;
});
input.dataset.ready = '';
