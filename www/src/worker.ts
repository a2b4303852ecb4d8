// The one script of all workers. The first message says which: the analyst, who owns the session, or a reader. Where
// a page refuses workers it imports this file instead and calls `open`.

import { initSync, onPanic } from '../glue/clientele.js';
import type { Start } from './engine/connect.js';
import { type Port, Remote, serve } from './engine/remote.js';
import { Analyst } from './worker/analyst.js';
import { SliceReader } from './worker/reader.js';

/** Starts a role on a port; returns what ends it. */
export function open(port: Port, { role, module, ports }: Start): () => void {
  let panic: string | undefined;
  const exports = initSync({ module });
  onPanic((message: string) => {
    panic ??= message;
  });
  const crashed = () => panic;
  if (role === 'reader') {
    serve(ports[0]!, new SliceReader(), crashed);
    return () => {};
  }
  const analyst = new Analyst(ports.map((reader) => new Remote(reader)), exports);
  serve(port, analyst, crashed);
  return () => analyst.close();
}

const scope = globalThis as unknown as Port & { WorkerGlobalScope?: unknown };
if (scope.WorkerGlobalScope) {
  scope.onmessage = (event) => void open(scope, event.data as Start);
  // Tells the page that this script may run.
  scope.postMessage('here');
}
