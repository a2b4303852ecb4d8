// The look of the funnel's builder and of what stands behind the funnel.

import { css } from '../kit.js';

export const funnelStyles = css`
  .steps {
    display: grid;
    gap: 0.375rem;
  }
  .steps .step {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) 1.75rem 1.75rem;
    align-items: center;
    gap: 0 0.375rem;
    position: relative;
  }
  .steps .grip {
    cursor: grab;
    min-inline-size: 1.25rem;
    text-align: center;
    font-weight: 620;
    font-size: 0.875rem;
    color: var(--muted);
  }
  .steps button.quiet {
    padding-inline: 0.375rem;
  }
  .steps .hint {
    grid-column: 2 / -1;
    grid-row: 2;
  }
  .steps details {
    grid-column: 2 / -1;
    grid-row: 3;
  }
  .steps .step > button {
    grid-column: 4;
    grid-row: 1;
  }
  .steps summary {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 2.125rem;
    display: grid;
    place-items: center;
    inline-size: 1.75rem;
    block-size: 2.25rem;
    list-style: none;
    font-weight: 700;
  }
  .steps summary::-webkit-details-marker {
    display: none;
  }
  .steps details[open] summary {
    border-radius: calc(var(--radius) * 0.5);
    background: var(--raised);
  }
  .controls .step .inside label:not(.tick) {
    display: grid;
    gap: 0.1875rem;
  }
  .more summary {
    font-size: 0.8125rem;
    inline-size: fit-content;
  }
  .steps .inside {
    display: grid;
    gap: 0.5rem;
    padding-block: 0.375rem 0.75rem;
  }
  .more {
    margin-block-start: 0.625rem;
  }
  .more .controls {
    padding-block-start: 0.5rem;
  }
  .controls label.tick {
    display: flex;
    gap: 0.5rem;
    align-items: center;
  }
  .controls label.tick input {
    inline-size: 1rem;
    flex: none;
  }
  .controls .hint {
    font-size: 0.8125rem;
    color: var(--muted);
    line-height: 1.4;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block-start: 0.25rem;
  }
  .aside .steps li + li,
  .aside .chips li + li {
    margin: 0;
  }
  .chip {
    min-block-size: 1.75rem;
    padding: 0.125rem 0.625rem;
    border-radius: 1rem;
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }
  .condition,
  .exclusion {
    display: grid;
    gap: 0.25rem;
    padding-inline-start: 0.625rem;
    border-inline-start: 2px solid var(--line);
    margin-block-end: 0.375rem;
  }
  .condition legend,
  .exclusion legend {
    font-size: 0.8125rem;
    font-weight: 620;
    margin: 0;
    padding: 0;
    overflow-wrap: anywhere;
  }
  .exclusion label {
    display: grid;
    padding: 0;
  }
  .parts {
    margin-block-start: 2.5rem;
  }
  .parts > h3 {
    font-size: 1.125rem;
    font-weight: 640;
    letter-spacing: -0.01em;
  }
  .tabs button.open {
    color: var(--ground);
    background: var(--accent);
    border-color: transparent;
  }
  .part {
    margin-block-start: 1rem;
    padding: clamp(1rem, 3cqi, 1.75rem);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .part .controls,
  .part .slider,
  .part .ask {
    margin-block: 1rem;
    align-items: end;
  }
  .part .controls {
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
  }
  .part .picture {
    min-block-size: 6rem;
    margin-block-start: 1rem;
  }
  .part .figures {
    margin-block: 1rem;
  }
  .slider {
    display: grid;
    gap: 0.5rem 1.25rem;
  }
  .slider label,
  .ask label {
    display: grid;
    gap: 0.25rem;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .slider input {
    inline-size: 100%;
    padding: 0;
    border: 0;
  }
  .slider output {
    font-weight: 620;
  }
  .slider button {
    justify-self: start;
  }
  @container (min-width: 44rem) {
    .slider {
      grid-template-columns: minmax(0, 1fr) minmax(16rem, auto) auto;
    }
  }
  @media print {
    .part .controls,
    .slider,
    .ask {
      display: none !important;
    }
    .part {
      border: 0;
      padding: 0;
    }
  }
`;
