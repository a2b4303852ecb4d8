// <clientele-widget>: the shell around the model and its templates.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ViewName } from '../../glue/clientele.js';
import type { Engine, EngineOptions, Loaded } from '../engine/engine.js';
import { tagFor } from '../engine/locale.js';
import { quoted } from '../format.js';
import { emptyState } from './empty.js';
import type { Later } from './later.js';
import { Model } from './model.js';
import { Picture } from './picture.js';
import { readingState } from './reading.js';
import { resultsState } from './results.js';
import type { Members, Source } from './state.js';
import { base } from './styles/base.js';
import { media } from './styles/media.js';
import { results } from './styles/results.js';
import { states } from './styles/states.js';
import { watchScheme } from './theme.js';
import { PARTS, type Topic, VIEWS } from './views.js';

/**
 * Customer analytics in one element.
 *
 * Attributes: `theme` (`light` or `dark`; default: the system's), `locale` (a language tag; default: the page's language
 * as the reader's own settings write it),
 * `currency` (an ISO 4217 code), `sample` (the address of a list of sample files; they are fetched when the user asks
 * for the sample, never before), `settings` (the fragment of a link to settings, as the host page finds it in its own
 * address; the files that are loaded are answered under them).
 *
 * Events: `clientele:ready` when answers stand (detail: the loaded files), `clientele:issues` for each file with rows
 * set aside (detail: the file), `clientele:error` (detail: `code`, `message`, and the `name` of the file).
 */
export class ClienteleWidget extends LitElement {
  static override styles = [base, states, results, media];
  static override properties = { theme: { reflect: true }, locale: {}, currency: {}, sample: {}, settings: {} };

  declare theme: string | undefined;
  declare locale: string | undefined;
  declare currency: string | undefined;
  declare sample: string | undefined;
  declare settings: string | undefined;
  /** Where the module and the worker come from; to be set before the element is put on the page. */
  sources: EngineOptions = {};

  private model = new Model(
    () => this.requestUpdate(),
    (name, detail) => this.dispatchEvent(new CustomEvent(`clientele:${name}`, { detail })),
    (later) => this.adopt(later),
  );
  private pictures = new Map<ViewName, Picture>();
  private unwatch = () => {};
  /** The stage on the page, and whether the focus was in what it showed. */
  private shown = '';
  private held = false;
  /** The heading that had the focus: the answer that takes the place of a skeleton has another. */
  private heading = '';
  private listed: Members | undefined;
  private sections = new Set<Element>();
  /** Sections are answered shortly before they come on the screen. */
  private nearby = new IntersectionObserver((entries) => this.approach(entries), { rootMargin: '75% 0%' });

  constructor() {
    super();
    for (const view of [...VIEWS, ...PARTS]) {
      const picture = new Picture(this, this.model, view);
      this.pictures.set(view, picture);
      this.addController(picture);
    }
  }

  /** The engine under the element, once it runs. */
  get engine(): Engine | undefined {
    return this.model.engine;
  }

  /** What is on the page: `empty`, `reading`, `review`, `results`, or `broken` where the engine is of no use. */
  get stage(): string {
    return this.model.state.stage;
  }

  /** What is loaded. */
  get files(): Loaded[] {
    return this.model.files;
  }

  /** Loads files, as if the user had dropped them. */
  load(files: Iterable<Source>): Promise<void> {
    return this.model.load(files);
  }

  /** Drops everything: the workers end and their memory is given back. */
  clear(): void {
    this.model.forget();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = watchScheme(() => this.redraw());
    const options = { ...this.sources, locale: this.tag, currency: this.currency };
    this.model.start(options).catch((error) => this.model.failed(error));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch();
    this.nearby.disconnect();
    this.sections.clear();
    this.model.close();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const active = this.shadowRoot?.activeElement;
    this.held = this.stage !== this.shown && !!active;
    this.heading = active?.matches('h2.finding') ? active.id : '';
    if (changed.has('locale') || changed.has('currency') || !this.hasUpdated) this.speak();
    if (changed.has('settings') && this.settings) void this.model.link(this.settings);
    if (changed.has('theme') && this.hasUpdated) void this.updateComplete.then(() => this.redraw());
  }

