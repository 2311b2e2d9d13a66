import type { Target } from '@shirube/engine';
import type { Tracker } from '../host/ports';
import type { Seek } from './seek';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
interface Fact {
  touched: number;
  missing: number;
  submitted: boolean;
  left: boolean;
}

const FIELDS = 'input,select,textarea';
/** Focus that stays away this long is gone for good. */
const GONE = 4000;

/** How far a form is filled in: counts and validity only. What was typed is never read. */
export const form = (seek: Seek): Tracker => ({
  name: 'form',
  start({ win, doc, emit, listen, later, watches }) {
    const list = watches('form').map(({ key, spec }) => ({
      key,
      target: (spec as { target: Target }).target,
      fields: new WeakSet<EventTarget>(),
      touched: 0,
      element: undefined as Element | undefined,
      last: '',
      soon: undefined as (() => void) | undefined,
    }));
    if (!list.length) return;
    type Watched = (typeof list)[number];
    const tell = (watched: Watched, more: Partial<Fact> = {}): void => {
      const fields = watched.element ? [...watched.element.querySelectorAll<Field>(FIELDS)] : [];
      const fact: Fact = {
        touched: watched.touched,
        missing: fields.filter((field) => field.required && !field.validity.valid).length,
        submitted: false,
        left: false,
        ...more,
      };
      const text = JSON.stringify(fact);
      if (text === watched.last) return;
      watched.last = text;
      emit({ kind: 'dom', key: watched.key, value: fact });
    };
    const each = (event: Event, work: (watched: Watched, target: EventTarget | undefined) => void): void => {
      const path = event.composedPath();
      for (const watched of list) {
        const found = seek(watched.target, 'present') ?? watched.element;
        if (found && path.includes(found)) {
          watched.element = found;
          work(watched, path[0]);
        }
      }
    };
    const options = { capture: true, passive: true };
    for (const type of ['input', 'change'])
      listen(
        win,
        type,
        (event) =>
          each(event, (watched, field) => {
            if (field && !watched.fields.has(field)) {
              watched.fields.add(field);
              watched.touched++;
            }
            watched.soon ??= later(
              () => {
                watched.soon = undefined;
                tell(watched);
              },
              type === 'change' ? 0 : 1000,
            );
          }),
        options,
      );
    listen(win, 'submit', (event) => each(event, (watched) => tell(watched, { submitted: true })), options);
    listen(
      win,
      'focusout',
      (event) =>
        each(event, (watched) => {
          later(() => {
            const { element, touched } = watched;
            if (touched && !element?.contains(doc.activeElement)) tell(watched, { left: true });
          }, GONE);
        }),
      options,
    );
    // The page was left with the form half filled in.
    return () => {
      for (const watched of list) {
        if (watched.touched && watched.last && !watched.last.includes('"submitted":true')) tell(watched, { left: true });
        Object.assign(watched, { fields: new WeakSet(), touched: 0, element: undefined, last: '' });
      }
    };
  },
});
