// What crosses between the module and the page: plain objects, the numbers in the units that each comment names.
// `null` means that it is not known or does not apply; the reason stands in the notes of the same answer.

/** Days since 1 January 1970 in the calendar of the file. */
export type Day = number;

/** A view: one question, one picture, one table. */
export type ViewName =
  | 'overview'
  | 'hours'
  | 'segments'
  | 'groups'
  | 'movement'
  | 'codes'
  | 'rules'
  | 'agreement'
  | 'profile'
  | 'tiers'
  | 'concentration'
  | 'funnel'
  | 'ladder'
  | 'rungs'
  | 'stages'
  | 'retention'
  | 'rates'
  | 'survival'
  | 'gaps'
  | 'lateness'
  | 'value'
  | 'decide'
  | 'trust'
  | 'customer'
  | FunnelPartName;

/** What stands behind a funnel. */
export type FunnelPartName =
  | 'funnel_rules'
  | 'funnel_windows'
  | 'funnel_groups'
  | 'funnel_trend'
  | 'funnel_times'
  | 'funnel_next'
  | 'funnel_money'
  | 'funnel_customer';

/** The habits of one reader, in plain data. */
export interface ReaderLocale {
  digits: string[];
  decimal: string;
  group: string;
  groupSize: number;
  groupSizeFurther: number;
  minGrouping: number;
  minus: string;
  percent: Affix;
  currency: { affix: Affix; decimals: number } | null;
  compact: { power: number; suffix: string }[];
  monthsShort: string[];
  monthsLong: string[];
  dayPattern: string;
  monthPattern: string;
  spans: Record<'second' | 'minute' | 'hour' | 'day' | 'month' | 'year', { one: string; other: string }>;
  rightToLeft: boolean;
  /** English sentences and what they are in the language of the reader; none for English. */
  words: [string, string][];
  /** Does none count as one, as in French? */
  noneIsOne: boolean;
}

/** Around a number, blanks included. */
export interface Affix {
  prefix: string;
  suffix: string;
}

/** A value and the range that holds the truth with the probability `level`. */
export interface Interval {
  low: number;
  high: number;
  level: number;
}

/** An answer in words and as a table. */
export interface Report {
  /** What is asked. */
  question: string;
  /** The finding as a sentence without a full stop. */
  finding: string;
  /** What to do about it; empty where the numbers suggest nothing. */
  action: string;
  /** The rule and the period behind the numbers. */
  rule: string;
  /** What the reader must know. */
  notes: string[];
  /** The same numbers as in the picture. */
  table: Sheet;
  /** What stands above it all, in the view "overview": the finding on the whole base and its key figures. */
  summary: { question: string; finding: string; rule: string; notes: string[]; figures: Sheet } | null;
  /** What the groups are called of which one is looked at; none where nothing is to be chosen. */
  choices: string[];
  /** Where the scales of the segments were cut, in the view "codes". */
  scales: Sheet | null;
}

/** A table whose cells the page formats. */
export interface Sheet {
  columns: { name: string; unit: Unit }[];
  rows: (string | number | null)[][];
}

/** How to show a number: `share` is 0 to 1, `money` currency units, `date` a Day, `month` its first Day. */
export type Unit = 'text' | 'count' | 'number' | 'share' | 'money' | 'days' | 'date' | 'month' | 'seconds';

/** What the loaded files hold. */
export interface Contents {
  nCustomers: number;
  nOrders: number;
  nEvents: number;
  /** What amounts are in, as the files name it: a code or a sign; empty where none does. */
  currency: string;
  firstDay: Day | null;
  lastDay: Day | null;
  /** What else is known: costs of orders, names of products, of their categories, campaigns with customers, contracts. */
  costs: boolean;
  products: boolean;
  categories: boolean;
  productNames: string[];
  categoryNames: string[];
  campaigns: boolean;
  contracts: boolean;
  /** Attributes of customers and of orders with their values in alphabetical order, 200 at most. */
  attributes: { name: string; values: string[] }[];
  orderAttributes: { name: string; values: string[] }[];
  /** Names of events, the most frequent first. */
  events: { name: string; nEvents: number }[];
  /** Steps of a funnel that the events speak for; empty without events. */
  steps: Step[];
  /** Attributes of customers and properties of events, with their most frequent values. */
  properties: Property[];
  /** Do events have amounts? Conditions can ask for them as `value`. */
  eventsHaveValues: boolean;
}

/** Something that is known of customers or of events. */
export interface Property {
  name: string;
  of: 'customers' | 'events';
  /** At most 40, the most frequent first. */
  values: string[];
  nValues: number;
}

/** Settings of the view "overview". */
export interface OverviewConfig {
  /** Later orders are left out. Default: the last day of the data. */
  asOf?: Day | null;
}

/** What the findings are to rest on: the settings under which the views stand. */
export interface FindingsConfig {
  /** Later orders are left out. Default: the last day of the data. */
  asOf?: Day | null;
  /** The funnel to look at. Default: the steps of the contents. */
  funnel?: FunnelConfig;
  value?: ValueConfig;
}

/** One of the things that matter most, in words. */
export interface Finding {
  /** The view that shows it, and what is to be set there. */
  view: ViewName;
  config: object;
  /** A sentence without a full stop. */
  finding: string;
  /** Where its number lies, and how certain that is. */
  certainty: string;
  action: string;
  /** The number that it tells, and the interval around it, which leaves out "nothing there". */
  estimate: number;
  interval: Interval;
  /** The share of the base (of its money, or of its customers) that it is about, at the cautious end of the interval. */
  weight: number;
}

