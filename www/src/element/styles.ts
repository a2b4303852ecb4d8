// The look of the element. Hosts set the --clientele-* properties; everything else is private to the shadow root.

import { css } from 'lit';

/** Colours, sizes and the rules that every state shares. */
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

/** Empty, reading and review. */
export const states = css`
  .drop {
    display: grid;
    justify-items: center;
    text-align: center;
    gap: 0.75rem;
    padding: clamp(2rem, 8cqi, 5rem) clamp(1rem, 5cqi, 4rem);
    border: 1.5px dashed color-mix(in srgb, var(--muted) 55%, var(--ground));
    border-radius: calc(var(--radius) * 1.6);
    background: var(--raised);
  }
  .over .drop {
    border-color: var(--accent);
    border-style: solid;
    background: color-mix(in srgb, var(--accent) 8%, var(--ground));
  }
  .drop h2 {
    font-size: clamp(1.5rem, 1.1rem + 2cqi, 2.25rem);
    line-height: 1.15;
    letter-spacing: -0.02em;
    font-weight: 680;
    max-inline-size: 26ch;
    text-wrap: balance;
  }
  .drop .lead {
    max-inline-size: 46ch;
    color: var(--muted);
    text-wrap: pretty;
  }
  .drop .row {
    justify-content: center;
    margin-block-start: 0.75rem;
  }
  .promise {
    font-size: 0.875rem;
    color: var(--muted);
    margin-block-start: 0.5rem;
  }
  .answers {
    display: grid;
    gap: 1.5rem 2.5rem;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    margin-block: 2rem 1rem;
  }
  .answers h3 {
    font-size: 1rem;
    font-weight: 620;
  }
  .answers p {
    color: var(--muted);
    font-size: 0.9375rem;
  }
  .paste {
    display: grid;
    gap: 0.75rem;
    margin-block-start: 1.5rem;
  }
  .panel {
    display: grid;
    gap: 1rem;
    padding-block: 1.5rem;
  }
  .panel + .panel {
    border-block-start: 1px solid var(--line);
  }
  h2.state {
    font-size: 1.5rem;
    line-height: 1.25;
    letter-spacing: -0.015em;
    font-weight: 650;
  }
  h3.file {
    font-size: 1.125rem;
    font-weight: 620;
    overflow-wrap: anywhere;
  }
  progress {
    inline-size: 100%;
    block-size: 0.5rem;
    appearance: none;
    border: 0;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--line);
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
    border-radius: 1rem;
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  progress:indeterminate,
  progress:indeterminate::-webkit-progress-bar {
    background: linear-gradient(90deg, var(--line) 20%, var(--accent), var(--line) 80%) 0 0 / 200% 100%;
  }
  progress:indeterminate::-moz-progress-bar {
    background: none;
  }
  @media (prefers-reduced-motion: no-preference) {
    progress:indeterminate,
    progress:indeterminate::-webkit-progress-bar {
      animation: walk 1.4s linear infinite;
    }
  }
  @keyframes walk {
    from {
      background-position: 200% 0;
    }
  }
  fieldset legend {
    font-weight: 620;
    margin-block-end: 0.5rem;
  }
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

/** The report. */
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
  .picked {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    align-items: center;
    padding-block: 0.375rem;
    font-size: 0.9375rem;
  }
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
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block-end: 1.25rem;
  }
  .tabs button {
    min-block-size: 2rem;
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
  .matters {
    margin-block: 0 2.25rem;
  }
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
  .controls fieldset input {
    inline-size: 1rem;
  }
  .controls legend {
    font-weight: 400;
    margin-block-end: 0.125rem;
  }
  .controls .wide {
    grid-column: 1 / -1;
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
  .take {
    margin-block-start: 0.75rem;
    margin-inline-start: -0.5rem;
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

/** Forced colours and paper. */
export const media = css`
  @media (forced-colors: active) {
    :host {
      --ground: Canvas;
      --ink: CanvasText;
      --muted: CanvasText;
      --line: CanvasText;
      --accent: Highlight;
      --neutral: CanvasText;
    }
    .ring {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .tip {
      border: 1px solid CanvasText;
    }
    .take {
      gap: 0.5rem;
    }
    .tabs [aria-pressed='true'] {
      border-color: Highlight;
    }
    progress {
      border: 1px solid CanvasText;
    }
    .sheet tr.lit > * {
      outline: 1px solid Highlight;
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --muted: var(--ink);
      --line: var(--ink);
    }
  }
  @media print {
    .picked {
      position: static !important;
    }
    :host {
      color-scheme: light;
      background: none;
    }
    button,
    nav,
    .picked details,
    .picked button,
    .settings,
    .take,
    .walk {
      display: none !important;
    }
    .page {
      padding-inline: 0;
    }
    .scroll.sheet {
      max-block-size: none;
      overflow: visible;
      border: 0;
      background: none;
    }
    .sheet table {
      font-size: 0.6875rem;
      line-height: 1.35;
    }
    .sheet th,
    .sheet td {
      padding: 0.25rem 0.3rem;
    }
    .sheet thead .num,
    .sheet td.words {
      min-inline-size: 0;
    }
    .sheet td.words {
      white-space: normal;
    }
    .sheet.long thead th {
      position: static;
    }
    /* Paper cannot wait for another drawing: a dark picture is turned light. */
    .dark canvas {
      filter: invert(1) hue-rotate(180deg) brightness(1.1);
    }
    .view {
      break-before: page;
      border: 0 !important;
    }
    .view:first-of-type {
      break-before: auto;
    }
    .sheet.long {
      max-block-size: none;
      overflow: visible;
    }
    .picture,
    tr {
      break-inside: avoid;
    }
  }
`;
