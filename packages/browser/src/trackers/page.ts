import type { Tracker } from '../host/ports';

/**
 * Page views, with the address observed and never owned: the Navigation API where the browser has it; elsewhere the address is compared
 * when the page changes, since a route that changes nothing is no route. Query and hash
 * only where the configuration asks about them, and never on the wire: they may say more than they should. `first`: the path that has been
 * told already.
 */
export const page = (first: string): Tracker => ({
  name: 'page',
  start({ win, emit, listen, observe, declares }) {
    let last: string | undefined = first;
    const look = () => {
      const { pathname, search, hash } = win.location;
      const query = declares('query') && search;
      const fragment = declares('hash') && hash;
      const address = pathname + (query || '') + (fragment || '');
      if (address === last) return;
      last = address;
      emit({ kind: 'page', path: pathname, ...(query && { query: query.slice(1) }), ...(fragment && { hash: fragment }) });
    };
    const { navigation } = win as Window & { navigation?: EventTarget };
    if (navigation) listen(navigation, 'currententrychange', look);
    else observe(look, []);
    listen(win, 'popstate', look);
    listen(win, 'hashchange', look);
    listen(win, 'pageshow', (event) => {
      // Back from the back/forward cache is a new view of the page.
      if ((event as PageTransitionEvent).persisted) last = undefined;
      look();
    });
    look();
  },
});