/** How the customer base is doing. */
export interface Overview {
  asOf: Day;
  firstDay: Day;
  nCustomers: number;
  nOrders: number;
  nRefunds: number;
  amount: number;
  meanOrder: number;
  /** Customers who bought on two days or more. */
  nRepeaters: number;
  repeatRate: number;
  repeatInterval: Interval | null;
  months: Month[];
}

/** What one month brought. */
export interface Month {
  firstDay: Day;
  /** Is the month over? */
  complete: boolean;
  nNew: number;
  nReturning: number;
  nOrders: number;
  newAmount: number;
  returningAmount: number;
}

/** Settings of the view "segments". */
export interface SegmentsConfig {
  /** Recency is counted as of this day; later orders are left out. Default: the last day of the data. */
  asOf?: Day | null;
  /** Scores from 1 to this, 2 to 9. Default 5. */
  nBins?: number;
  /** What counts as one purchase: each order, or each day with an order. Default: orders. */
  purchases?: 'orders' | 'days';
  /** Own cuts: recency in days, purchases, money; each rising, one less than scores. Default, and for what is left out: quantiles. */
  cuts?: { recency?: number[]; frequency?: number[]; money?: number[] } | null;
  /** Codes that belong to another segment than usual; of two that speak of a code the later one holds. */
  map?: AssignedCodes[];
}

/** Codes given to a segment: the first and the last score of each scale. */
export interface AssignedCodes {
  recency: [number, number];
  frequency: [number, number];
  money: [number, number];
  /** `champions`, `loyal`, `potential_loyalists`, ... */
  segment: string;
}

/** Which code belongs to which segment. */
export interface Codes {
  asOf: Day;
  nBins: number;
  nCustomers: number;
  recency: Scale;
  frequency: Scale;
  monetary: Scale;
  /** By money, then frequency, then recency, the best first. */
  codes: { recency: number; frequency: number; money: number; nCustomers: number; amount: number; segment: string; name: string; moved: boolean }[];
}

/** Settings of the view "rules". */
export interface RulesConfig {
  asOf?: Day | null;
  /** The first that holds decides; at most 100. */
  rules?: SegmentRule[];
  /** For conditions on segments and tiers. */
  segments?: SegmentsConfig;
  tiers?: TiersConfig;
}

/** A segment made from conditions: all of any of the lists must hold. */
export interface SegmentRule {
  name: string;
  any: SegmentCondition[][];
}

/** What a condition is on. `attribute` and `order` need the name of a column; of orders any purchase counts. */
export type SegmentField =
  | 'recency' | 'orders' | 'amount' | 'meanOrder' | 'age' | 'firstDay' | 'lastDay'
  | 'attribute' | 'order' | 'product' | 'category' | 'segment' | 'tier';

/** What must hold: of texts any or none of some, of numbers and days a bound. What is not known is `blank` and nothing else. */
export type SegmentTest = 'any of' | 'none of' | 'at least' | 'at most' | 'filled' | 'blank';

/** One condition. */
export interface SegmentCondition {
  field: SegmentField;
  name?: string;
  is: SegmentTest;
  /** Texts of the file; of segments and tiers their codes. */
  values?: string[];
  /** Days are days since 1970. */
  number?: number;
}

/** Segments made from conditions; everyone else is the last. */
export interface Rules {
  asOf: Day;
  nCustomers: number;
  groups: {
    name: string;
    everyoneElse: boolean;
    nCustomers: number;
    nBuyers: number;
    share: number | null;
    amount: number;
    amountShare: number | null;
    meanOrders: number | null;
    medianRecencyDays: number | null;
  }[];
  /** For each customer the position in `groups`. */
  groupOf: Uint8Array;
}

/** Settings of the view "agreement". */
export interface AgreementConfig {
  /** The rule in use. Default: segments as usual. */
  one?: PartsConfig;
  /** The other rule. Default: segments that count days with an order instead of orders. */
  other?: PartsConfig;
}

/** Two ways to part customers side by side. */
export interface Agreement {
  rows: string[];
  columns: string[];
  /** Customers by group under the one rule (rows) and the other (columns). */
  cells: number[][];
  nCustomers: number;
  onlyOne: number;
  onlyOther: number;
  /** Those whose group has the same name under both; `null` where the groups differ. */
  same: number | null;
  /** 1 where both part customers alike, 0 as by chance. */
  adjustedRand: number | null;
}

/** Which groups of customers behave alike. */
export interface Segments {
  asOf: Day;
  firstDay: Day;
  nCustomers: number;
  /** Currency units. */
  amount: number;
  recency: Scale;
  frequency: Scale;
  monetary: Scale;
  groups: Segment[];
  /** For each customer the position in `groups`; 255 for one who never bought. */
  groupOf: Uint8Array;
  /** For each customer three scores: recency, frequency, money; zeros for one who never bought. */
  scores: Uint8Array;
}

/** How one of the three was cut. */
export interface Scale {
  cuts: number[];
  counts: number[];
}

/** One group. */
export interface Segment {
  /** `champions`, `loyal`, `potential_loyalists`, ... */
  code: string;
  name: string;
  nCustomers: number;
  share: number;
  amount: number;
  amountShare: number | null;
  medianRecencyDays: number | null;
  meanOrders: number | null;
  meanAmount: number | null;
}

/** Settings of the view "ladder". */
export interface LadderConfig {
  /** The day as of which the ladder is seen. Default: the last day of the data. */
  asOf?: Day | null;
  /** Purchase days that loyalty takes, 3 or more. Default 3. */
  loyalDays?: number;
  /** Loyalty ends with a silence of more than this many of the customer's own median gaps. Default 3. */
  overdueFactor?: number;
}

