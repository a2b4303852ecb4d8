// The look of what stands before the report.

import { css } from 'lit';

/** Empty and reading. */
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
  .named {
    min-block-size: 1.6875rem;
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
`;
