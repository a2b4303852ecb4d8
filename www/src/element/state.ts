// What the element shows at one moment.

import type { Choices, CustomersAsked, CustomerTable, FunnelPartName, Report, ViewName } from '../../glue/clientele.js';
import type { Configs } from '../engine/engine.js';
import type { AskedReview, Progress } from '../engine/loading.js';

/** Everything that a view shows. */
export interface Answer<V extends ViewName = ViewName> {
  config: Configs[V];
  report: Report;
}

/** A question to the user about a file. */
export interface Asking {
  review: AskedReview;
  /** Is the file loaded already, so that it can be left as it is? */
  settled: boolean;
  choices: Choices;
  /** Other choices, `null` to leave the file out, or nothing to leave it as it is. */
  decide(choices: Choices | null | undefined): void;
}

/** A list of customers on the page. */
export interface Members {
  view: ViewName;
  /** What the row of the view's table is called. */
  name: string;
  asked: CustomersAsked;
  list: CustomerTable;
}

/** A file that was not read, or something else that failed. */
export interface Trouble {
  name: string;
  message: string;
}

/** What a file can be handed in as. */
export type Source = File | { name: string; data: Blob };

/** The state of one element. */
export interface State {
  stage: 'empty' | 'reading' | 'review' | 'results' | 'broken';
  progress: Progress | undefined;
  asking: Asking | undefined;
  /** The name of the recipe that is replayed. */
  recipe: string | undefined;
  troubles: Trouble[];
  /** Is a file held over the element? */
  over: boolean;
  pasting: boolean;
  /** Why the engine is of no use any more. */
  broken: string;
  /** The customers behind a mark that was chosen. */
  members: Members | undefined;
  /** What is open behind the funnel. */
  part: FunnelPartName | undefined;
  /** The section that was opened last from elsewhere: it takes the focus. */
  opened: string;
  /** The last sentence for screen readers. */
  spoken: string;
}

/** Nothing is loaded. */
export const INITIAL: State = {
  stage: 'empty',
  progress: undefined,
  asking: undefined,
  recipe: undefined,
  troubles: [],
  over: false,
  pasting: false,
  broken: '',
  members: undefined,
  part: undefined,
  opened: '',
  spoken: '',
};
