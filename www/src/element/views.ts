// Which views there are, how they are grouped into sections, when they are answered, and what their rows stand for.

import type { DecideConfig, FunnelPartName, Report, ViewName } from '../../glue/clientele.js';

/** A section of the page: views that answer one question, of which one is shown. */
export type Topic = readonly [ViewName, ...ViewName[]];

/** All sections in the order in which they are shown. The first view of each gives it its name. */
export const TOPICS: readonly Topic[] = [
  ['overview', 'hours'],
  ['segments', 'codes', 'rules', 'groups', 'movement', 'agreement'],
  ['profile'],
  ['tiers', 'concentration'],
  ['funnel'],
  ['ladder', 'rungs', 'stages'],
  ['retention', 'rates', 'survival', 'gaps', 'lateness'],
  ['value', 'decide', 'trust'],
  ['customer'],
];

/** All views. */
export const VIEWS: readonly ViewName[] = TOPICS.flat();

/** Those that the first file of the module answers by itself, in the order in which they are asked. */
export const FIRST: readonly ViewName[] = ['segments', 'funnel', 'ladder', 'value'];

/** What stands behind the funnel, in the order of the tabs. */
export const PARTS: readonly FunnelPartName[] = [
  'funnel_windows',
  'funnel_times',
  'funnel_groups',
  'funnel_trend',
  'funnel_next',
  'funnel_money',
  'funnel_rules',
  'funnel_customer',
];

/** Those that are answered as soon as the later file of the module is there. */
export const LATER: readonly ViewName[] = ['overview', 'customer'];

/** Views that are answered when their section comes near, or when they are chosen. */
export const WAITING: readonly ViewName[] = VIEWS.filter((view) => !FIRST.includes(view) && !LATER.includes(view));

/** Views that speak of events where there are no orders. */
export const OF_EVENTS: readonly ViewName[] = ['rungs', 'stages', 'retention', 'rates', 'survival', 'gaps', 'lateness'];

/** Views whose settings may ask for what no loaded file says. */
export const ASKING: readonly ViewName[] = ['decide', 'rungs', 'stages', 'profile'];

/** Views whose rows are lists of customers. */
const LISTED: readonly ViewName[] = ['segments', 'codes', 'rules', 'groups', 'movement', 'agreement', 'profile', 'tiers', 'funnel', 'ladder', 'rungs', 'stages', 'retention', 'lateness', 'funnel_rules'];

/** Are its rows lists of customers, or customers? */
export function rowsAre(view: ViewName, config: object | undefined): 'lists' | 'customers' | undefined {
  if (LISTED.includes(view)) return 'lists';
  if (view !== 'decide') return undefined;
  const { show = 'groups' } = (config ?? {}) as DecideConfig;
  return show === 'groups' || show === 'contact' ? 'lists' : show === 'risk' || show === 'referrals' ? 'customers' : undefined;
}

/** What a mark of a picture is called: its row, and the column where each cell has a mark. */
export function markName({ table: { columns, rows } }: Report, row: number, column: number): string {
  const name = String(rows[row]?.[0] ?? '');
  const head = columns[0]?.name === 'From' && column === 0 ? rows[row]?.[1] : columns[column]?.name;
  return column > 0 || columns[0]?.name === 'From' ? `${name}, ${head}` : name;
}
