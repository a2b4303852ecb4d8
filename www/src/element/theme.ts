// The colours and the type of a picture, as the page resolves them: custom properties, schemes, forced colours.

import type { PictureTheme } from '../../glue/clientele.js';

/** Each property of a picture's theme, and the property of the probe that carries its colour. `styles/base.ts` has the rule. */
const carriers = [
  ['background', 'backgroundColor'],
  ['ink', 'color'],
  ['muted', 'borderTopColor'],
  ['grid', 'borderBottomColor'],
  ['accent', 'borderLeftColor'],
  ['neutral', 'borderRightColor'],
  ['series-1', 'outlineColor'],
  ['series-2', 'textDecorationColor'],
  ['series-3', 'columnRuleColor'],
  ['series-4', 'textEmphasisColor'],
  ['series-5', 'fill'],
  ['series-6', 'stroke'],
] as const;

/** Reads the theme from a probe: an element on which every colour of the theme is set as some property. */
export function readTheme(probe: Element): PictureTheme {
  const style = getComputedStyle(probe);
  const colors = carriers.map(([name, carrier]): [string, string] => [name, style[carrier]]);
  return {
    forced: matchMedia('(forced-colors: active)').matches,
    properties: [...colors, ['font', style.fontFamily], ['size', style.fontSize]],
  };
}

/** Is a colour, as `getComputedStyle` writes it, nearer to black than to white? */
export function isDark(color: string): boolean {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  const most = color.startsWith('rgb') ? 255 : 1;
  return (r + g + b) / 3 < most / 2;
}

/** Calls back whenever the system's scheme, contrast or forced colours change; returns what ends that. */
export function watchScheme(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'];
  const lists = queries.map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', changed);
  return () => {
    for (const list of lists) list.removeEventListener('change', changed);
  };
}
