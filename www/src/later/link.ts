// A link to the settings of all views: what was asked, never what the files say. A colleague applies it to the same files.

import type { FunnelPartName, ViewName } from '../../glue/clientele.js';
import { PARTS, TOPICS, VIEWS } from '../element/views.js';
import type { ClienteleError } from '../engine/remote.js';
import { html, type TemplateResult } from './kit.js';
import type { Whole as Model } from './whole.js';

/** How the fragment of a link begins; the version of the form is part of it. */
const MARK = '#clientele=1.';

/** Longer ones are not ours: a bound for what is unpacked, too. */
const MOST = 1 << 16;

/** What is in a link. */
interface Settings {
  views: [ViewName, object][];
  /** Which view a section shows, where it is not its first. */
  shown: ViewName[];
  /** Of what stands behind the funnel. */
  parts: [FunnelPartName, object][];
}

/** The link of one element: to be copied, or taken. */
export class Link {
  /** Settings that wait for files. */
  private wanted: Settings | undefined;

  constructor(private model: Model) {}

  /** Takes a link or its fragment. What is none of ours is said, and changes nothing. */
  async take(text: string): Promise<void> {
    const { link } = this.model.texts;
    const found = await unpacked(text.slice(text.indexOf('#'))).catch(() => undefined);
    if (!found) return this.say(link.broken);
    this.wanted = found;
    if (this.model.state.stage === 'results') await this.apply();
    else this.say(link.waiting);
  }

  /** Lets the views answer under the settings that wait: all of them, or none. */
  async apply(): Promise<void> {
    const { model, wanted } = this;
    const { engine } = model;
    this.wanted = undefined;
    if (!wanted || !engine) return;
    const { link, views } = model.texts;
    const settings = [...wanted.views, ...wanted.parts] as [ViewName, object][];
    for (const [view, config] of settings) {
      const refused = await engine.report(view, config as never).then(
        () => undefined,
        // Files that do not speak to a view are no misfit.
        (error: ClienteleError) => (error.code === 'missing' ? undefined : error.message),
      );
      if (refused !== undefined) return this.say(link.misfit(views[view], refused));
    }
    for (const [part, config] of wanted.parts) model.later.parts.settings.set(part, config);
    for (const view of wanted.shown) model.turn(view);
    for (const [view, config] of wanted.views) await model.prefer(view, config);
    await model.later.parts.answer();
    if (model.state.stage === 'results') model.announce(link.used);
  }

  /** The button that copies a link to what is set now. */
  button(): TemplateResult {
    const { model } = this;
    const { link, take } = model.texts;
    const go = () => {
      // Some browsers let only what begins with the click onto the clipboard.
      const text = packed(this.now()).then((fragment) => new Blob([new URL(fragment, location.href).href], { type: 'text/plain' }));
      navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]).then(
        () => model.announce(link.copied),
        () => model.failed(new Error(take.notCopied)),
      );
    };
    return html`<button class="quiet" @click=${go}>${link.copy}</button>`;
  }

  /** What is set now. Who was looked up is data. */
  private now(): Settings {
    const { model } = this;
    const own = ([view, { customer, ...config }]: [ViewName, { customer?: unknown }]): [ViewName, object][] => {
      const { funnel, ...rest } = config as { funnel?: object };
      return Object.keys(rest).length > 0 ? [[view, rest]] : [];
    };
    return {
      views: model.settled.flatMap(own).filter(([view]) => VIEWS.includes(view)),
      shown: TOPICS.map((topic) => model.shown(topic)).filter((view) => !TOPICS.some(([first]) => first === view)),
      parts: [...model.later.parts.settings].flatMap(own) as [FunnelPartName, object][],
    };
  }

  private say(message: string): void {
    this.model.set({ troubles: [{ name: this.model.texts.link.title, message }] });
  }
}

/** Settings as a fragment: JSON, packed, in the letters that addresses have. */
async function packed(settings: Settings): Promise<string> {
  const bytes = await through(new Blob([JSON.stringify(settings)]), new CompressionStream('deflate-raw'));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return MARK + btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** What a fragment holds, if it is of our form; names that nobody knows are not. */
async function unpacked(fragment: string): Promise<Settings | undefined> {
  if (!fragment.startsWith(MARK) || fragment.length > MOST) return undefined;
  const text = atob(fragment.slice(MARK.length).replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const json = await through(new Blob([bytes]), new DecompressionStream('deflate-raw'));
  const { views, shown, parts } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) as Record<string, unknown>;
  const pairs = (list: unknown, names: readonly string[]) =>
    Array.isArray(list) && list.every((one) => Array.isArray(one) && names.includes(one[0]) && typeof one[1] === 'object' && one[1] && !Array.isArray(one[1]));
  const known = pairs(views, VIEWS) && pairs(parts, PARTS) && Array.isArray(shown) && shown.every((view) => VIEWS.includes(view));
  return known ? ({ views, shown, parts } as Settings) : undefined;
}

/** Bytes through a stream that packs or unpacks them. */
async function through(data: Blob, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const reader = data.stream().pipeThrough(stream as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MOST) throw new RangeError('too much');
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