/** How far up the ladder of loyalty customers came. */
export interface Ladder {
  asOf: Day | null;
  rungs: {
    /** `aware`, `trial`, `purchase`, `multiple_purchase`, `loyalty`. */
    code: string;
    name: string;
    rule: string;
    nCustomers: number;
    shareOfFirst: number | null;
    shareOfPrevious: number | null;
    /** Around `shareOfPrevious`. */
    interval: Interval | null;
  }[];
  /** For each customer how many rungs were climbed. */
  levelOf: Uint8Array;
}

/** Settings of the view "rungs": the ladder with own definitions. Its answer is a `Ladder`. */
export interface RungsConfig {
  /** The day as of which the ladder is seen. Default: the last day of the data. */
  asOf?: Day | null;
  /** Who knows us: whoever is in any file, whom a campaign reached, or who did one of some events. Default: `any file`. */
  aware?: 'any file' | 'contacted' | { events: string[] } | null;
  /** Who tried: who did anything but buy, who did one of some events, whose first order was below an amount or used a coupon; such
   * an order is no purchase. Default: `any event`. */
  trial?: 'any event' | 'coupon' | { events: string[] } | { below: number } | null;
  /** The least amount of an order that is a purchase. Default: none. */
  leastAmount?: number | null;
  /** From which purchase day on a customer bought repeatedly. Default 2. */
  multipleFrom?: number;
  /** From which purchase day on a customer is loyal. Default 4. */
  loyalFrom?: number;
  /** So many purchase days within so many months. Default: any time. */
  withinMonths?: number | null;
  /** Loyalty ends with a silence of more than this many of the customer's own median gaps. Default: never. */
  overdueFactor?: number | null;
  /** Names of events that are purchases, where no orders are loaded. */
  purchaseEvents?: string[] | null;
}

/** What a stage of acquisition is taken from; `nothing` leaves it out. */
export type StageSource =
  | 'known'
  | 'contacts'
  | 'responses'
  | 'any event'
  | { events: string[] }
  | 'events after purchase'
  | 'orders'
  | 'repeat orders'
  | 'answers'
  | 'nothing';

/** Settings of the view "stages". A stage that is left out here is taken from what the files offer. */
export interface StagesConfig {
  /** The day as of which they are seen. Default: the last day of the data. */
  asOf?: Day | null;
  enquiry?: StageSource | null;
  interaction?: StageSource | null;
  delivery?: StageSource | null;
  use?: StageSource | null;
}

/** How far customers came through the stages of acquisition. */
export interface Stages {
  asOf: Day | null;
  stages: {
    code: 'enquiry' | 'interaction' | 'delivery' | 'use';
    name: string;
    /** What it was taken from: as in the settings, `events` for events by name. */
    source: string;
    rule: string;
    /** Customers who came to it or to a later one. */
    nCustomers: number;
    /** Customers whom a file shows at this very stage. */
    nSeen: number;
    shareOfFirst: number | null;
    shareOfPrevious: number | null;
    /** Around `shareOfPrevious`. */
    interval: Interval | null;
    /** What stands before it: perception, process or product, in the language of the reader. */
    hurdle: string | null;
  }[];
  /** For each customer how many stages were passed. */
  levelOf: Uint8Array;
}

/** Settings of the view "funnel". */
export interface FunnelConfig {
  /** The steps in order. Default: those of the contents. */
  steps?: Step[];
  /** A counting rule by its name. Default: `best chain`. */
  rule?: FunnelRule;
  /** The window in seconds, its end included. Default: 14 days. The rule `no window` does not read it. */
  windowSeconds?: number | null;
  /** Each step within so many seconds of the one before, besides the window. Default: no such limit. */
  gapSeconds?: number | null;
  /** May a customer enter at any step? Default: no. */
  open?: boolean;
  /** Events that must not happen between two steps. */
  exclusions?: Exclusion[];
  /** What such an event does. Default: it ends the attempt. */
  exclusionRule?: 'end attempt' | 'drop customer' | 'keep first step';
  /** What is counted. Default: customers. */
  grain?: 'customers' | 'entries' | 'sessions';
  /** The property that names the session. Without it a session ends after a silence. */
  session?: string | null;
  /** That silence in seconds. Default: half an hour. */
  sessionGapSeconds?: number | null;
  /** Up to three properties that must have one value throughout a chain. */
  hold?: string[];
  /** What events of one customer at one instant count for. Default: they may be taken in step order. */
  ties?: 'step order' | 'row order';
}

/** One step: any one of some events, under conditions. */
export interface Step {
  name: string;
  /** Names of events as they stand in the file; empty for any event. */
  events: string[];
  /** All of these must hold as well. */
  conditions?: Condition[];
  /** Or all of one of these lists instead. */
  alternatives?: Condition[][];
  /** May it be missing? The first and the last step may not. */
  optional?: boolean;
}

/** A condition on a property of the event; the property `value` is its amount where no column has that name. */
export type Condition =
  | { property: string; is: 'any of' | 'none of'; values: string[] }
  /** The first of the values is the text. */
  | { property: string; is: 'contains' | 'lacks'; values: string[] }
  | { property: string; is: 'blank' | 'filled' }
  | { property: string; is: 'less' | 'at most' | 'equal' | 'at least' | 'more'; number: number };

/** Events that must not happen after one step and before another. Steps count from 1. */
export interface Exclusion {
  name: string;
  events: string[];
  conditions?: Condition[];
  fromStep: number;
  toStep: number;
}

/** The counting rules. */
export type FunnelRule =
  | 'best chain'
  | 'first entry only'
  | 'window restarts at each step'
  | 'no window'
  | 'neighbouring steps'
  | 'any order'
  | 'strict increase';

