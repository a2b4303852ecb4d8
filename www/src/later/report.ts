// One HTML file with every answer on the page: findings, pictures, tables, rules, settings. It opens anywhere without a
// network, runs no script, and holds no customer: only the tables beside the pictures, never lists of customers.

import type { PictureTheme, Report, ViewName } from '../../glue/clientele.js';
import { rowsAre } from '../element/views.js';
import { escaped, linesOf } from './copy.js';
import type { Whole as Model } from './whole.js';

/** The one style sheet; the policy of the file names its hash, which a browser test computes anew. */
const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;color:#1a1c23;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'section{break-inside:avoid-page;border-top:1px solid #d9dade;margin-top:2rem;padding-top:1rem}' +
  'h1,h2{line-height:1.2;text-wrap:balance}.q,.r,footer{color:#5b606b;font-size:.875rem}' +
  'img{max-width:100%;height:auto}.t{overflow-x:auto}' +
  'table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}' +
  'th,td{padding:.25rem .75rem .25rem 0;text-align:start;vertical-align:top;border-bottom:1px solid #ececef}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere}@media print{section{break-before:page}}';
const STYLE_HASH = 'sha256-5Nop4iLwCk0P36Nq2cMNhX6Lm9Iyd73pHFpDSHBLkNE=';

/** A picture in the report is this wide, in CSS pixels. */
const WIDTH = 900;

/** Views about one customer. */
const NAMING: readonly ViewName[] = ['customer', 'funnel_customer'];

/** The file. Views whose answer is not there are left out. */
export async function reportFile(model: Model, theme: PictureTheme): Promise<Blob> {
  const { engine, later, texts, words } = model;
  if (!engine) throw new Error(texts.trouble.closed);
  const parts: string[] = [];
  const answers = [...model.answers].filter(([view, { config }]) => !NAMING.includes(view) && rowsAre(view, config) !== 'customers');
  for (const [view, { config, report }] of answers) {
    const table = await engine.taken(view, config, later.taking);
    // A picture and a finding show what their table withholds: they are left out then.
    const whole = table.rows.every((row, at) => row.every((cell, i) => cell === report.table.rows[at]?.[i]));
    const picture = whole ? await address(await engine.svg(view, config, { width: WIDTH, theme })) : '';
    parts.push(part(model, view, { ...report, table, finding: whole ? report.finding : report.question }, picture));
  }
  const settings = Object.fromEntries(answers.map(([view, { config }]) => [view, config]));
  const inputs = await engine.digests();
  const { report: own } = texts;
  const title = [...model.answers.values()][0]?.report.summary?.finding ?? texts.label;
  const day = new Date();
  const html = `<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '${STYLE_HASH}'">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>
${(later.findings.list ?? []).length > 0 ? `<section><h2>${escaped(texts.matters.title)}</h2><ol>${(later.findings.list ?? []).map((one) => `<li><p><b>${escaped(one.finding)}.</b> ${escaped(one.certainty)} ${escaped(one.action)}</p></li>`).join('')}</ol></section>` : ''}
${parts.join('\n')}
</main><footer><h2>${escaped(own.origin)}</h2>
<ul>${inputs.map(({ name, bytes, digest }) => `<li>${escaped(name)}, ${escaped(model.formats.bytes(bytes))}${digest ? `, SHA-256 ${digest}` : ''}</li>`).join('')}</ul>
<p>Clientele ${escaped(await engine.version())}, <time datetime="${day.toISOString()}">${escaped(model.formats.moment(day))}</time></p>
<h2>${escaped(texts.results.settings)}</h2><pre>${escaped(JSON.stringify(settings, null, 1))}</pre>
</footer></body></html>
`;
  return new Blob([html], { type: 'text/html;charset=utf-8' });
}

function part(model: Model, view: ViewName, report: Report, picture: string): string {
  const { results, views } = model.texts;
  const [head = [], ...rows] = linesOf(report.table, model.formats);
  const heads = head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  const cells = (row: string[]) => row.map((cell) => `<td>${escaped(cell)}</td>`).join('');
  const action = report.action ? `<p><b>${escaped(results.todo)}</b> ${escaped(report.action)}</p>` : '';
  const notes = report.notes.map((note) => `<li>${escaped(note)}</li>`).join('');
  return `<section><p class="q">${escaped(report.question)}</p><h2>${escaped(report.finding)}</h2>
<p class="r">${escaped(report.rule)}</p>${picture ? `<img src="${picture}" alt="${escaped(report.finding)}">` : ''}
${action}${notes ? `<ul class="r">${notes}</ul>` : ''}
<div class="t"><table><caption class="r">${escaped(`${results.table}: ${views[view]}`)}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div></section>`;
}

/** A picture as an address that holds it. */
async function address(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(text)}`;
}
