/** How a step ends without a button: the person clicks the target, types into it, or a condition comes true. */
import type { TourStep } from '@shirube/engine';
import type { Anchored } from '../anchored';
import { raw } from '../raw';
import type { Session } from '../view';

/** After the last key; a pause, not each letter. */
const TYPED_MS = 1000;

export function advanceOn(session: Session, step: TourStep, shown: () => Anchored | undefined, next: () => void): () => void {
  const { api } = session;
  const { nextOn = 'button' } = step;
  if (typeof nextOn === 'object') {
    const look = () => {
      if (api.check(nextOn.when).is) next();
    };
    // Not while the step is still being built.
    const timer = raw(api.win, 'setTimeout')(look);
    const off = api.subscribe(look);
    return () => {
      raw(api.win, 'clearTimeout')(timer);
      off();
    };
  }
  if (nextOn === 'button') return () => {};
  const after = raw(api.win, 'setTimeout');
  const cancel = raw(api.win, 'clearTimeout');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onTarget = (event: Event) => {
    const target = shown()?.target();
    return Boolean(target && event.composedPath().includes(target));
  };
  const onClick = (event: Event) => {
    if (onTarget(event)) after(next);
  };
  const onInput = (event: Event) => {
    if (!onTarget(event)) return;
    cancel(timer);
    const field = event.composedPath()[0] as Partial<HTMLInputElement>;
    if (!String(field.value ?? field.textContent).trim()) return;
    if (event.type === 'change') next();
    else timer = after(next, TYPED_MS);
  };
  const types = nextOn === 'click' ? ['click'] : ['input', 'change'];
  const listener = nextOn === 'click' ? onClick : onInput;
  const docs = new Set<Document>();
  /** A target in a frame may be late, or come in a new document. */
  const listen = () => {
    for (const doc of [api.doc, shown()?.target()?.ownerDocument]) {
      if (!doc || docs.has(doc)) continue;
      docs.add(doc);
      for (const type of types) doc.addEventListener(type, listener, true);
    }
  };
  listen();
  const off = session.stage.pulse.on(listen);
  return () => {
    cancel(timer);
    off();
    for (const doc of docs) for (const type of types) doc.removeEventListener(type, listener, true);
  };
}