/** Customers who reached each step. */
export interface Funnel {
  rule: string;
  /** Customers with any event. */
  nSeen: number;
  /** Customers who come to the last step only because events share an instant. */
  nByTies: number;
  /** Could customers enter at any step? */
  open: boolean;
  notes: string[];
  steps: {
    name: string;
    nCustomers: number;
    nEvents: number;
    /** Customers who entered here. */
    nNew: number;
    optional: boolean;
    shareOfEntrants: number | null;
    shareOfPrevious: number | null;
    shareOfSeen: number | null;
    /** Around `shareOfEntrants`. */
    interval: Interval | null;
    intervalOfPrevious: Interval | null;
    medianSeconds: number | null;
    meanSeconds: number | null;
  }[];
  /** For each customer how many steps were reached. */
  levelOf: Uint8Array;
}

/** Settings of the parts behind a funnel: those of the funnel itself. */
export interface FunnelPartConfig {
  funnel?: FunnelConfig;
}

/** The funnel under every rule, each as far as its settings have a meaning under it. */
export interface FunnelRules {
  rules: {
    rule: FunnelRule;
    words: string;
    /** Customers at each required step; empty where it was refused. */
    counts: number[];
    levelOf: Uint8Array;
    /** Why it was not counted. */
    refused: string | null;
  }[];
  /** Customers whom not all rules count the same, by position. */
  disagreeing: Uint32Array;
  /** Customers who convert only because events share an instant. */
  byTies: Uint32Array;
}

/** The funnel under many windows. */
export interface FunnelWindows {
  steps: string[];
  windowSeconds: number[];
  /** For each window the customers at each step. */
  counts: number[][];
  /** The same, however long it takes. */
  withoutEnd: number[];
  /** The position of the window of the funnel. */
  current: number;
  /** Half of those who ever come to the last step do so within this. */
  halfSeconds: number | null;
}

/** Settings of the view "funnel_groups". */
export interface FunnelGroupsConfig extends FunnelPartConfig {
  /** A property of events, or an attribute of customers with the attribution `customer`. Default: the first with few values. */
  property?: string | null;
  /** Which of a customer's values counts. Default: the first. */
  attribution?: 'first' | 'last' | 'step' | 'all steps' | 'customer';
  /** The step of the attribution `step`, from 1. */
  step?: number;
  /** Groups shown by themselves. Default 12. */
  maxGroups?: number;
}

/** The funnel for each value of a property. */
export interface FunnelGroups {
  property: string;
  rule: string;
  groups: {
    kind: 'value' | 'blank' | 'rest';
    value: string;
    /** How many values a rest holds. */
    nValues: number;
    counts: number[];
    conversion: number | null;
    interval: Interval | null;
    /** Conversion less that of all other groups together. */
    difference: number | null;
    differenceInterval: Interval | null;
    /** Probability of such a difference by chance, corrected for the number of groups. */
    p: number | null;
  }[];
}

/** Settings of the view "funnel_trend". */
export interface FunnelTrendConfig extends FunnelPartConfig {
  /** Default: by how long the data is. */
  period?: 'hour' | 'day' | 'week' | 'week from sunday' | 'month' | 'quarter' | null;
}

/** Conversion by the period of entry. */
export interface FunnelTrend {
  period: string;
  points: {
    start: Day;
    nEntered: number;
    nConverted: number;
    conversion: number | null;
    interval: Interval | null;
    /** Had all who entered their whole window? */
    finished: boolean;
  }[];
}

/** Settings of the view "funnel_times": two required steps, from 1. */
export interface FunnelTimesConfig extends FunnelPartConfig {
  /** Default 1. */
  from?: number;
  /** Default: the last. */
  to?: number;
}

/** How long it takes from one step to another. */
export interface FunnelTimes {
  from: number;
  to: number;
  medianSeconds: number | null;
  meanSeconds: number | null;
  /** Classes that grow with the times. */
  classes: { fromSeconds: number; toSeconds: number; n: number }[];
  /** Bins of equal width. */
  histogram: { fromSeconds: number; toSeconds: number; n: number }[];
  /** By rising time. */
  customer: Uint32Array;
  seconds: Float64Array;
}

/** Settings of the view "funnel_next": the required step at which they stopped, from 1. Default: where most do. */
export interface FunnelNextConfig extends FunnelPartConfig {
  step?: number;
}

/** What those who stopped at a step did next. */
export interface FunnelNext {
  step: string;
  nStopped: number;
  /** `null` stands for nothing more. */
  events: { event: string | null; nCustomers: number }[];
  nFurtherEvents: number;
  nFurtherCustomers: number;
}

/** Sums over some customers in currency units; `null` where no file tells any. */
export interface Sums {
  orders: number | null;
  cost: number | null;
}

/** Money and cost along a funnel. */
export interface FunnelMoney {
  steps: {
    name: string;
    nReached: number;
    nStopped: number;
    reached: Sums;
    stopped: Sums;
    /** Amounts of the events that took the step. */
    taken: number | null;
    /** The whole cost over those who reached the step. */
    costPerCustomer: number | null;
  }[];
  /** Customers who never entered. */
  outside: Sums;
  total: Sums;
  /** Of campaigns that name no customers. */
  unassignedCost: number | null;
}

/** Settings of the view "funnel_customer". */
export interface FunnelCustomerConfig extends FunnelPartConfig {
  /** An identifier. Default: somebody who stopped where most do. */
  customer?: string | null;
}

/** One customer's way through the steps. */
export interface FunnelCustomer {
  customer: string;
  steps: string[];
  /** Seconds since 1970. */
  taken: { event: string; second: number }[];
  /** Why it ended, as a sentence; `null` for one who took every step. */
  stopped: string | null;
  windowSeconds: number | null;
  nEvents: number;
}

