// The look where colours are forced, and on paper. Its rules come after all others.

import { css } from 'lit';

/** Forced colours, more contrast, paper. */
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
    .tabs,
    .picked details,
    .guards,
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
