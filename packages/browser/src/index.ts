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
 * One instance. Two on one page do not meet when their write keys differ. `surroundings` is found by itself: the chunks lie beside this
 * module.
 */
export const createShirube = (options: Options = {}, surroundings?: Partial<Surroundings>): Shirube =>
  wire(options, { win: window as Win, base: import.meta.url, chunks: SHIRUBE_CHUNKS, ...surroundings });
