// Clientele: customer analytics that never leaves the page. Importing this file registers <clientele-widget>; hosts
// with an interface of their own use `createEngine` and need no element.

import { ClienteleWidget } from './element/widget.js';

export { createEngine, Engine } from './engine/engine.js';
export type {
  Configs,
  Drawing,
  DrawOptions,
  EngineOptions,
  Loaded,
  Mark,
  Outcome,
} from './engine/engine.js';
export type { AskedReview, LoadOptions, Progress } from './engine/loading.js';
export { readRecipe } from './engine/recipe.js';
export type { Recipe, RecipeChange, RecipeColumn, RecipeFile } from './engine/recipe.js';
export type { Sources } from './engine/connect.js';
export { ClienteleError } from './engine/remote.js';
export { ClienteleWidget };
export type * from '../glue/clientele.js';

// A second copy of this script on the page leaves the first one in charge.
if (!customElements.get('clientele-widget')) customElements.define('clientele-widget', ClienteleWidget);

declare global {
  interface HTMLElementTagNameMap {
    'clientele-widget': ClienteleWidget;
  }
}
