import { createApi, type Shirube } from './host/api';
import type { Options } from './host/options';
import { start, type Env } from './host/start';
import { http } from './reporters/http';
import { page } from './trackers/page';

export type Surroundings = Pick<Env, 'win' | 'base' | 'chunks'> & Pick<Partial<Env>, 'faces' | 'guide' | 'part' | 'sender' | 'watch' | 'reporters'>;

/** What every build has: the page tracker and the collector's own reporter. */
export const wire = (options: Options, surroundings: Surroundings): Shirube =>
  createApi(start({ ...options }, { trackers: [page], ...surroundings, reporters: { http: () => http, ...surroundings.reporters } }));
