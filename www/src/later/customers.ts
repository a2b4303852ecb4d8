// From a mark of a picture to the customers behind it, and to one of them.

import type { CustomersAsked, ViewName } from '../../glue/clientele.js';
import { markName, rowsAre } from '../element/views.js';
import { save } from './save.js';
import type { Whole } from './whole.js';

/** Rows of a list of customers on the page; the file has them all. */
const MEMBERS = 20;

/** Opens the view of one customer. */
export async function openCustomer(model: Whole, customer: string): Promise<void> {
  const value = model.answers.get('value')?.config;
  await model.compute('customer', { ...value, ...model.answers.get('customer')?.config, customer });
  const answer = model.answer('customer');
  if (!answer) return;
  model.set({ opened: 'customer' });
  model.announce(answer.report.summary?.finding ?? answer.report.finding);
}

/** Lists the customers behind a row of a view's table. */
export async function choose(model: Whole, view: ViewName, row: number, column = 0): Promise<void> {
  const answer = model.answers.get(view);
  const name = answer ? markName(answer.report, row, column) : '';
  const rows = rowsAre(view, answer?.config);
  if (rows === 'customers') return openCustomer(model, name);
  if (!answer || !model.engine || !rows) return;
  const [segments, value] = [model.answers.get('segments')?.config, model.answers.get('value')?.config];
  const asked = { view, config: answer.config, row, column, segments, value } as CustomersAsked;
  try {
    const list = await model.engine.customers(asked, 0, MEMBERS);
    model.set({ members: { view, name, asked, list } });
    model.announce(model.texts.lists.members(name, model.formats.whole(list.total)));
  } catch (error) {
    model.failed(error);
  }
}

/** Saves the whole list of customers that is on the page. */
export async function saveMembers(model: Whole): Promise<void> {
  const { members } = model.state;
  if (members && model.engine) save(await model.engine.customersCsv(members.asked, model.later.taking), `${members.name}.csv`);
}
