/** `shirube` as a module: the same code as the script tag. */
import type { Shirube } from './host/api';
import type { Chunks } from './host/load-chunk';
import type { Options } from './host/options';
import type { Win } from './host/native';
import { wire, type Surroundings } from './wire';

export type { Shirube, Options };
export type { Reporter, ReporterContext, EncodedRequest, Outcome, WireEvent, WireContext } from './host/ports';
export type { ReporterChoice } from './host/options';

declare const SHIRUBE_CHUNKS: Chunks;

/**
 * One instance. Two on one page do not meet when their write keys differ. `surroundings.base` is the address of the folder with the chunks (the
 * package's `dist`), for instance "/shirube/"; without it they are looked for beside this module, where no bundler puts them.
 */
export const createShirube = (options: Options = {}, surroundings?: Partial<Surroundings>): Shirube =>
  wire(options, {
    win: window as Win,
    chunks: SHIRUBE_CHUNKS,
    ...surroundings,
    base: new URL(surroundings?.base ?? import.meta.url, document.baseURI).href,
  });
