import type { Chunk } from './load-chunk';
import type { Options, ReporterChoice } from './options';
import type { Reporter, ReporterContext } from './ports';

declare const SHIRUBE_VERSION: string;

/** Makes a reporter from its settings; the page is there for bridges to what the app has loaded itself. */
export type ReporterFactory = (choice: ReporterChoice, win: Window) => Reporter;

export interface RoutesPort {
  options: Options;
  win: Window;
  reporters: Readonly<Record<string, ReporterFactory>>;
  warn(code: string, detail: unknown): void;
  degraded(what: string, is: boolean, why?: string): void;
  load(chunk: Chunk): Promise<unknown>;
}

/** Which reporters there are, where each one sends, and whether it answers. */
export function createRoutes({ options, win, reporters, warn, degraded, load }: RoutesPort) {
  const choices = new Map<string, ReporterChoice>();
  const down = new Map<string, string>();
  const make = async (choice: string | Reporter | ReporterChoice): Promise<Reporter> => {
    if (typeof choice === 'object' && 'limits' in choice) return choice as Reporter;
    const given: ReporterChoice = typeof choice === 'string' ? { kind: choice } : choice;
    const { kind, name = kind } = given;
    choices.set(name, given);
    try {
      const factory = reporters[kind] ?? ((await load({ file: `reporter-${kind[0]}${kind.length}-${SHIRUBE_VERSION}.js` })) as { reporter: ReporterFactory }).reporter;
      return { ...factory(given, win), name };
    } catch (error) {
      warn('S4', `${kind} ${String(error)}`);
      // Its name stays, so that its events are kept for the next page.
      return { name, limits: { events: 1, bytes: 1 }, deliver: () => Promise.reject() };
    }
  };
  return {
    async choose(configured: unknown): Promise<Reporter[]> {
      const further = Array.isArray(configured) ? (configured as ReporterChoice[]) : [];
      const list = options.reporters ?? (options.endpoint && !further.some(({ kind }) => kind === 'http') ? ['http', ...further] : further);
      return Promise.all(list.map(make));
    },
    context(name: string, given: Pick<ReporterContext, 'now' | 'lost' | 'token'>): ReporterContext {
      const choice = choices.get(name);
      const base = win.location.href;
      const endpoint = new URL(String(choice?.endpoint ?? options.endpoint ?? ''), base).href.replace(/\/$/, '');
      const writeKey = choice?.writeKey ?? options.writeKey;
      return { endpoint, sameOrigin: new URL(endpoint).origin === new URL(base).origin, ...given, ...(writeKey !== undefined && { writeKey }) };
    },
    reachable(name: string, is: boolean, status = 0): void {
      const why = is ? '' : `${name} ${status}`;
      if ((down.get(name) ?? '') === why) return;
      down.set(name, why);
      degraded('endpoint', !is, why);
      // What is overloaded or away comes back by itself; this is for somebody to look at.
      if (status && status < 500) warn('S9', why);
    },
  };
}
