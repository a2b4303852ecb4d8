// The model as the files of later.js know it: with their own texts, and with what they bring.

import type { Model } from '../element/model.js';
import type { FirstTexts } from '../texts/first.js';
import type { LaterTexts } from '../texts/later.js';
import type { Later } from './later.js';

/** The model once later.js is there. */
export type Whole = Model & { texts: FirstTexts & LaterTexts; later: Later };
