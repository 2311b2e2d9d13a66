/**
 * What conditions ask the trackers of the browser to watch. A tracker reads `program.watches` (key → { tracker, spec }) and answers with
 * signals `{ kind: "dom", key, value }`, never with anything that a person typed:
 *
 * | tracker | spec | value | when |
 * |---|---|---|---|
 * | element | `{ target, is }` | boolean: the element is there (`present`), or on the screen (`visible`) | first time and on change, per page |
 * | click | `{ target }` | true, with `count: true` | each click on the element |
 * | scroll | `{ depths: number[] }` | the highest depth (0..1) reached on this page | when one of the depths is passed |
 * | exit | `{}` | true, with `count: true` | the pointer leaves through the top, or the back gesture begins |
 * | form | `{ target }` | {@link FormFact} | on each change of the fact, and with input at most once a second |
 *
 * What a tracker said holds for its tab until the next page; clicks and forms are also kept beyond it.
 */
import type { Target } from './content/base';
import type { Program, World } from './types';
import { tabsOf } from './tabs';

/** A form as its tracker sees it: counts only. */
export interface FormFact {
  /** Fields that the person has changed. */
  touched: number;
  /** Required fields that are empty or not valid. */
  missing: number;
  submitted: boolean;
  /** The form is gone, or the page was left, or the focus went elsewhere for good. */
  left: boolean;
}

/** Asks a tracker to watch; the same thing is watched once. */
export function watch(program: Program, tracker: string, spec: unknown, key = keyOf(tracker, spec)): string {
  if (!program.watches.has(key)) program.watches.set(key, { key, tracker, spec });
  return key;
}
export const keyOf = (tracker: string, spec: unknown): string => `${tracker}:${JSON.stringify(spec)}`;
export type ElementSpec = { target: Target; is: 'present' | 'visible' };

/** What trackers said about the page of the tab (or of any tab); undefined: nothing yet. */
export const factsOf = ({ state, tab }: World, key: string): unknown[] =>
  tabsOf(state, tab).flatMap((t) => (t.dom && Object.hasOwn(t.dom, key) ? [t.dom[key]] : []));
