/**
 * A test kit for vendors: a person in a virtual world. Given a configuration and what they do, when time passes, expect what is shown.
 *
 *     const anna = scenario(config).as('anna');
 *     anna.page('/settings').after('30s');
 *     expect(anna.shown).toEqual(['help']);
 */
import { ms } from './duration';
import { explain, type Explanation } from './explain';
import { compile } from './kinds';
import type { SignalInput } from './signals';
import { initialState, type State } from './state';
import { step } from './step';
import type { Config, Duration, Effect, Instant, Properties, Scalar } from './types';

export interface ScenarioOptions {
  /** First instant; default 2026-04-01T09:00Z. */
  start?: string | Instant;
  /** Page on which it begins; default "/". */
  path?: string;
  /** What opens is reported as shown after a second, as a real face would. Default true. */
  face?: boolean;
}
type Phase = Extract<SignalInput, { kind: 'content' }>['phase'];

export class Scenario {
  /** Everything that the engine asked for, in order. */
  readonly effects: Effect[] = [];
  readonly errors: unknown[] = [];
  state: State = initialState();
  /** Current instant of the virtual world. */
  now: Instant;
  private readonly program;
  private readonly face: boolean;
  private readonly seq: Record<string, number> = {};
  private wake = Infinity;
  private path: string;
  private tab = 'tab-1';
  private reports: { at: Instant; content: string; tab: string }[] = [];

  constructor(
    readonly config: Config,
    { start = '2026-04-01T09:00:00Z', path = '/', face = true }: ScenarioOptions = {},
  ) {
    this.now = typeof start === 'number' ? start : Date.parse(start);
    this.program = compile(config);
    this.face = face;
    this.path = path;
    this.boot();
  }

  /** Anything that may happen, now. */
  signal(input: SignalInput, { tab = this.tab }: { tab?: string } = {}): this {
    const seq = (this.seq[tab] = (this.seq[tab] ?? 0) + 1);
    const result = step(this.program, this.state, { ...input, id: `${tab}-${seq}`, at: this.now, tab, seq });
    this.state = result.state;
    this.wake = result.wakeAt;
    this.effects.push(...result.effects);
    this.errors.push(...(result.errors ?? []));
    if (this.face)
      for (const effect of result.effects)
        if (effect.kind === 'show') this.reports.push({ at: this.now + 1000, content: effect.content, tab: effect.tab });
    return this;
  }
  as(user: string, traits: Record<string, Scalar> = {}): this {
    return this.signal({ kind: 'identify', user, traits });
  }
  of(account: string, traits: Record<string, Scalar> = {}): this {
    return this.signal({ kind: 'group', account, traits });
  }
  login(): this {
    return this.track('login');
  }
  track(name: string, props: Properties = {}): this {
    return this.signal({ kind: 'event', name, props });
  }
  page(path: string): this {
    this.path = path;
    return this.signal({ kind: 'page', path });
  }
  hide(): this {
    return this.signal({ kind: 'tab', is: 'hidden' });
  }
  look(): this {
    return this.signal({ kind: 'tab', is: 'visible' });
  }
  /** Input on the page: attention goes on. */
  input(): this {
    return this.signal({ kind: 'tab', is: 'active' });
  }
  close(): this {
    return this.signal({ kind: 'tab', is: 'closed' });
  }
  /** Loads the page again, as a new visit of the same tab does. */
  reload(): this {
    return this.close().boot();
  }
  /** Goes on in another tab of the same browser, which is opened when it is new. */
  in(tab: string): this {
    this.tab = tab;
    return this.state.tabs[tab] ? this : this.boot();
  }
  /** What the person, or the face, did with content: "completed", "dismissed", "snoozed", "never", "failed", "clicked" … */
  content(content: string, phase: Phase, more: { step?: string; reason?: string; until?: Instant } = {}): this {
    return this.signal({ kind: 'content', content, phase, ...more });
  }
  answer(survey: string, question: string, value: unknown): this {
    return this.signal({ kind: 'answer', survey, question, value });
  }
  /** Plays a piece of a video, in seconds, taking as long as it is. */
  watch(video: string, from: number, to: number, duration?: number): this {
    this.after(`${to - from}s`);
    return this.signal({ kind: 'video', video, from, to, ...(duration !== undefined && { duration }) });
  }

  /** Lets time pass; wakes whenever the engine or the face asked for it. */
  after(duration: Duration): this {
    const end = this.now + ms(duration);
    for (;;) {
      const report = this.reports.reduce<(typeof this.reports)[number] | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
      const at = Math.max(this.now, Math.min(this.wake, report?.at ?? Infinity));
      if (at > end) break;
      this.now = at;
      if (!report || report.at > at) {
        this.signal({ kind: 'tick' });
        continue;
      }
      this.reports = this.reports.filter((r) => r !== report);
      const open = this.state.open[report.content];
      if (open && !open.hidden && this.state.tabs[report.tab]?.vis)
        this.signal({ kind: 'content', content: report.content, phase: 'shown' }, { tab: report.tab });
    }
    this.now = end;
    return this;
  }

  /** Ids of contents in the order in which they opened. */
  get shown(): string[] {
    return this.effects.flatMap((e) => (e.kind === 'show' && !e.resume ? [e.content] : []));
  }
  /** Ids of contents that are on the screen now. */
  get open(): string[] {
    return Object.entries(this.state.open).flatMap(([id, open]) => (open.hidden ? [] : [id]));
  }
  get mails(): string[] {
    return this.effects.flatMap((e) => (e.kind === 'email' ? [e.mail] : []));
  }
  get tasks(): string[] {
    return this.effects.flatMap((e) => (e.kind === 'task' ? [`${e.flow}/${e.step}`] : []));
  }
  get milestones(): string[] {
    return Object.keys(this.state.ms);
  }
  get segments(): string[] {
    return Object.entries(this.state.seg).flatMap(([id, s]) => (s.in ? [id] : []));
  }
  /** Names of the events that the engine itself reported, such as "Milestone Reached". */
  get told(): string[] {
    return this.effects.flatMap((e) => (e.kind === 'track' ? [e.event] : []));
  }
  /** Why content is shown or not, now. */
  why(content: string): Explanation {
    this.signal({ kind: 'tick' });
    return explain(this.program, this.state, content, this.tab);
  }

  private boot(): this {
    return this.signal({ kind: 'tab', is: 'boot' }).signal({ kind: 'tab', is: 'visible' }).page(this.path);
  }
}

/** Starts a scenario: a new visitor in one tab, at an instant (default 2026-04-01 09:00 UTC). */
export const scenario = (config: Config, options?: string | Instant | ScenarioOptions): Scenario =>
  new Scenario(config, typeof options === 'object' ? options : options === undefined ? {} : { start: options });
