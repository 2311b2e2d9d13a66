/** Everything that this version knows. A smaller set makes a smaller program. */
import { actions } from './actions';
import { compileWith, type CompileOptions } from './compile';
import { conditions } from './conditions';
import { signals } from './signals';
import type { Config, Kinds, Program } from './types';

export const kinds: Kinds = { conditions, signals, actions };

/** Compiles a configuration with all kinds. Costs time once; the program is never changed afterwards. */
export const compile = (config: Config, options?: CompileOptions): Program => compileWith(kinds, config, options);
