/**
 * A test kit for vendors: a person in a virtual world. Given a configuration and what they do, when time passes, expect what is shown.
 *
 *     const anna = scenario(config).as('anna');
 *     anna.login().page('/settings').after('30s');
 *     expect(anna.shown).toEqual(['help']);
 */
import { compile } from './kinds';
import { ms } from './duration';
import { explain, type Explanation } from './explain';
import type { SignalInput } from './signals';
import { initialState, type State } from './state';
import { step } from './step';
import type { Config, Duration, Effect, Instant, Properties, Scalar } from './types';

export class Scenario {
  readonly effects: Effect[] = [];
  state: State = initialState();
  private readonly program;
  private seq = 0;
  private wake = Infinity;
  /** Current instant of the virtual world. */
  now: Instant;

  constructor(readonly config: Config, start: string | Instant = '2026-04-01T09:00:00Z', private readonly tab = 'tab-1') {
    this.now = typeof start === 'number' ? start : Date.parse(start);
    this.program = compile(config);
    this.signal({ kind: 'tab', is: 'boot' });
    this.signal({ kind: 'tab', is: 'visible' });
  }

  /** Anything that may happen, now. Content that opens is shown after a second, as a face would report it. */
  signal(input: SignalInput, more: { tab?: string } = {}): this {
    const tab = more.tab ?? this.tab;
    const result = step(this.program, this.state, { ...input, id: `${tab}-${this.seq}`, at: this.now, tab, seq: this.seq++ });
    this.state = result.state;
    this.wake = result.wakeAt;
    this.effects.push(...result.effects);
    return this;
  }
  as(user: string, traits: Record<string, Scalar> = {}): this { return this.signal({ kind: 'identify', user, traits }); }
  of(account: string, traits: Record<string, Scalar> = {}): this { return this.signal({ kind: 'group', account, traits }); }
  login(): this { return this.track('login'); }
  track(name: string, props: Properties = {}): this { return this.signal({ kind: 'event', name, props }); }
  page(path: string): this { return this.signal({ kind: 'page', path }); }
  hide(): this { return this.signal({ kind: 'tab', is: 'hidden' }); }
  look(): this { return this.signal({ kind: 'tab', is: 'visible' }); }
  content(content: string, phase: 'shown' | 'completed' | 'dismissed' | 'snoozed' | 'never' | 'failed' | 'clicked', more: { step?: string; reason?: string } = {}): this {
    return this.signal({ kind: 'content', content, phase, ...more });
  }

  /** Lets time pass; wakes whenever the engine asked to be woken. */
  after(duration: Duration): this {
    const end = this.now + ms(duration);
    while (this.wake <= end) {
      this.now = Math.max(this.now, this.wake);
      this.signal({ kind: 'tick' });
    }
    this.now = end;
    return this.signal({ kind: 'tick' });
  }

  /** Ids of contents in the order in which they opened. */
  get shown(): string[] { return this.effects.flatMap((e) => (e.kind === 'show' && !e.resume ? [e.content] : [])); }
  get mails(): string[] { return this.effects.flatMap((e) => (e.kind === 'email' ? [e.mail] : [])); }
  get tasks(): string[] { return this.effects.flatMap((e) => (e.kind === 'task' ? [`${e.flow}/${e.step}`] : [])); }
  get milestones(): string[] { return Object.keys(this.state.ms); }
  get segments(): string[] { return Object.entries(this.state.seg).flatMap(([id, s]) => (s.in ? [id] : [])); }
  why(content: string): Explanation { return explain(this.program, this.state, content, this.tab); }
}

/** Starts a scenario at an instant (default 2026-04-01 09:00 UTC). */
export const scenario = (config: Config, start?: string | Instant): Scenario => new Scenario(config, start);
