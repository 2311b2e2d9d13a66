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
    const seek: Seek = (target, is) => {
      const found = is === 'present' ? find(api, target, () => true) : find(api, target);
      return found && (is === 'present' || isInView(found.element)) ? found.element : undefined;
    };
    const onPage = [element(seek), click(seek), scroll, exit, form(seek)].map((tracker) => tracker.start(api));
    return () => {
      for (const work of onPage) work?.();
    };
  },
};
