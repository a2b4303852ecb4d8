// Every text of the element in English, in two places: here what stands on the page before later.js is there. Other languages
// are catalogues with these sentences as keys: see words.ts for what stands in braces.

import type { Say } from '../words.js';

/** The texts that the first script needs, in the language of `say`. */
export function firstTexts(say: Say) {
  return {
    label: say('Customer analytics'),
    empty: {
      title: say('See who your customers are and what they are worth'),
      lead: say('Drop a list of orders here: a CSV export from your shop, till or accounts. The answers appear in about a second.'),
      choose: say('Choose files'),
      paste: say('Paste a table'),
      sample: say('Try the sample shop'),
      promise: say('Your files stay on this computer. Nothing is uploaded, nothing is stored.'),
      pasteLabel: say('Paste rows from a spreadsheet, the header row first'),
      pasteGo: say('Read this table'),
      pastedName: say('Pasted table.csv'),
      answers: [
        [say('Who are they?'), say('Eleven groups, from champions to lost, by how recently, how often and for how much they bought.')],
        [say('Where do they drop out?'), say('From the first purchase to loyalty, or along the steps of your own events.')],
        [say('What are they worth?'), say('What each customer paid so far and what to expect in the next twelve months.')],
      ],
      needs: say('What the file needs'),
      needsText:
        say('One row for each order or order line, with a customer, a date and an amount. Column names, separators, decimal marks and date formats are found by themselves. A list of events (customer, time, event) adds a funnel.'),
    },
    reading: {
      title: say('Reading'),
      preparing: say('Grouping by customer'),
      rows: (rows: string) => say('{} rows', rows),
      of: (done: string, total: string) => say('{} of {}', done, total),
      left: (span: string) => say('about {} left', span),
      cancel: say('Cancel'),
      starting: say('Starting'),
      unpacking: say('Unpacking'),
      recipe: say('The recipe is used for the files that follow.'),
    },
    results: {
      add: say('Add files'),
      review: say('Columns and issues'),
      remove: say('Remove'),
      forget: say('Forget everything'),
      rows: (used: string) => say('{} rows used', used),
      aside: (n: string) => say('{} set aside', n),
      nav: say('Answers'),
      nothing:
        say('These files alone do not answer a question yet. Add a list of orders (customer, date, amount) or of events (customer, time, event).'),
      settings: say('Settings'),
      todo: say('What to do'),
      notes: say('Good to know'),
      walk: (view: string) => say('{}: walk through the picture with the arrow keys; Enter lists the customers', view),
      walkOnly: (view: string) => say('{}: walk through the picture with the arrow keys', view),
      ready: (finding: string) => say('The answers are there. {}', finding),
      table: say('The numbers of the picture'),
      list: say('Click to list them'),
      pictures: (topic: string) => say('{}: what to show', topic),
    },
    views: {
      overview: say('Overview'),
      hours: say('Days and hours'),
      segments: say('Segments'),
      groups: say('Groups in the data'),
      movement: say('Who moved'),
      tiers: say('Tiers'),
      concentration: say('Concentration'),
      retention: say('Retention'),
      rates: say('From period to period'),
      survival: say('How long they stay'),
      gaps: say('Time between'),
      lateness: say('Who is late'),
      funnel: say('Funnel'),
      ladder: say('Loyalty ladder'),
      rungs: say('Ladder with own rungs'),
      stages: say('Stages of acquisition'),
      value: say('Value'),
      decide: say('Decisions'),
      trust: say('Last time'),
      funnel_rules: say('Funnel by every rule'),
      funnel_windows: say('Funnel by time allowed'),
      funnel_groups: say('Funnel by group'),
      funnel_trend: say('Funnel over time'),
      funnel_times: say('Time to convert'),
      funnel_next: say('What next'),
      funnel_money: say('Money along the funnel'),
      funnel_customer: say('Funnel of one customer'),
      customer: say('Customer'),
    },
    /** What the first picture of a topic is called beside its others. */
    firsts: {
      ladder: say('Ladder'),
      overview: say('By month'),
      segments: say('Segments'),
      tiers: say('Pyramid'),
      retention: say('Cohorts'),
      value: say('Worth'),
    } as Record<string, string>,
    trouble: {
      title: say('This file was not read'),
      crashed: say('The analysis stopped unexpectedly. Your page and your files are unharmed; nothing was sent anywhere.'),
      again: say('Start again'),
      blockedWasm: say("This page forbids WebAssembly. Its content security policy needs: script-src 'wasm-unsafe-eval'"),
      blockedLoad: (url: string) => say('The analysis could not be loaded from {}. The page needs to serve it and its policy to allow it (connect-src).', url),
      noLater: say('This needs the second file of the analysis, later.wasm, which the page did not hand over.'),
      noScript: (url: string) => say('Settings, lists and questions about files need {}, which could not be loaded. The page needs to serve it; then load the page again.', url),
      pageMode: say('This page does not allow background workers (worker-src), so large files will make it less responsive.'),
      closed: say('The engine was closed.'),
      cancelled: say('Reading was cancelled.'),
      needsReview: (name: string) => say('{} can be understood in more than one way and needs an answer.', name),
      dismiss: say('Close this message'),
    },
  };
}

/** The texts of one language that are always there. */
export type FirstTexts = ReturnType<typeof firstTexts>;
