/** The chunk that is loaded when conditions ask about elements, clicks, scrolling, leaving or forms. */
import type { Tracker } from './host/ports';
import { click } from './trackers/click';
import { element } from './trackers/element';
import { exit } from './trackers/exit';
import { form } from './trackers/form';
import { scroll } from './trackers/scroll';
import type { Seek } from './trackers/seek';
import { find } from './ui/target/find';
import { isInView } from './ui/target/visible';

export const watch: Tracker = {
  name: 'watch',
  start(api) {
    const lang = api.doc.documentElement.lang;
    const where = { doc: api.doc, text: (text: string | Record<string, string> | undefined) => (typeof text === 'object' ? (text[lang] ?? text[lang.split('-')[0] ?? ''] ?? Object.values(text)[0] ?? '') : (text ?? '')) };
    const seek: Seek = (target, is) => {
      const found = is === 'present' ? find(where, target, () => true) : find(where, target);
      return found && (is === 'present' || isInView(found.element)) ? found.element : undefined;
    };
    const onPage = [element(seek), click(seek), scroll, exit, form(seek)].map((tracker) => tracker.start(api));
    return () => {
      for (const work of onPage) work?.();
    };
  },
};