/** Settings of the view "value". */
export interface ValueConfig {
  /** Observation ends with this day. Default: the last day of the data. */
  asOf?: Day | null;
  /** Months to look ahead. Default 12. */
  horizonMonths?: number;
  /** 0.1 for ten per cent a year. Default 0.1. */
  discountPerYear?: number;
  /** Share of the amount left after cost. Default: by the costs in the orders, else 1. */
  margin?: number | null;
  /** How purchases are foreseen. `automatic`: by what did best in the check against the past. Default: BG/NBD, unchecked. */
  model?: Forecaster | 'automatic';
}

/** How purchases are foreseen; `Rate so far` is each customer's own. */
export type Forecaster = 'BG/NBD' | 'MBG/NBD' | 'Pareto/NBD' | 'Rate so far';

/** What customers are worth. */
export interface Value {
  asOf: Day;
  horizonDays: number;
  /** Share of the amount left after cost, as it was used. */
  margin: number;
  nCustomers: number;
  soFar: number;
  expected: number | null;
  interval: Interval | null;
  expectedPurchases: number | null;
  purchases: Fit | null;
  spend: Fit | null;
  notes: string[];
  customers: CustomerValues;
}

/** Settings of the view "customer": those of the value (`model` is `automatic` unless given), and who. */
export interface CustomerConfig extends ValueConfig {
  /** The identifier as it stands in the list. */
  customer?: string | null;
  /** Days ahead for the probability of no purchase. Default 91. */
  noneDays?: number;
}

/** A number with its 95 % interval from the uncertainty of the model. */
export interface Estimate {
  value: number;
  interval: Interval | null;
}

/** One customer. */
export interface Customer {
  asOf: Day;
  /** Days with a purchase. */
  days: Day[];
  soFar: number;
  horizonDays: number;
  noneDays: number;
  margin: number;
  /** What the model says; `null` where none is fitted. */
  outlook: {
    pAlive: Estimate;
    /** At the end of the horizon. */
    pAliveLater: Estimate;
    /** No purchase in the next `noneDays`. */
    pNone: Estimate;
    purchases: Estimate;
    /** Each time. */
    spend: Estimate;
    /** Discounted, in the horizon. */
    value: Estimate;
    /** Without end; `null` where it is infinite. */
    endless: Estimate | null;
    /** Probability of 0, 1, ... 5 purchases in the horizon, and of 6 and more. */
    exactly: number[];
    /** Where what will be seen lies by chance and by the uncertainty of the model. */
    purchasesRange: Interval;
    valueRange: Interval;
    /** By when the next purchase has come with a probability of 5 %, 50 %, 95 %. */
    next: { early: Day | null; middle: Day | null; late: Day | null };
    /** Probability to be alive by day. */
    courseDay: Float64Array;
    courseAlive: Float64Array;
    /** Had the customer bought today as well. */
    afterPurchase: { pAlive: number; purchases: number; value: number };
  } | null;
}

/** Settings of the view "decide": those of the value (`model` is `automatic` unless given), and what to look at. */
export interface DecideConfig extends ValueConfig {
  /** Default: the groups. */
  show?: DecideShow;
  /** For `groups`. Default: the segments. */
  by?: Grouping;
  /** For `risk` and `referrals`: customers in the table. Default 20. */
  n?: number;
  /** For `contact`: what one contact costs. Default 1. */
  cost?: number;
  /** For `contact`: the share of the value at risk that it saves. Default 0.1. */
  uplift?: number;
  /** For `movement`: the earlier day. Default: a quarter before. */
  since?: Day | null;
  /** For `contracts`: months between renewals. Default 1. */
  periodMonths?: number;
}

/** Looks at what to do about the value of customers. */
export type DecideShow = 'groups' | 'risk' | 'contact' | 'movement' | 'alive' | 'worth' | 'referrals' | 'contracts' | 'opportunities';

/** Ways to put customers into groups. */
export type Grouping = 'segment' | 'tier' | 'channel' | 'country' | 'first product' | 'cohort';

/** One look, as its table. */
export interface Decision {
  finding: string;
  table: Sheet;
}

/** Settings of the view "trust". */
export interface TrustConfig {
  /** Later orders are left out. Default: the last day of the data. */
  asOf?: Day | null;
  /** What to look at. Default: the forecasts side by side. */
  show?: TrustShow;
}

/** Looks at the check against the past. */
export type TrustShow = 'forecasts' | 'gains' | 'calibration' | 'frequency' | 'weeks' | 'so far' | 'counts' | 'fit' | 'parameters';

/** How wrong the forecasts were on the last third of the time, and how the model follows what happened. */
export interface Trust {
  /** The last day that the forecasts knew. */
  split: Day | null;
  /** Days after it. */
  horizonDays: number;
  nCustomers: number;
  /** Purchase days after the split. */
  bought: number;
  /** Who bought nothing after it. */
  nNone: number;
  paid: number;
  /** Position of the best among the scores. */
  winner: number;
  scores: Score[];
  tracking: { model: string; lastDay: Float64Array; actual: Float64Array; expected: Float64Array } | null;
  counts: { model: string; actual: number[]; expected: number[] } | null;
  /** For the looks `fit` and `parameters`: the candidates fitted to all orders, and the fit of spend; else empty. */
  fits: Fit[];
}

/** How one forecast did. */
export interface Score {
  name: Forecaster;
  predicted: number;
  /** Foreseen over actual, less 1. */
  bias: number | null;
  mae: number;
  rmse: number;
  correlation: number | null;
  brier: number | null;
  revenue: number;
  revenueBias: number | null;
  topDecileShare: number | null;
  /** Share of the money of the first 0, 1, ... 10 tenths. */
  gains: number[];
  /** How often 90 % intervals of the number of purchases held. */
  coverage: number | null;
}

