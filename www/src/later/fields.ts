// Fields of settings that every view shares.

import { html, type TemplateResult } from './kit.js';

/** Runs with the new value of a field, if the browser accepts it. */
export function valid(then: (value: string) => void): (event: Event) => void {
  return (event) => {
    const field = event.currentTarget as HTMLInputElement | HTMLSelectElement;
    if (field.reportValidity()) then(field.value);
  };
}

/** A number between two bounds. */
export function number(label: string, value: number, min: number, max: number, step: number, changed: (event: Event) => void): TemplateResult {
  return html`<label>
    ${label}
    <input type="number" .value=${String(value)} min=${min} max=${max} step=${step} required @change=${changed} />
  </label>`;
}

/** One of some words. */
export function choice<T extends string>(
  label: string,
  values: readonly (readonly [value: T, label: string])[],
  chosen: T,
  changed: (value: T) => void,
): TemplateResult {
  return html`<label>
    ${label}
    <select @change=${valid((value) => changed(value as T))}>
      ${values.map(([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`)}
    </select>
  </label>`;
}

/** A share in per cent with one decimal. */
export function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
