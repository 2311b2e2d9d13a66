import { configInfo } from './context';
import type { Route } from './route';

/** Names, units and the signed-in person: what every page needs once. */
export const configRoutes: Route[] = [{ method: 'GET', path: '/config', run: async (context) => ({ json: configInfo(context) }) }];