/** A fitted model; the unit of time is a day. */
export interface Fit {
  model: string;
  parameters: { name: string; value: number; standardError: number | null }[];
  logLikelihood: number;
  converged: boolean;
  nIterations: number;
  /** The steepest slope of the log-likelihood by the logarithms of the parameters, per customer: 0 at a maximum. */
  gradientPerCustomer: number;
  /** Eigenvalues of the negated Hessian by the same, rising: all above 0 at a maximum. */
  curvatures: number[];
  /** Log-likelihood that one more step of the search promises. */
  promisedGain: number;
  /** How far the nearest parameter is from a bound of the search, by its logarithm. */
  toBounds: number;
  /** Parameters that the data do not hold: at a bound or along a flat direction. */
  notHeld: string[];
  nCustomers: number;
  aic: number;
  bic: number;
}

/** One entry a customer who bought, in columns; NaN where a number is not known. */
export interface CustomerValues {
  /** Position among the customers of `Session.customers`. */
  customer: Uint32Array;
  frequency: Uint32Array;
  recencyDays: Uint32Array;
  ageDays: Uint32Array;
  soFar: Float64Array;
  pAlive: Float64Array;
  expectedPurchases: Float64Array;
  expectedSpend: Float64Array;
  expectedValue: Float64Array;
  /** Standard error of the logarithm of the expected value, from the uncertainty of the parameters. */
  relativeError: Float64Array;
}

/** Settings of the view "hours". */
export type HoursConfig = OverviewConfig;

/** When customers buy. */
export interface Hours {
  asOf: Day;
  /** Orders from Monday on. */
  byWeekday: number[];
  /** For each weekday the orders of each hour; `null` where orders have no time of day. */
  byHour: number[][] | null;
}

/** Settings of the view "concentration". */
export type ConcentrationConfig = OverviewConfig;

/** On how few customers the money rests. */
export interface Concentration {
  nCustomers: number;
  amount: number;
  gini: number | null;
  nBestFifth: number;
  bestFifth: number | null;
  nForHalf: number | null;
  /** The Lorenz curve, those who bring least first; shares of all customers and of all money. */
  curve: { customers: number; amount: number }[];
}

/** Settings of the view "tiers". */
export interface TiersConfig {
  asOf?: Day | null;
  /** Default: profit where costs are known, otherwise amount. */
  measure?: 'amount' | 'profit';
  /** Where platinum, gold and iron end: shares of all customers from the best. Default 0.05, 0.2, 0.5. */
  ends?: [number, number, number];
}

/** The customer pyramid. */
export interface Tiers {
  asOf: Day;
  measure: 'amount' | 'profit';
  nCustomers: number;
  worth: number;
  tiers: {
    name: string;
    nCustomers: number;
    share: number;
    worth: number;
    worthShare: number | null;
    least: number | null;
    mean: number | null;
    amount: number;
    meanOrders: number | null;
    medianRecencyDays: number | null;
  }[];
  /** For each customer the position in `tiers`; 255 for one who never bought. */
  tierOf: Uint8Array;
  nBelowZero: number;
  belowZero: number;
  concentration: Concentration;
}

/** What customers are compared by. */
export type Feature = 'recency' | 'orders' | 'amount' | 'meanOrder' | 'age';

/** Settings of the view "groups". */
export interface GroupsConfig {
  asOf?: Day | null;
  /** Default: recency, orders, amount. */
  features?: Feature[];
  /** By order of magnitude. Default: yes. */
  log?: boolean;
  /** 1 to 20. Default: the clearest number from 2 to 8. */
  nGroups?: number | null;
  seed?: number;
}

/** Groups found in the data. */
export interface Groups {
  asOf: Day;
  nCustomers: number;
  amount: number;
  scales: { feature: Feature; log: boolean; mean: number; deviation: number }[];
  /** The one that paid most first; means in each feature's unit, the centre in standard deviations from the mean. */
  groups: {
    nCustomers: number;
    share: number;
    amount: number;
    amountShare: number | null;
    means: number[];
    center: number[];
  }[];
  /** For each customer the position in `groups`; 255 for one who never bought. */
  groupOf: Uint8Array;
  inertia: number;
  silhouette: number | null;
  trials: { nGroups: number; inertia: number; silhouette: number | null; gap: number | null; gapError: number | null }[];
  /** The number of groups that the gap statistic would take. */
  gapChoice: number | null;
}

/** A way to part customers, with the settings of the view that parts them so. */
export interface PartsConfig {
  /** Default: segments. `picked`: those who are picked against all others. */
  by?: 'segments' | 'tiers' | 'groups' | 'rules' | 'picked';
  segments?: SegmentsConfig;
  tiers?: TiersConfig;
  groups?: GroupsConfig;
  rules?: RulesConfig;
}

/** Settings of the view "profile". */
export interface ProfileConfig extends PartsConfig {
  /** Later facts are left out. Default: the last day of the data. */
  asOf?: Day | null;
  /** Which group, from 0. Default: the segment with the most money; elsewhere the first with anybody in it. */
  group?: number | null;
  /** Traits in the picture and the table. Default 12; the answer has all. */
  n?: number;
}

/** One group against the rest. */
export interface Profile {
  asOf: Day;
  groups: { name: string; nCustomers: number }[];
  /** The one that is held against the rest. */
  group: number;
  nCustomers: number;
  nRest: number;
  /** What is certain first, by falling size; then what is not; then what the groups are made of. */
  traits: Trait[];
}

