// Ours, as shipped: the entry chunk, with the tour's chunk asked for at once, as the host does before it shows. The stand-in for the host
// comes from the tests and is not counted.
import { createWorld } from '../../../browser/ui/harness/world.ts';

let world;
let n = 0;
let id = '';
/** The host starts the face as soon as its chunks are there; it counts as evaluation. */
export const prepare = ([{ start }]) => {
  world = createWorld(start, { config: { content: [{ kind: 'tour', id: 't', steps: [{ id: 'a' }] }] } });
};
export const start = (steps) => {
  id = `t${++n}`;
  world.show({
    kind: 'tour',
    id,
    steps: steps.map(({ target, title, text }, i) => ({ id: `s${i}`, target: { css: target }, title, body: text })),
  });
};
const root = () => document.querySelector('shirube-root')?.shadowRoot;
export const popover = () => root()?.querySelector('.card');
export const next = () => root()?.querySelector('.btn.primary')?.click();
export const stop = () => {
  world.hide(id, 'closed_by_app');
  // What the stand-in writes down is not ours.
  world.signals.length = world.tracks.length = 0;
};
