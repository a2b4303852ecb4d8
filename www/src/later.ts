// The second script: what nobody sees before answers are on the page, and what few need. The first one loads it by itself and
// lends it what both use; see later/kit.ts.

import { borrow, type Kit } from './later/kit.js';
import { Later } from './later/later.js';
import type { Model } from './element/model.js';
import type { Whole } from './later/whole.js';

/** What this script brings to one element. */
export function open(kit: Kit, model: Model): Later {
  borrow(kit);
  return new Later(model as Whole);
}
