// A file is being read: how far, how long, and the way out.

import { html, nothing, type TemplateResult } from 'lit';
import type { Progress } from '../engine/loading.js';
import type { Model } from './model.js';

/** Progress with a way to cancel. */
export function readingState(model: Model): TemplateResult {
  const { texts } = model;
  const { progress } = model.state;
  const { reading } = texts;
  const titles = { unpacking: reading.unpacking, reading: reading.title, grouping: reading.preparing };
  const title = progress ? titles[progress.phase] : reading.starting;
  return html`<div class="panel">
    <h2 class="state" id="reading" tabindex="-1">${title}</h2>
    <div class="named">${progress ? html`<h3 class="file">${progress.name}</h3>` : nothing}</div>
    <progress
      aria-labelledby="reading"
      max=${progress?.size || 1}
      value=${progress && progress.phase !== 'grouping' ? progress.bytes : nothing}
    ></progress>
    <p class="muted small">${progress ? figures(model, progress) : nothing}&nbsp;</p>
    <div class="row"><button @click=${() => model.cancel()}>${reading.cancel}</button></div>
  </div>`;
}

function figures({ texts, formats }: Model, progress: Progress): string {
  const { reading } = texts;
  const parts = [
    reading.of(formats.bytes(progress.bytes), formats.bytes(progress.size)),
    ...(progress.phase === 'unpacking' ? [] : [reading.rows(formats.whole(progress.rows))]),
  ];
  if (progress.secondsLeft !== null && progress.phase === 'reading') {
    parts.push(reading.left(formats.span(Math.ceil(progress.secondsLeft))));
  }
  return parts.join(' · ');
}
