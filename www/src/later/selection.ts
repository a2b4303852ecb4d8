// What all answers are about: one thing picked after the other, and the way back.

import type { Filter, Selected } from '../../glue/clientele.js';
import type { Whole } from './whole.js';

/** One thing picked, as its chip names it. */
export interface Pick {
  filter: Filter;
  label: string;
}

/** What is picked, one after the other, and what is left of it. */
export class Selection {
  picks: Pick[] = [];
  selected: Selected | undefined;
  private past: Pick[][] = [];
  private future: Pick[][] = [];

  constructor(private model: Whole) {}

  /** Nothing is picked, and there is no way back. */
  forget(): void {
    [this.picks, this.past, this.future, this.selected] = [[], [], [], undefined];
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Picks one thing more. */
  narrow(pick: Pick): Promise<void> {
    return this.pick([...this.picks, pick]);
  }

  /** Picks anew what all views are about. */
  async pick(picks: Pick[]): Promise<void> {
    const before = this.picks;
    if (!(await this.take(picks))) return;
    this.past.push(before);
    this.future = [];
    this.model.set({});
  }

  /** Goes back to what was picked before. */
  async undo(): Promise<void> {
    await this.turn(this.past, this.future);
  }

  /** Takes it up again. */
  async redo(): Promise<void> {
    await this.turn(this.future, this.past);
  }

  private async turn(from: Pick[][], to: Pick[][]): Promise<void> {
    const picks = from.pop();
    if (!picks) return;
    to.push(this.picks);
    await this.take(picks);
  }

  /** Lets all views answer for what is picked, those in sight first. Nobody left is no selection. */
  private async take(picks: Pick[]): Promise<boolean> {
    const { model } = this;
    const { engine } = model;
    if (!engine) return false;
    try {
      const selected = await engine.select(picks.map(({ filter }) => filter));
      if (selected.nCustomers === 0) {
        await engine.select(this.picks.map(({ filter }) => filter));
        model.announce(model.texts.picked.nobody);
        model.set({ troubles: [{ name: model.texts.picked.title, message: model.texts.picked.nobody }] });
        return false;
      }
      this.picks = picks;
      this.selected = selected;
    } catch (error) {
      model.failed(error, model.texts.picked.title);
      return false;
    }
    model.set({ members: undefined, troubles: [] });
    model.announce(model.texts.picked.now(this.selected.nCustomers, this.selected.nAll));
    await model.refresh();
    return true;
  }
}
