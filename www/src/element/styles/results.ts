// The look of the report.

import { css } from 'lit';

/** Head, topics, pictures, tables. */
export const results = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.5rem;
    align-items: baseline;
    justify-content: space-between;
    padding-block-end: 1rem;
    border-block-end: 1px solid var(--line);
  }
  .head .sum {
    font-size: 0.9375rem;
    color: var(--muted);
  }
  .head .sum b {
    color: var(--ink);
    font-weight: 620;
  }
  .files {
    display: grid;
    gap: 0.25rem;
    padding-block: 0.75rem;
  }
  .files li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    align-items: center;
    font-size: 0.875rem;
  }
  .files .do {
    margin-inline-start: -0.5rem;
  }
  @container (min-width: 44rem) {
    .files {
      grid-template-columns: auto auto 1fr;
      column-gap: 1.25rem;
    }
    .files li {
      display: grid;
      grid-template-columns: subgrid;
      grid-column: 1 / -1;
    }
    .files li > :nth-child(2) {
      text-align: end;
    }
  }
  nav {
    padding-block-start: 0.75rem;
  }
  .files .name {
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  nav ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
  }
  nav a {
    display: inline-block;
    padding-block: 0.25rem;
    color: var(--accent);
    font-size: 0.9375rem;
    font-weight: 550;
    text-decoration: none;
  }
  nav a:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .view {
    padding-block: clamp(2rem, 5cqi, 3.5rem);
    scroll-margin-block-start: 0.5rem;
  }
  .view + .view {
    border-block-start: 1px solid var(--line);
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    margin-block: 0.625rem 1.25rem;
  }
  .tabs button {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.75rem;
    font-size: 0.875rem;
    border-radius: 1rem;
    border-color: transparent;
    background: none;
    color: var(--muted);
  }
  .tabs button:hover {
    color: var(--ink);
    background: var(--raised);
  }
  .tabs [aria-pressed='true'] {
    color: var(--ink);
    background: color-mix(in srgb, var(--accent) 12%, var(--ground));
  }
  .wait {
    min-block-size: 46rem;
  }
  .question {
    color: var(--accent);
    font-size: 0.875rem;
    font-weight: 600;
  }
  .finding {
    font-size: clamp(1.375rem, 1.05rem + 1.6cqi, 2rem);
    line-height: 1.2;
    letter-spacing: -0.018em;
    font-weight: 660;
    max-inline-size: 34ch;
    text-wrap: balance;
    margin-block: 0.25rem 0.5rem;
    overflow-wrap: break-word;
  }
  .sub {
    font-size: 1.125rem;
    line-height: 1.3;
    font-weight: 640;
    letter-spacing: -0.01em;
    margin-block-end: 0.25rem;
    text-wrap: balance;
  }
  .figures {
    display: grid;
    gap: 1.25rem 2rem;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7.5rem), 1fr));
    margin-block: 1.75rem 2.25rem;
  }
  .figures dt {
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .figures dd {
    font-size: 1.375rem;
    line-height: 1.3;
    font-weight: 600;
    letter-spacing: -0.015em;
    white-space: nowrap;
  }
  .rule {
    color: var(--muted);
    font-size: 0.875rem;
    max-inline-size: 72ch;
    text-wrap: pretty;
  }
  .body {
    display: grid;
    gap: 1.5rem clamp(1.5rem, 4cqi, 3.5rem);
    margin-block-start: 1.5rem;
  }
  .body > * {
    min-inline-size: 0;
  }
  @container (min-width: 60rem) {
    .body {
      grid-template-columns: minmax(0, 1fr) 17.5rem;
    }
  }
  .aside {
    display: grid;
    gap: 1.5rem;
    align-content: start;
  }
  .aside h3 {
    font-size: 0.9375rem;
    font-weight: 640;
    margin-block-end: 0.375rem;
  }
  .aside li,
  .aside p {
    font-size: 0.9375rem;
    line-height: 1.45;
    text-wrap: pretty;
  }
  .aside li + li {
    margin-block-start: 0.625rem;
  }
  .aside li b {
    font-weight: 620;
  }
  .picture {
    position: relative;
    min-block-size: 14rem;
  }
  .picture canvas {
    display: block;
    max-inline-size: 100%;
  }
  .walk {
    position: absolute;
    inset: 0;
    border-radius: 4px;
    outline-offset: 4px;
    touch-action: pan-y;
  }
  .ring {
    position: absolute;
    display: none;
    pointer-events: none;
    border-radius: 4px;
    background: color-mix(in srgb, var(--ink) 5%, transparent);
  }
  .walk:focus-visible ~ .ring {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .tip {
    position: absolute;
    display: none;
    pointer-events: none;
    z-index: 1;
    inline-size: max-content;
    max-inline-size: min(18rem, 80%);
    padding: 0.5rem 0.75rem;
    border-radius: calc(var(--radius) * 0.6);
    background: var(--ink);
    color: var(--ground);
    font-size: 0.8125rem;
    line-height: 1.4;
  }
  .tip b {
    display: block;
    font-weight: 620;
  }
  .tip dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 0 1rem;
  }
  .tip dd {
    text-align: end;
  }
  .tip p {
    opacity: 0.75;
  }
  .lit.listed .walk {
    cursor: pointer;
  }
  .lit .ring,
  .lit .tip {
    display: block;
  }
  .sheet {
    margin-block-start: 1.25rem;
  }
  /* A shade at the edge where there is more to scroll to; the sheet of ground over it moves with the table. */
  .sheet {
    --cover: var(--ground);
    --shade: color-mix(in srgb, var(--ink) 16%, transparent);
    background:
      linear-gradient(to left, var(--cover) 40%, transparent) right / 2.5rem 100% local,
      linear-gradient(to left, var(--shade), transparent) right / 0.75rem 100% scroll;
    background-repeat: no-repeat;
  }
  .sheet.long {
    max-block-size: 33rem;
    overflow-y: auto;
    border-block-end: 1px solid var(--line);
    background:
      linear-gradient(to top, var(--cover) 40%, transparent) bottom / 100% 3rem local,
      linear-gradient(to left, var(--cover) 40%, transparent) right / 2.5rem 100% local,
      linear-gradient(to top, var(--shade), transparent) bottom / 100% 1rem scroll,
      linear-gradient(to left, var(--shade), transparent) right / 0.75rem 100% scroll;
    background-repeat: no-repeat;
  }
  .sheet.long thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--cover);
    box-shadow: inset 0 -1px var(--line);
    border: 0;
  }

  .sheet button.sort {
    border: 0;
    background: none;
    padding: 0;
    min-block-size: 24px;
    font: inherit;
    color: inherit;
    text-align: inherit;
  }
  .sheet button.sort::after {
    content: '\\2195' / '';
    padding-inline-start: 0.25em;
    opacity: 0.35;
  }
  .sheet [aria-sort='ascending'] button.sort::after {
    content: '\\2191' / '';
    opacity: 1;
  }
  .sheet [aria-sort='descending'] button.sort::after {
    content: '\\2193' / '';
    opacity: 1;
  }
  .sheet tr.lit > * {
    background: color-mix(in srgb, var(--accent) 10%, var(--ground));
  }
  .sheet th,
  .sheet td {
    padding-inline: 0.5rem;
  }
  .sheet th:first-child,
  .sheet td:first-child {
    padding-inline-start: 0;
  }
  .sheet .num,
  .sheet tbody th {
    white-space: nowrap;
  }
  .sheet thead .num {
    white-space: normal;
    min-inline-size: 4.75rem;
  }
  .sheet td.words {
    min-inline-size: 9.5rem;
    color: var(--muted);
    text-wrap: pretty;
  }
  @container (max-width: 44rem) {
    .sheet td.words {
      white-space: nowrap;
    }
    .sheet tr > :first-child {
      position: sticky;
      inset-inline-start: 0;
      background: var(--ground);
    }
    .members .sheet tr > :first-child {
      background: var(--raised);
    }
  }
  .matters {
    min-block-size: 17.5rem;
    margin-block: 0 2.25rem;
  }
  @container (max-width: 56rem) {
    .matters {
      min-block-size: 31rem;
    }
  }
  @container (max-width: 32rem) {
    .matters {
      min-block-size: 42rem;
    }
  }
  /* Both keep their place while later.js is on its way. */
  .picked {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    align-items: center;
    min-block-size: 2.25rem;
    padding-block: 0.375rem;
    font-size: 0.9375rem;
  }
  .take {
    margin-block-start: 0.75rem;
    margin-inline-start: -0.5rem;
    min-block-size: 2.25rem;
    gap: 0;
  }
  .stale > :not(.tabs, .wait) {
    opacity: 0.6;
  }
  @media (prefers-reduced-motion: no-preference) {
    .stale > :not(.tabs, .wait) {
      transition: opacity 0.15s 0.1s;
    }
  }
`;