  private speak(): void {
    this.model.speak(this.tag, this.currency, this.sources.words).catch((error) => this.model.failed(error));
  }

  /** What had the focus went with its stage: the heading of the next one takes it, so that the keyboard goes on there. */
  protected override updated(): void {
    this.shown = this.stage;
    const { members } = this.model.state;
    if (members && members !== this.listed) this.renderRoot.querySelector('.members')?.scrollIntoView({ block: 'nearest' });
    this.listed = members;
    const { opened } = this.model.state;
    if (opened) {
      this.model.state.opened = '';
      const heading = this.renderRoot.querySelector<HTMLElement>(`#${opened}-finding`);
      heading?.scrollIntoView({ block: 'start' });
      heading?.focus({ preventScroll: true });
    }
    for (const section of this.renderRoot.querySelectorAll('section.view')) {
      if (this.sections.has(section)) continue;
      this.sections.add(section);
      this.nearby.observe(section);
    }
    const heading = this.heading && !this.held && !this.shadowRoot?.activeElement && this.shadowRoot?.getElementById(this.heading);
    if (heading) heading.focus({ preventScroll: true });
    if (this.held && !this.shadowRoot?.activeElement) {
      this.renderRoot.querySelector<HTMLElement>('h2[tabindex], .panel .primary')?.focus();
    }
  }

  protected override render(): TemplateResult {
    const { model } = this;
    // The words of another language are on their way: nothing flashes up in English.
    if (!model.worded) return html`<section class="page"></section>`;
    return html`<section
      class="page ${model.state.over ? 'over' : ''}"
      part="page"
      lang=${model.words.language}
      aria-label=${model.texts.label}
      @dragover=${this.onDragOver}
      @dragleave=${() => model.set({ over: false })}
      @drop=${this.onDrop}
    >
      <div class="sr" aria-live="polite">${model.state.spoken}</div>
      ${troubles(model)} ${this.renderStage()}
      ${model.engine?.mode === 'page' ? html`<p class="small muted">${model.texts.trouble.pageMode}</p>` : nothing}
    </section>`;
  }

  private renderStage(): TemplateResult {
    const { model } = this;
    const { stage, asking } = model.state;
    if (stage === 'review' && asking && model.later) return model.later.review(asking);
    if (stage === 'results') return resultsState(model, this.pictures);
    if (stage === 'broken') return brokenState(model);
    if (stage === 'empty') return emptyState(model, this.sample);
    return readingState(model);
  }

  private get tag(): string {
    return tagFor(this.locale, this);
  }

  private approach(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!target.isConnected) {
        this.sections.delete(target);
        this.nearby.unobserve(target);
      }
      this.model.approach((target as Element & { topic: Topic }).topic, isIntersecting && target.isConnected);
    }
  }

  /** Takes the rules of later.js: before those for forced colours and paper, which have the last word. */
  private adopt({ styles }: Later): void {
    const root = this.renderRoot as ShadowRoot;
    const sheets = [...root.adoptedStyleSheets];
    sheets.splice(sheets.indexOf(media.styleSheet!), 0, ...styles);
    root.adoptedStyleSheets = sheets;
  }

  private redraw(): void {
    for (const picture of this.pictures.values()) picture.redraw();
  }

  private onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (!this.model.state.over) this.model.set({ over: true });
  };

  private onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.model.set({ over: false });
    void this.model.load(event.dataTransfer?.files ?? []);
  };
}

function troubles(model: Model): TemplateResult | typeof nothing {
  const { texts } = model;
  const list = model.state.troubles;
  if (list.length === 0) return nothing;
  return html`<div class="panel" role="alert">
    ${list.map(
      ({ name, message }) => html`<div class="notice">
        <b>${name || texts.trouble.title}</b>
        <p>${quoted(message)}</p>
      </div>`,
    )}
    <div class="row"><button @click=${() => model.set({ troubles: [] })}>${texts.trouble.dismiss}</button></div>
  </div>`;
}

function brokenState(model: Model): TemplateResult {
  return html`<div class="panel" role="alert">
    <p class="notice">${model.state.broken}</p>
    <div class="row"><button class="primary" @click=${() => model.forget()}>${model.texts.trouble.again}</button></div>
  </div>`;
}
