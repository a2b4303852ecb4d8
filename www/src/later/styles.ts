// The look of what later.js brings: fields, the review of a file, lists of customers.

import { css } from './kit.js';

/** Fields of settings. */
export const controls = css`
  label:has(> input[type='checkbox']) {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 1.5rem;
  }
  label > input[type='checkbox'] {
    inline-size: 1rem;
    flex: none;
  }
  .guards[open] {
    flex-basis: 100%;
  }
  .guards .controls {
    display: grid;
    grid-template-columns: minmax(0, 26rem);
    gap: 0.75rem;
    padding-block: 0.75rem;
  }
  fieldset legend {
    font-weight: 620;
    margin-block-end: 0.5rem;
  }
  fieldset label {
    display: flex;
    gap: 0.5rem;
    align-items: baseline;
    padding-block: 0.25rem;
  }
  input[type='radio'],
  input[type='checkbox'] {
    min-block-size: 0;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    flex: none;
  }
  .controls {
    display: grid;
    gap: 0.625rem 1rem;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5rem), 1fr));
  }
  .controls label {
    display: grid;
    gap: 0.1875rem;
    align-content: end;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .controls input,
  .controls select {
    color: var(--ink);
    inline-size: 100%;
  }
  .controls .step {
    display: flex;
    align-items: center;
  }
  .controls .step label {
    flex: 1;
    display: flex;
    gap: 0.5rem;
    align-items: center;
  }
  .controls fieldset {
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .controls fieldset label {
    display: flex;
    align-items: center;
    padding-block: 0.125rem;
    color: var(--ink);
  }
  .controls fieldset input[type='checkbox'] {
    inline-size: 1rem;
  }
  .controls legend {
    font-weight: 400;
    margin-block-end: 0.125rem;
  }
  .controls .wide {
    grid-column: 1 / -1;
    min-inline-size: 0;
  }
  .controls :is(.cuts, .ranges, .rules) label {
    display: grid;
    gap: 0.1875rem;
  }
  .controls .ranges {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.5rem;
  }
  .controls .rules .step {
    display: block;
  }
`;

/** The review of a file. */
export const review = css`
  fieldset.notice legend {
    float: inline-start;
    inline-size: 100%;
    padding: 0;
  }
  fieldset.notice label {
    clear: both;
  }
  .notice .row {
    margin-block-start: 0.75rem;
  }
  .notice ul {
    margin-block: 0.25rem 0.5rem;
  }
  .panel > details {
    min-inline-size: 0;
  }
  .preview td,
  .preview th {
    max-inline-size: 14rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .preview mark {
    background: none;
    color: inherit;
    font-weight: 600;
    text-decoration: underline wavy;
    text-underline-offset: 0.2em;
  }
  .columns td {
    vertical-align: top;
  }
  .columns .values {
    color: var(--muted);
    max-inline-size: 16rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .columns th {
    min-inline-size: 6rem;
    overflow-wrap: anywhere;
  }
  .columns select {
    min-inline-size: 9rem;
  }
  .columns .skipped th {
    color: var(--muted);
    font-weight: 400;
  }
  @container (max-width: 58rem) {
    .columns thead {
      display: none;
    }
    .columns tr {
      display: grid;
      gap: 0.25rem;
      padding-block: 0.75rem;
      border-block-end: 1px solid var(--line);
    }
    .columns th,
    .columns td,
    .columns .values {
      padding: 0;
      border: 0;
      max-inline-size: none;
    }
  }
`;

/** What matters most. */
export const matters = css`
  .matters ol {
    display: grid;
    gap: 1.5rem 2rem;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    margin: 0.75rem 0 0;
    padding: 0;
    list-style: none;
    counter-reset: matter;
  }
  .matters li {
    display: grid;
    align-content: start;
    justify-items: start;
    gap: 0.5rem;
    border-block-start: 2px solid var(--accent);
    padding-block-start: 0.75rem;
  }
  .matters .what {
    font-size: 1.0625rem;
    line-height: 1.35;
    font-weight: 600;
    text-wrap: pretty;
  }
`;

/** What is picked, lists of customers, what can be taken away. */
export const lists = css`
  /* What all answers are about stays in sight. */
  .picked:has(ul):not(:has([open])) {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    background: var(--ground);
    border-block-end: 1px solid var(--line);
  }
  .picked:has(ul) ~ .view {
    scroll-margin-block-start: 4rem;
  }
  .picked ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
  }
  .picked li {
    display: flex;
    align-items: center;
    padding-inline-start: 0.75rem;
    border-radius: 1rem;
    background: color-mix(in srgb, var(--accent) 12%, var(--ground));
    overflow-wrap: anywhere;
  }
  .picked li button {
    min-block-size: 2rem;
    min-inline-size: 2rem;
    padding: 0;
  }
  .picked details[open] {
    flex-basis: 100%;
  }
  .picked form {
    max-inline-size: 48rem;
    padding-block: 0.5rem;
    align-items: end;
  }
  .members {
    scroll-margin-block: 1rem;
    margin-block-start: 1.5rem;
    padding: 1rem 1.25rem;
    border-radius: var(--radius);
    background: var(--raised);
  }
  .members .head {
    padding: 0;
    border: 0;
  }
  .members .sheet {
    --cover: var(--raised);
    max-block-size: 24rem;
  }
  .members th button.quiet {
    min-block-size: 0;
    padding: 0;
    font-size: inherit;
  }
  .members h3 {
    font-size: 1rem;
    font-weight: 640;
  }
  .notes {
    margin-block-start: 1rem;
    display: grid;
    gap: 0.25rem;
    font-size: 0.875rem;
    color: var(--muted);
    max-inline-size: 72ch;
  }
`;