/** What the group and the rest have of one trait. */
export interface Trait {
  /** Hostile where it comes from a file. */
  name: string;
  /** Are shares compared, or medians? */
  is: 'share' | 'median';
  own: number;
  rest: number;
  /** Customers of the group of whom it is known. */
  nKnown: number;
  nKnownRest: number;
  /** The difference of the shares (Newcombe's interval); of numbers Cliff's delta. Both -1 to 1. */
  size: number;
  interval: Interval | null;
  /** Of shares. */
  cohensH: number | null;
  /** Of such a difference by chance, corrected for the number of traits (Holm). */
  p: number | null;
  /** Are the groups made of this, so that the difference is no news? */
  madeOf: boolean;
  /** May the difference be claimed? */
  certain: boolean;
}

/** Settings of the view "movement". */
export interface MovementConfig {
  /** The first day. Default: a quarter before the second. */
  from?: Day | null;
  /** The second day. Default: the last day of the data. */
  asOf?: Day | null;
  nBins?: number;
  purchases?: 'orders' | 'days';
  /** The picture and its table. Default: flow. */
  as?: 'flow' | 'matrix';
  /** As of the segments. */
  cuts?: SegmentsConfig['cuts'];
  map?: AssignedCodes[];
}

/** Who moved between groups. */
export interface Movement {
  from: Day;
  to: Day;
  nCustomers: number;
  nUp: number;
  nDown: number;
  nSame: number;
  nNew: number;
  /** `from` is `null` for new customers. */
  flows: { from: string | null; to: string; nCustomers: number; amount: number }[];
}

/** How long a period is; a week begins with Monday unless it says otherwise. */
export type PeriodName = 'hour' | 'day' | 'week' | 'sunday week' | 'month' | 'quarter';

/** What counts as being there: purchases, any event, or events by name. Default: purchases where orders are loaded. */
export type Activity = 'purchases' | 'events' | string[];

/** Settings of the view "retention". */
export interface RetentionConfig {
  asOf?: Day | null;
  /** Default: one of which the data span a readable number. */
  period?: PeriodName | null;
  /** Periods of the calendar, or from the own first time to the millisecond. Default: calendar. */
  clock?: 'calendar' | 'own';
  /** Back in the period, or in it or later. Default: on. */
  rule?: 'on' | 'on or after';
  /** By the first period, by every active period, by an attribute, or by what the first purchase or campaign was. */
  cohorts?: 'first' | 'every' | 'product' | 'category' | 'campaign' | { attribute: string } | { firstOrder: string };
  /** What picture and table show. Default: customers. */
  measure?: 'customers' | 'activities' | 'money';
  /** Activities that a period needs. Default 1. */
  minimum?: number;
  /** The last period of each column, rising: `[1, 3, 6]`. Default: a column a period. */
  brackets?: number[];
  /** Cohorts begin with the period of this day. */
  from?: Day | null;
  activity?: Activity | null;
  /** Of cohorts by a value so many of the largest, the rest as one. Default 12; 0 for all. */
  mostCohorts?: number;
  /** At most so many cohorts, the latest or the largest. Default 36. */
  rows?: number;
  /** At most so many columns after the first. Default 12. */
  columns?: number;
}

/** Who came back, and when. */
export interface Retention {
  /** Are activities purchases, and not events? */
  ofOrders: boolean;
  period: string;
  asOf: Day;
  cohorts: {
    /** Its value where cohorts are values; `null` for the blank, for several together, and for periods. */
    value: string | null;
    nValues: number;
    start: Day | null;
    nCustomers: number;
    /** For each column; `null` for what is not over. */
    cells: (RetentionCell | null)[];
  }[];
  /** For each column: all customers together, and the mean of the cohorts. */
  averages: {
    eligible: number;
    returned: number;
    activities: number;
    amount: number;
    pooled: number | null;
    interval: Interval | null;
    meanOfCohorts: number | null;
  }[];
  /** Cohorts that are not shown. */
  nEarlier: number;
}

/** A cohort in one column. */
export interface RetentionCell {
  /** Customers for whom it is over. */
  eligible: number;
  returned: number;
  share: number | null;
  interval: Interval | null;
  activities: number;
  amount: number;
}

/** Settings of the view "rates". */
export interface RatesConfig {
  asOf?: Day | null;
  period?: PeriodName | null;
  activity?: Activity | null;
}

/** One period beside the one before it. */
export interface PeriodRate {
  start: Day;
  over: boolean;
  active: number;
  kept: number;
  new: number;
  wonBack: number;
  lost: number;
  retention: number | null;
  interval: Interval | null;
  churn: number | null;
}

/** Settings of the view "survival". */
export interface SurvivalConfig {
  asOf?: Day | null;
  activity?: Activity | null;
  /** Silence after which a customer has left. Default: longer than nine of ten gaps. */
  silenceDays?: number | null;
  /** Contracts instead of activities. Default: where any are known. */
  contracts?: boolean | null;
}

/** How long customers stay: the curve of Kaplan and Meier. */
export interface Survival {
  rule: string;
  n: number;
  nEnded: number;
  medianDays: number | null;
  points: { days: number; atRisk: number; ended: number; share: number; interval: Interval | null }[];
}

/** Settings of the views "gaps" and "lateness". */
export interface RhythmConfig {
  asOf?: Day | null;
  activity?: Activity | null;
  /** Overdue is a silence of more than this many own median gaps. Default 3. */
  overdueFactor?: number;
  /** Days with an activity that a rhythm takes, 3 or more. Default 3. */
  leastDays?: number;
}

/** The rhythm of all and of each. */
export interface Rhythm {
  asOf: Day;
  /** Days from each activity to the customer's next, rising. */
  gaps: Uint32Array;
  medianGapDays: number | null;
  nOverdue: number;
  /** One entry a customer with enough days. */
  customer: Uint32Array;
  medianGapOf: Float64Array;
  silenceDaysOf: Uint32Array;
}

