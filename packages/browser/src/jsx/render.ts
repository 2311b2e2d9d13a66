/** Draws a panel. Beside jsx-runtime.ts: the other half of not meeting what a page has added to Object.prototype. */
import { render as preactRender, type ComponentChild } from 'preact';
import { Fragment, jsx } from './jsx-runtime';

/**
 * preact compares the properties of a new element with those of one shared empty object, and would set what that inherits to ''. A component
 * receives this object as its context; it comes first and takes the inheritance away. Only our copy of preact is touched.
 */
function Bare(_: unknown, context: object): null {
  Object.setPrototypeOf(context, null);
  return null;
}

export const render = (node: ComponentChild, into: Element): void =>
  preactRender(jsx(Fragment, { children: [jsx(Bare as never, {}), node] }) as ComponentChild, into);
