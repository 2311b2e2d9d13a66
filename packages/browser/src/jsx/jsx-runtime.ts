/**
 * The JSX of our panels: preact's, with properties that inherit nothing. preact goes through properties with `for … in`, which also finds
 * what a page has added to Object.prototype; when that is frozen as well, copying it throws. A file asks for it with a pragma.
 */
import { Fragment, type ComponentType, type VNode } from 'preact';
import { jsx as preactJsx } from 'preact/jsx-runtime';

export type { JSX } from 'preact';
export { Fragment };

type Props = Record<string, unknown>;
const make = preactJsx as (type: string | ComponentType, props: Props, key?: string) => Omit<VNode, 'ref'> & { ref: unknown };
const own = (from: object): Props => Object.assign(Object.create(null) as Props, from);

export function jsx(type: string | ComponentType, given: Props, key?: string): Omit<VNode, 'ref'> {
  const props = own(given);
  const { ref, style } = props;
  // preact would copy everything into a plain object to take `ref` out.
  delete props.ref;
  if (style && typeof style === 'object') props.style = own(style);
  const node = make(type, props, key);
  if (ref) node.ref = ref;
  return node;
}
export const jsxs = jsx;
