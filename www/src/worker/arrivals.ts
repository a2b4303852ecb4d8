// What comes in by itself and is taken out in order.

/** A queue that can be waited on. */
export class Arrivals<T> {
  private items: T[] = [];
  private ended = false;
  private error: Error | undefined;
  private wake = () => {};

  add(item: T): void {
    this.items.push(item);
    this.wake();
  }

  /** Nothing more comes; `error` is why, if something should have. */
  end(error?: Error): void {
    this.ended = true;
    this.error = error;
    this.wake();
  }

  /** The next one; nothing after the last. */
  async next(): Promise<T | undefined> {
    while (this.items.length === 0) {
      if (this.error) throw this.error;
      if (this.ended) return undefined;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return this.items.shift();
  }
}
