// What every browser test needs: a browser, a page that keeps count of what it must not do, and ways to use the
// widget as a person does.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { after } from 'node:test';
import { root, serve } from './server.mjs';

const require = createRequire(join(root, 'www/package.json'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-quic', '--disable-sync', '--no-first-run'];

let launched;
function browser() {
  if (!process.env.CLIENTELE_BROWSER) throw new Error('Run: cargo xtask test --browser');
  launched ??= chromium.launch({ executablePath: process.env.CLIENTELE_BROWSER, args: QUIET });
  return launched;
}

// What a failed test left open would keep the run from ending.
const opened = new Set();
after(async () => {
  await Promise.all([...opened].map((close) => close()));
  await (await launched)?.close();
});

/** How long anything may take on a busy machine, in milliseconds. */
export const PATIENCE = 30_000;

/**
 * Opens a page on a server of its own. `path` is the address on it; `policy` and `mounts` go to the server; `routes`
 * maps patterns of addresses to what the browser does instead of asking the server; the rest goes to the browser's
 * context (viewport, colorScheme, deviceScaleFactor, ...).
 */
export async function open({ path = '', policy, mounts, routes = {}, ...options } = {}) {
  const server = await serve({ policy, mounts });
  const context = await (await browser()).newContext({ viewport: { width: 1200, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  for (const [pattern, handler] of Object.entries(routes)) await page.route(pattern, handler);
  const seen = { violations: [], errors: [], foreign: [] };
  // The policy does not hold for what the test driver itself puts into the page.
  await page.addInitScript(() => {
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.__violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
    );
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()));
  page.on('request', (request) => {
    const own = request.url().startsWith(server.address) || /^(blob|data):/.test(request.url());
    if (!own) seen.foreign.push(request.url());
  });
  const close = async () => {
    opened.delete(close);
    await context.close();
    await server.close();
  };
  opened.add(close);
  await page.goto(server.address + path);
  return {
    page,
    server,
    errors: seen.errors,
    foreign: seen.foreign,
    violations: () => page.evaluate(() => window.__violations),
    close,
  };
}

/** A file of the project as the tests hand it over. */
export function file(path, name = basename(path)) {
  return { name, bytes: readFileSync(join(root, path)) };
}

/** A file made of text. */
export const textFile = (name, text) => ({ name, bytes: Buffer.from(text, 'utf8') });

/** Drops real files on an element, as the browser does when a person lets go of them. */
export async function drop(page, files, selector = 'clientele-widget') {
  const payload = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle((payload) => {
    const transfer = new DataTransfer();
    for (const { name, text } of payload) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: 'text/csv' }));
    }
    return transfer;
  }, payload);
  const target = page.locator(`${selector} section`).first();
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer: transfer });
}

/** Resolves when the element at `selector` says that its answers stand; call it before what makes it do so. */
export function answers(page, selector = 'clientele-widget') {
  return page.evaluate(
    ({ selector, patience }) =>
      new Promise((resolve, reject) => {
        const widget = document.querySelector(selector);
        setTimeout(() => reject(new Error(`no answer from ${selector}: ${widget.shadowRoot.textContent.slice(0, 400)}`)), patience);
        widget.addEventListener('clientele:ready', () => resolve(), { once: true });
      }),
    { selector, patience: PATIENCE },
  );
}

/** Drops files and waits for the answers. */
export async function load(page, files, selector) {
  const waiting = answers(page, selector);
  await drop(page, files, selector);
  await waiting;
  await pictures(page, selector);
}

/** Waits until every picture of the element is on its canvas: drawing gives it its size and more than one colour. */
export async function pictures(page, selector = 'clientele-widget') {
  await page.waitForFunction((selector) => {
    const canvases = [...document.querySelector(selector).shadowRoot.querySelectorAll('canvas')];
    const isDrawn = (canvas) => {
      if (!canvas.hasAttribute('width') || canvas.width < 1 || canvas.height < 1) return false;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy.drawImage(canvas, 0, 0);
      const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      return pixels.some((pixel) => pixel !== pixels[0]);
    };
    return canvases.length > 0 && canvases.every(isDrawn);
  }, selector);
}

/** The answer of the engine under the element, as plain data. */
export function ask(page, view, config = {}, selector = 'clientele-widget') {
  return page.evaluate(
    async ({ selector, view, config }) => {
      const answer = await document.querySelector(selector).engine[view](config);
      return JSON.parse(JSON.stringify(answer, (_, value) => (ArrayBuffer.isView(value) ? [...value] : value)));
    },
    { selector, view, config },
  );
}

/** For each canvas: its name, its size in pixels and on the page, and how many colours are on it. */
export function canvases(page, selector = 'clientele-widget') {
  return page.evaluate((selector) => {
    const all = [...document.querySelector(selector).shadowRoot.querySelectorAll('canvas')];
    return all.map((canvas) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
        copy.drawImage(canvas, 0, 0);
        const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        const box = canvas.getBoundingClientRect();
        return {
          name: canvas.getAttribute('aria-label') ?? '',
          width: canvas.width,
          height: canvas.height,
          shown: { width: box.width, height: box.height },
          colours: new Set(pixels).size,
        };
    });
  }, selector);
}

/** Everything that the page keeps in the browser. */
export function stored(page) {
  return page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
    bytes: (await navigator.storage.estimate()).usage,
  }));
}

/** What axe finds wrong, by WCAG 2.2 AA and its best practice; one line a kind. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}
