import { createApi, type Shirube } from './host/api';
import type { Options } from './host/options';
import { start, type Env } from './host/start';

export type Surroundings = Pick<Env, 'win' | 'base' | 'chunks'> &
  Pick<Partial<Env>, 'faces' | 'guide' | 'join' | 'part' | 'sender' | 'watch' | 'reporters'>;

export const wire = (options: Options, surroundings: Surroundings): Shirube => createApi(start({ ...options }, surroundings));
