// Brings in later.js, the second script, and lends it what both use.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { ClienteleError } from '../engine/remote.js';
import type { Later } from '../later/later.js';
import type { Kit } from '../later/kit.js';
import type { Model } from './model.js';
import { figures, noteList } from './results.js';
import { sheetTable } from './sheet.js';

export type { Later };

const kit: Kit = { html, nothing, keyed, live, sheetTable, figures, noteList, ClienteleError };

/** Loads the script; gives what opens it for an element. It is asked for once by address, whoever wants it. */
export async function fetchLater(script: URL | string = new URL('./later.js', import.meta.url)): Promise<(model: Model) => Later> {
  const address = new URL(script, document.baseURI).href;
  try {
    const { open } = (await import(/* @vite-ignore */ address)) as typeof import('../later.js');
    return (model) => open(kit, model);
  } catch {
    throw new ClienteleError('blocked', '', address);
  }
}
