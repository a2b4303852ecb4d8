// The later file of the module in this worker. It is added as soon as it is there; where something in it is needed
// before, the module waits for it.

import { onRest } from '../../glue/clientele.js';
import { ClienteleError } from '../engine/remote.js';

/** Adds the later file to the first: it fills the slots of the table of functions. */
export class Rest {
  /** Why the module had to stop for want of it. */
  failure: ClienteleError | undefined;
  private isHere = false;

  /** `first` is what the first file exports; `source` the later file, or where it is to be had. */
  constructor(
    private first: object,
    private source: WebAssembly.Module | string | undefined,
  ) {
    onRest(() => this.load());
  }

  /** It has come. */
  take(later: WebAssembly.Module): void {
    this.source = later;
  }

  /** Adds it now. */
  load(): void {
    if (this.isHere) return;
    try {
      new WebAssembly.Instance(this.module(), { first: this.first } as WebAssembly.Imports);
      this.isHere = true;
    } catch (error) {
      throw (this.failure = error as ClienteleError);
    }
  }

  /** Where it has not come yet, this worker asks for it and stands still until then. */
  private module(): WebAssembly.Module {
    const { source } = this;
    if (source instanceof WebAssembly.Module) return source;
    const refused = () => new ClienteleError(source ? 'blocked' : 'later', `There is no later.wasm. ${source ?? ''}`, source);
    if (!source) throw refused();
    const request = new XMLHttpRequest();
    try {
      request.open('GET', source, false);
      request.responseType = 'arraybuffer';
      request.send();
    } catch {
      throw refused();
    }
    if (request.status !== 200) throw refused();
    return new WebAssembly.Module(request.response as ArrayBuffer);
  }
}
