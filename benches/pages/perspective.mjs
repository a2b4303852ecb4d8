// Perspective as its documentation embeds it: the viewer with its grid, money by channel. It has no scores, so its job is smaller.
import perspective from '/node_modules/@perspective-dev/client/dist/cdn/perspective.js';

// The viewer brings the client's module.
const client = customElements.whenDefined('perspective-viewer').then(() => perspective.worker());
const input = document.querySelector('input');
const viewer = document.querySelector('perspective-viewer');

input.addEventListener('change', async () => {
  const [file] = input.files;
  const table = await (await client).table(await file.text());
  await viewer.load(table);
  await viewer.restore({ plugin: 'Datagrid', group_by: ['channel'], columns: ['total'], aggregates: { total: 'sum' } });
  await viewer.flush();
  window.shown = true;
});
input.dataset.ready = '';