/** How a picture is to look: the properties by their names without `--clientele-`, with computed values. */
export interface PictureTheme {
  /** Does the system force colours? Textures then tell marks apart. */
  forced: boolean;
  properties: [name: string, value: string][];
}

/** Size, look and words of one picture. */
export interface Look {
  /** CSS pixels. */
  width: number;
  /** Device pixels for a CSS pixel. */
  ratio: number;
  theme: PictureTheme;
  /** Stands below an exported picture; none for a picture of the page. */
  footer?: string | null;
}

/** A picture that was drawn: its size in CSS pixels, and six numbers a mark: left, top, width, height,
 * row, column (0 where a mark stands for a whole row). */
export interface Drawn {
  width: number;
  height: number;
  marks: Float32Array;
}

/** A sheet as text. */
export interface SheetText {
  pieces: Uint8Array<ArrayBuffer>[];
  notes: string[];
}

/** How a file was understood before it is read. */
export interface Review {
  /** The handle of the file. */
  file: number;
  name: string;
  /** Bytes. */
  size: number;
  /** Can it be read without asking? */
  confident: boolean;
  /** Encoding, delimiter and the like, a phrase each. */
  form: string[];
  kind: FileKind;
  kindReason: string;
  /** The kinds that it could be. */
  kinds: FileKind[];
  /** The roles that a column of this kind of file can have. */
  roles: string[];
  columns: ReviewColumn[];
  /** What the user should know; a sentence each. */
  notes: string[];
  /** The first rows, then rows that something is wrong with. */
  preview: PreviewRow[];
  /** What must be answered before the file can be read. */
  questions: AskedQuestion[];
}

/** A row of the file as text; hostile, as all that comes from it. */
export interface PreviewRow {
  line: number;
  /** One a column, at most 80 characters each. */
  cells: string[];
  /** Columns of the cells that are to blame. */
  bad: number[];
  /** What is wrong; empty where nothing is. */
  problem: string;
}

/** What the dates of a column would be under one order. Days are counted since 1 January 1970. */
export interface DateReading {
  order: DateOrder;
  /** A cell that the orders read differently, and the day that it is under this one. */
  text: string;
  day: number;
  /** The earliest and the latest day of the first rows. */
  first: number;
  last: number;
}

/** What a row of a file is. */
export type FileKind = 'orders' | 'events' | 'customers' | 'campaigns' | 'survey' | 'summary';

/** How one column was understood. */
export interface ReviewColumn {
  /** Hostile text, as all that comes from the file. */
  header: string;
  /** Its first values that are not blank. */
  values: string[];
  role: string;
  /** 0 to 1. */
  confidence: number;
  reason: string;
  /** What else it could be, best first. */
  alternatives: { role: string; confidence: number }[];
  /** The ways in which its dates can be read, where nothing tells which is meant. */
  readings: DateReading[];
}

/** Something that only the user knows; `text` is the question in words, columns are counted from 0. */
export type AskedQuestion =
  | { kind: 'missing'; roles: string[]; text: string }
  | { kind: 'which'; role: string; columns: number[]; text: string }
  | { kind: 'dateOrder'; column: number; text: string }
  | { kind: 'decimalMark'; column: number; text: string };

/** The order of day, month and year. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** The mark before decimals. */
export type DecimalMark = 'dot' | 'comma';

/** What the user says of a file; what is left out is guessed. Columns are counted from 0. */
export interface Choices {
  kind?: FileKind;
  roles?: [column: number, role: string][];
  dateOrders?: [column: number, order: DateOrder][];
  decimalMarks?: [column: number, mark: DecimalMark][];
}

/** What became of the rows of a file: read = used + set aside. */
export interface Account {
  rowsRead: number;
  rowsUsed: number;
  setAside: number;
  /** What the user should know; a sentence each. */
  notes: string[];
  issues: IssueKind[];
}

/** All issues of one kind. */
export interface IssueKind {
  /** What was wrong and what was done, as a sentence. */
  text: string;
  count: number;
  /** Are the rows set aside? */
  setAside: boolean;
  /** The first few. Lines and columns count from 1. */
  examples: { line: number; column: number | null; text: string }[];
}

/**
 * One thing picked. Filters hold one after the other: a mark is that of the picture over what those before it left.
 *
 * * `view`: the customers behind a mark of a picture, by the row of its table and, where each cell has a mark, the column.
 * * `attribute`: customers with one of these values.
 * * `rows`: only orders and events with one of these values; who bought before otherwise counts as new.
 * * `from`, `to`: only what happened in these days, both included.
 */
export type Filter =
  | { view: ViewName; config?: object; row: number; column?: number }
  | { attribute: string; values: string[] }
  | { rows: string; values: string[] }
  | { from?: Day | null; to?: Day | null };

/** How many customers are picked, of how many, and how many each filter left. */
export interface Selected {
  nCustomers: number;
  nAll: number;
  left: number[];
}

/** Which customers to list: those behind a row of a view's table, or all who bought. */
export interface TakeConfig {
  /** Random text under which customers become codes. Default: they stand as they are. */
  salt?: string | null;
  /** Groups of fewer customers are withheld. Default: none. */
  least?: number;
  /** Where the numbers come from: one more column, filled in the first row. */
  origin?: string | null;
}

export interface CustomersAsked {
  view?: ViewName;
  /** The settings of that view. */
  config?: object;
  row?: number;
  /** The column of the table, for views whose cells have a mark each: "retention", "movement" as a matrix. */
  column?: number;
  /** The settings of the segments and the value that are shown of each customer. */
  segments?: SegmentsConfig;
  value?: ValueConfig;
}

/** Some customers by falling expected value, and how many there are. */
export interface CustomerTable {
  total: number;
  table: Sheet;
}
