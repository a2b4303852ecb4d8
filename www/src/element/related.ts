// Views that rest on the settings of others: a profile of segments is one of the segments as they are set.

import type { ViewName } from '../../glue/clientele.js';
import type { Configs } from '../engine/engine.js';

type Settings = Record<string, unknown>;

/** What each view takes from others. */
const SOURCES: Partial<Record<ViewName, readonly ViewName[]>> = {
  codes: ['segments'],
  movement: ['segments'],
  rules: ['segments', 'tiers'],
  profile: ['segments', 'tiers', 'groups', 'rules'],
  agreement: ['segments', 'tiers', 'groups', 'rules'],
};

/** Views whose answers change with the settings of a view. */
export function dependentsOf(view: ViewName): ViewName[] {
  return (Object.keys(SOURCES) as ViewName[]).filter((other) => SOURCES[other]!.includes(view));
}

/** The settings of a view with those of the views on which it rests; `of` gives the settings of a view. */
export function inherited<V extends ViewName>(of: (view: ViewName) => object | undefined, view: V, own: Configs[V]): Configs[V] {
  const sources = SOURCES[view];
  if (!sources) return own;
  const taken: Settings = Object.fromEntries(sources.map((source) => [source, of(source) ?? {}]));
  const segments = taken.segments as Settings;
  if (view === 'codes') return segments as Configs[V];
  if (view === 'movement') {
    const { nBins, purchases, cuts, map } = segments;
    return { ...own, nBins, purchases, cuts, map };
  }
  if (view !== 'agreement') return { ...own, ...taken };
  const { other } = own as { other?: Settings };
  const one = { ...taken, by: 'segments' };
  return { ...own, one, ...(other && { other: { ...taken, ...other } }) };
}
