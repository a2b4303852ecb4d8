// A recipe: how files were understood, without a cell of them, to be replayed on next month's files.

import type { Choices, DateOrder, DecimalMark, FileKind, Review } from '../../glue/clientele.js';

/** What is stored. It holds headers and what they mean, and no data. */
export interface Recipe {
  /** The version of this form. */
  clientele: 1;
  files: RecipeFile[];
  /** How segments are made: the rule and the conditions as the user set them. */
  views?: RecipeViews;
}

/** Settings of views that are worth keeping, without the day as of which they were seen. */
export interface RecipeViews {
  segments?: object;
  rules?: object;
}

/** One file. */
export interface RecipeFile {
  kind: FileKind;
  columns: RecipeColumn[];
}

/** One of its columns, in the order of the file. */
export interface RecipeColumn {
  header: string;
  role: string;
  dateOrder?: DateOrder;
  decimalMark?: DecimalMark;
}

/** What differs between a recipe and the file on which it is replayed. */
export interface RecipeChange {
  /** A column that was not there before, one that is no longer there, or one that would now be taken for something else. */
  what: 'new' | 'gone' | 'other';
  header: string;
  /** What the recipe took it for; what it is taken for now where it is new. */
  role: string;
}

/** What a file was taken for, as a part of a recipe. */
export function recipeFile(review: Review, choices: Choices): RecipeFile {
  const columns = review.columns.map(({ header, role }, i): RecipeColumn => {
    const dateOrder = choices.dateOrders?.find(([column]) => column === i)?.[1];
    const decimalMark = choices.decimalMarks?.find(([column]) => column === i)?.[1];
    return { header, role, ...(dateOrder && { dateOrder }), ...(decimalMark && { decimalMark }) };
  });
  return { kind: review.kind, columns };
}

/** A text as a recipe, if it is one. What is not of the form is left out. */
export function readRecipe(text: string): Recipe | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { clientele, files } = (found ?? {}) as { clientele?: unknown; files?: unknown };
  if (clientele !== 1 || !Array.isArray(files)) return undefined;
  const isColumn = (one: unknown) => {
    const { header, role } = (one ?? {}) as { header?: unknown; role?: unknown };
    return typeof header === 'string' && typeof role === 'string';
  };
  const isFile = (one: unknown) => {
    const { kind, columns } = (one ?? {}) as { kind?: unknown; columns?: unknown };
    return typeof kind === 'string' && Array.isArray(columns) && columns.every(isColumn);
  };
  return { clientele, files: files.filter(isFile) as RecipeFile[], ...viewsIn(found) };
}

/** The settings of views in a recipe; the engine refuses what does not fit. */
function viewsIn(found: unknown): Pick<Recipe, 'views'> {
  const { views } = found as { views?: unknown };
  const kept: RecipeViews = {};
  for (const view of ['segments', 'rules'] as const) {
    const config = (views as RecipeViews | undefined)?.[view];
    if (typeof config === 'object' && config !== null && !Array.isArray(config)) kept[view] = { ...config };
  }
  return Object.keys(kept).length > 0 ? { views: kept } : {};
}

/** The recipe's choices for a file, and what has changed; nothing if no file of the recipe is like it. */
export function replay(recipe: Recipe, review: Review): { choices: Choices; changes: RecipeChange[] } | undefined {
  const headers = review.columns.map(({ header }) => header);
  const used = (file: RecipeFile) => file.columns.filter(({ role }) => role !== 'ignored');
  const share = (file: RecipeFile) => {
    const columns = used(file);
    return columns.filter(({ header }) => headers.includes(header)).length / Math.max(columns.length, 1);
  };
  const [file] = [...recipe.files].sort((a, b) => share(b) - share(a));
  if (!file || share(file) <= 0.5) return undefined;
  const choices: Required<Choices> = { kind: file.kind, roles: [], dateOrders: [], decimalMarks: [] };
  const changes: RecipeChange[] = [];
  const seen = new Set<string>();
  review.columns.forEach(({ header, role }, i) => {
    // The first of several columns with one header is the one that was meant.
    const column = seen.has(header) ? undefined : file.columns.find((one) => one.header === header);
    seen.add(header);
    if (!column) return void changes.push({ what: 'new', header, role });
    choices.roles.push([i, column.role]);
    if (column.dateOrder) choices.dateOrders.push([i, column.dateOrder]);
    if (column.decimalMark) choices.decimalMarks.push([i, column.decimalMark]);
  });
  for (const { header, role } of used(file)) {
    if (!headers.includes(header)) changes.push({ what: 'gone', header, role });
  }
  if (review.kind !== file.kind) changes.push({ what: 'other', header: '', role: file.kind });
  // A column that means nothing, then and now, is no news.
  return { choices, changes: changes.filter(({ what, role }) => what !== 'new' || role !== 'ignored') };
}
