// Colours, sizes and the rules that every state shares. Hosts set the --clientele-* properties; everything else is private
// to the shadow root.

import { css } from 'lit';

/** What all states share. */
export const base = css`
  :host {
    --ground: var(--clientele-background, light-dark(#ffffff, #14171c));
    --ink: var(--clientele-ink, light-dark(#1c2026, #e6e9ee));
    --muted: var(--clientele-muted, light-dark(#5b6470, #9aa4b2));
    --line: var(--clientele-grid, light-dark(#e2e5e9, #2c323a));
    --accent: var(--clientele-accent, light-dark(#193f99, #96bdff));
    --neutral: var(--clientele-neutral, light-dark(#8994a3, #5a6778));
    --raised: color-mix(in srgb, var(--ink) 4%, var(--ground));
    --font: var(--clientele-font, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, system-ui, sans-serif);
    --radius: var(--clientele-radius, 10px);

    display: block;
    container-type: inline-size;
    color-scheme: light dark;
    color: var(--ink);
    background: var(--ground);
    font: 400 1rem/1.5 var(--font);
    font-variant-numeric: tabular-nums lining-nums;
    text-align: start;
    -webkit-text-size-adjust: 100%;
    accent-color: var(--accent);
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .page {
    max-inline-size: 76rem;
    margin-inline: auto;
    padding: clamp(1rem, 3cqi, 2.5rem);
  }
  .probe {
    position: absolute;
    visibility: hidden;
    forced-color-adjust: none;
    font: 400 var(--clientele-size, 13px) var(--font);
    background-color: var(--ground);
    color: var(--ink);
    border: 0 solid;
    border-color: var(--muted) var(--neutral) var(--line) var(--accent);
    outline-color: var(--clientele-series-1, light-dark(#193f99, #96bdff));
    text-decoration-color: var(--clientele-series-2, light-dark(#df7812, #a74b0e));
    column-rule-color: var(--clientele-series-3, light-dark(#045138, #5ed0a0));
    text-emphasis-color: var(--clientele-series-4, light-dark(#4899d4, #276b9b));
    fill: var(--clientele-series-5, light-dark(#861846, #f8a3c6));
    stroke: var(--clientele-series-6, light-dark(#8994a3, #5a6778));
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 0.875rem;
  }
  .num {
    text-align: end;
    white-space: nowrap;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  [tabindex='-1']:focus {
    outline: none;
  }
  button,
  select,
  input,
  textarea,
  .button {
    font: inherit;
    font-size: 0.9375rem;
    line-height: 1.25rem;
    color: inherit;
    min-block-size: 2.25rem;
    padding: 0.4375rem 0.875rem;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 0.7);
    background: var(--ground);
  }
  input,
  select {
    padding-inline: 0.625rem;
    border-color: color-mix(in srgb, var(--muted) 62%, var(--ground));
  }
  select {
    max-inline-size: 100%;
  }
  textarea {
    inline-size: 100%;
    border-color: color-mix(in srgb, var(--muted) 62%, var(--ground));
    font-family: ui-monospace, 'SF Mono', Consolas, monospace;
    font-size: 0.875rem;
    resize: vertical;
  }
  button,
  .button {
    cursor: pointer;
    font-weight: 550;
    text-decoration: none;
    border-color: color-mix(in srgb, var(--muted) 45%, var(--ground));
  }
  button:hover {
    border-color: var(--muted);
  }
  button.primary {
    color: var(--ground);
    background: var(--accent);
    border-color: transparent;
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--accent) 86%, var(--ink));
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--accent);
    padding-inline: 0.5rem;
  }
  button.quiet:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  label {
    display: inline-block;
  }
  summary {
    cursor: pointer;
    min-block-size: 1.5rem;
    color: var(--accent);
    font-size: 0.9375rem;
  }
  .notice {
    padding: 0.75rem 1rem;
    border-inline-start: 3px solid var(--accent);
    background: var(--raised);
    border-radius: 0 calc(var(--radius) * 0.6) calc(var(--radius) * 0.6) 0;
  }
  :host(:dir(rtl)) .notice {
    border-radius: calc(var(--radius) * 0.6) 0 0 calc(var(--radius) * 0.6);
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
    line-height: 1.25rem;
  }
  th,
  td {
    padding: 0.5rem 0.75rem;
    text-align: start;
    vertical-align: baseline;
    border-block-end: 1px solid var(--line);
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  thead th {
    color: var(--muted);
    font-weight: 500;
    vertical-align: bottom;
  }
  th.num,
  td.num {
    text-align: end;
  }
  tbody th {
    font-weight: 550;
  }
`;
