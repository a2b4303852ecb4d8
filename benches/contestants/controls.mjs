// Ours, as it ships, once the file is loaded: how long from a changed setting to the new picture on the screen.
import { createEngine } from '/pkg/clientele.js';

export const name = 'Clientele, controls';

const theme = { forced: false, properties: [] };
const RULES = ['best chain', 'first entry only', 'window restarts at each step', 'no window', 'neighbouring steps', 'any order', 'strict increase'];
const STEPS = ['page_view', 'signup', 'trial_start', 'purchase', 'repeat_purchase'].map((name) => ({ name, events: [name] }));
const DAY = 86400;
let engine;

export async function start() {
  engine = await createEngine({ currency: 'EUR' });
}

/** What a reader may change, by view; each with its values, none of which was asked before. */
function controls(kind, { firstDay, lastDay }, n) {
  const some = (of) => Array.from({ length: n }, (_, i) => of(i));
  const asOf = some((i) => ({ asOf: lastDay - 1 - Math.floor((i * (lastDay - firstDay)) / (2 * n)) }));
  if (kind === 'orders') {
    return [
      ['overview', 'as of', asOf],
      ['segments', 'as of', asOf],
      ['segments', 'scores (slider)', [2, 3, 4, 6, 7, 8, 9].map((nBins) => ({ nBins }))],
      ['segments', 'purchases', [{ purchases: 'days' }, { purchases: 'days', nBins: 4 }]],
      ['ladder', 'as of', asOf],
      ['ladder', 'days of loyalty (slider)', some((i) => ({ loyalDays: 4 + i }))],
      ['ladder', 'silence (slider)', some((i) => ({ overdueFactor: 4 + i }))],
      // As on the page: the model that did best on the past.
      ['value', 'months ahead (slider)', some((i) => ({ model: 'automatic', horizonMonths: 13 + i }))],
      ['value', 'discount (slider)', some((i) => ({ model: 'automatic', discountPerYear: 0.11 + i / 100 }))],
      ['value', 'margin (slider)', some((i) => ({ model: 'automatic', margin: 0.2 + i / 50 }))],
      ['value', 'model', ['BG/NBD', 'MBG/NBD', 'Pareto/NBD', 'Rate so far'].map((model) => ({ model }))],
      ['value', 'as of, BG/NBD', asOf.map((config) => ({ ...config, model: 'BG/NBD' }))],
      ['value', 'as of', asOf.map((config) => ({ ...config, model: 'automatic' }))],
    ];
  }
  const windowSeconds = some((i) => ({ windowSeconds: (3 + i) * DAY }));
  const part = (config) => ({ funnel: config });
  return [
    ['funnel', 'rule', RULES.map((rule) => ({ rule }))],
    ['funnel', 'window (slider)', windowSeconds],
    ['ladder', 'as of', asOf],
    ['funnel_rules', 'window', windowSeconds.map(part)],
    ['funnel_windows', 'steps', [part({ steps: STEPS.slice(0, 4) }), part({ steps: STEPS.slice(0, 3) })]],
    ['funnel_groups', 'window', windowSeconds.map(part)],
    ['funnel_trend', 'window', windowSeconds.map(part)],
    ['funnel_times', 'window', windowSeconds.map(part)],
    ['funnel_next', 'window', windowSeconds.map(part)],
  ];
}

/** Until what was drawn is on the screen. */
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  });
}

export async function run(file, { kind, n }) {
  const [outcome] = await engine.load([file], { onReview: () => undefined });
  if (outcome.error) throw outcome.error;
  const contents = await engine.contents();
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  const ask = async (view, config) => {
    const begun = performance.now();
    await engine.report(view, config);
    await engine.draw(canvas, view, config, { width: 800, theme });
    const drawn = performance.now() - begun;
    await painted();
    return [drawn, performance.now() - begun];
  };
  const rows = [];
  for (const [view, control, configs] of controls(kind, contents, n)) {
    try {
      // The view is open before its settings are changed.
      const open = await ask(view, configs[0]);
      // As the page does once the first answers are there.
      if (control === 'model') while ((await engine.prepare(configs[0])) > 0);
      const times = [];
      for (const config of configs.slice(1)) times.push(await ask(view, config));
      rows.push({ view, control, open: open[1], drawn: times.map(([drawn]) => drawn), painted: times.map(([, all]) => all) });
    } catch (error) {
      rows.push({ view, control, error: String(error.message ?? error) });
    }
  }
  return { rows };
}
