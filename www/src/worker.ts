// The one script of all workers. The first message says which: the analyst, who owns the session, or a reader. Where
// a page refuses workers it imports this file instead and calls `open`.

import { initSync, onPanic } from '../glue/clientele.js';
import type { Start } from './engine/connect.js';
import { ClienteleError, crash, type Port, Remote, serve } from './engine/remote.js';
import { Analyst } from './worker/analyst.js';
import { SliceReader } from './worker/reader.js';
import { Rest } from './worker/rest.js';

/** Starts a role on a port; returns what ends it. */
export function open(port: Port, { role, module, later, ports }: Start): () => void {
  let panic: ClienteleError | undefined;
  const rest = new Rest(initSync({ module }), later);
  onPanic((message: string) => {
    panic ??= new ClienteleError('crashed', message);
  });
  const crashed = () => panic ?? rest.failure;
  if (role === 'reader') {
    serve(ports[0]!, new SliceReader(rest), crashed);
    return () => {};
  }
  // Without a reader nothing is read any more.
  const readers = ports.map((reader) => new Remote(reader, (error) => port.postMessage(crash(error))));
  const analyst = new Analyst(readers, rest);
  if (later instanceof WebAssembly.Module) analyst.complete(later);
  serve(port, analyst, crashed);
  return () => analyst.close();
}

const scope = globalThis as unknown as Port & { WorkerGlobalScope?: unknown };
if (scope.WorkerGlobalScope) {
  scope.onmessage = (event) => {
    try {
      open(scope, event.data as Start);
    } catch (error) {
      scope.postMessage(crash(error instanceof ClienteleError ? error : new ClienteleError('crashed', String(error))));
    }
  };
  // Tells the page that this script may run.
  scope.postMessage('here');
}
