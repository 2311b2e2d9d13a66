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
    const { location } = win;
    let last = { pathname: first, search: location.search, hash: location.hash };
    const look = () => {
      const { pathname, search, hash } = location;
      const moved = pathname !== last.pathname || (search !== last.search && declares('query')) || (hash !== last.hash && declares('hash'));
      last = { pathname, search, hash };
      if (moved) emit({ kind: 'page', path: pathname, query: search.slice(1), hash });
    };
    const { navigation } = win as Window & { navigation?: EventTarget };
    if (navigation) listen(navigation, 'currententrychange', look);
    else {
      observe(look, []);
      listen(win, 'hashchange', look);
    }
    listen(win, 'pageshow', (event) => {
      // Back from the back/forward cache is a new view of the page.
      if ((event as PageTransitionEvent).persisted) last.pathname = '';
      look();
    });
    look();
  },
});
