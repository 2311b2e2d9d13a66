import type { Options, ReporterChoice } from './options';
import type { Reporter, ReporterContext } from './ports';
import type { Core } from './start';

declare const SHIRUBE_VERSION: string;

/** Makes a reporter from its settings; the page is there for bridges to what the app has loaded itself. */
export type ReporterFactory = (choice: ReporterChoice, win: Window) => Reporter;

export type RoutesPort = Pick<Core, 'options' | 'win' | 'warn' | 'emitter' | 'load' | 'token'>;

/** Which reporters there are, where each one sends, and whether it answers. */
export function createRoutes(
  { options, win, warn, emitter, load, token }: RoutesPort,
  reporters: Readonly<Record<string, ReporterFactory>>,
) {
  /** By the reporter's name. */
  const choices: Record<string, ReporterChoice> = {};
  const down: Record<string, string> = {};
  const make = async (choice: string | Reporter | ReporterChoice): Promise<Reporter> => {
    if ((choice as Reporter).limits) return choice as Reporter;
    const given = (typeof choice === 'string' ? { kind: choice } : choice) as ReporterChoice;
    const { kind, name = kind } = given;
    choices[name] = given;
    try {
      const own = reporters[kind];
      const made = (own ?? (await load<{ reporter: ReporterFactory }>(`reporter-${kind[0]}${kind.length}-${SHIRUBE_VERSION}`)).reporter)(
        given,
        win,
      );
      // Another kind that begins and is as long alike.
      if (!own && made.name !== kind) throw made.name;
      return { ...made, name };
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
    context(name: string, lost: Record<string, number>): ReporterContext {
      const choice = choices[name];
      const url = new URL(choice?.endpoint ?? options.endpoint ?? '', win.document.baseURI);
      return {
        endpoint: url.href.replace(/\/$/, ''),
        sameOrigin: url.origin === win.origin,
        writeKey: choice?.writeKey ?? options.writeKey,
        now: Date.now(),
        token: token.value,
        lost,
      };
    },
    reachable(name: string, is: boolean, status = 0): void {
      const why = is ? '' : `${name} ${status}`;
      if ((down[name] ?? '') === why) return;
      down[name] = why;
      emitter.emit('degraded', { what: 'endpoint', is: !is, why });
      // What is overloaded or away comes back by itself; this is for somebody to look at.
      if (why && status && status < 500) warn('S9', why);
    },
  };
}
