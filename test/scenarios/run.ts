/**
 * Reads a scenario file and plays it on the engine. The signals that result are what the other runners feed on: the command line
 * gets them as they are, the collector as wire events. The browser runner plays the same steps with its own hands.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  compile,
  coverage,
  derivedId,
  initialState,
  interrupts,
  loadState,
  ms,
  step,
  wireOf,
  type Config,
  type Effect,
  type Properties,
  type Scalar,
  type Signal,
  type SignalInput,
  type State,
  type WireLike,
} from '@shirube/engine';

export type Action =
  | { signIn: Record<string, Scalar> }
  | { go: string }
  | { reload: number }
  | { leave: true }
  | { after: string }
  | { hide: true }
  | { look: true }
  | { press: 'next' | 'back' | 'complete' }
  | { end: 'dismissed' | 'snoozed' }
  | { tab: string }
  | { closeTab: true }
  | { watch: [video: string, from: number, to: number] }
  | { set: Record<string, Scalar> }
  | { mail: Record<string, 'delivered' | 'opened' | 'clicked' | 'bounced'> }
  | { endpoint: 'up' | 'down' };
export interface Expectation {
  logins?: number;
  reached?: string[];
  in?: string[];
  mails?: string[];
  tasks?: string[];
  shown?: string[];
  /** Step of the open tour; null: none is open. */
  step?: string | null;
  coverage?: Record<string, number>;
}
export interface ScenarioFile {
  title: string;
  config: string;
  start: string;
  user: string;
  account: string;
  accountTraits: Record<string, Scalar>;
  traits: Record<string, Scalar>;
  steps: { says: string; do: Action[]; expect: Expectation }[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));
export const readScenario = (name: string): { file: ScenarioFile; config: Config } => {
  const file = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as ScenarioFile;
  return { file, config: JSON.parse(readFileSync(root + file.config, 'utf8')) as Config };
};

export interface PlayOptions {
  /** Writes the state to JSON and reads it back after every signal. */
  sleepy?: boolean;
}

/** One person on the engine, with the smallest face that can be: it paints at once and reports after a second. */
export class Player {
  state: State = initialState();
  readonly log: Signal[] = [];
  readonly effects: Effect[] = [];
  now: number;
  private readonly program;
  private seq: Record<string, number> = {};
  private wake = Infinity;
  private reports: { at: number; input: SignalInput; tab: string }[] = [];
  private tabs = ['a'];
  private traits: Record<string, Scalar>;
  private path = '/';

  constructor(
    readonly file: ScenarioFile,
    readonly config: Config,
    private readonly options: PlayOptions = {},
  ) {
    this.program = compile(config);
    this.now = Date.parse(file.start);
    this.traits = { ...file.traits };
    this.enter('/login');
  }

  /** What an expectation can ask about, cumulative where it is a list of happenings. */
  get outcome(): Required<Expectation> {
    const { state } = this;
    const tour = Object.entries(state.open).find(([id]) => this.program.contents.get(id)?.kind === 'tour');
    return {
      logins: state.login.n,
      reached: Object.keys(state.ms).sort(),
      in: Object.entries(state.seg)
        .flatMap(([id, s]) => (s.in ? [id] : []))
        .sort(),
      mails: this.effects.flatMap((e) => (e.kind === 'email' ? [e.mail] : [])),
      tasks: this.effects.flatMap((e) => (e.kind === 'task' ? [`${e.flow}/${e.step}`] : [])),
      shown: this.effects.flatMap((e) => (e.kind === 'show' && !e.resume && this.interrupting(e.content) ? [e.content] : [])),
      step: tour ? (tour[1].step ?? this.stepsOf(tour[0])[0] ?? null) : null,
      coverage: Object.fromEntries(
        Object.entries(state.vid).map(([id, v]) => [id, Math.floor((coverage(v.u, v.d) ?? 0) * 1000 + 1e-6) / 1000]),
      ),
    };
  }

  do(action: Action): void {
    if ('signIn' in action) {
      this.traits = { ...this.traits, ...action.signIn };
      if (!this.state.tabs[this.tab]) this.enter('/login');
      this.signal({ kind: 'identify', user: this.file.user, traits: this.traits });
      this.signal({ kind: 'group', account: this.file.account, traits: this.file.accountTraits });
      this.signal({ kind: 'event', name: 'login', props: { method: 'person' } });
    } else if ('go' in action) this.go(action.go);
    else if ('reload' in action) for (let i = 0; i < action.reload; i++) this.reload();
    else if ('leave' in action) this.signal({ kind: 'tab', is: 'closed' });
    else if ('after' in action) this.pass(ms(action.after));
    else if ('hide' in action) this.signal({ kind: 'tab', is: 'hidden' });
    else if ('look' in action) this.signal({ kind: 'tab', is: 'visible' });
    else if ('press' in action) this.press(action.press);
    else if ('end' in action) this.endOpen(action.end);
    else if ('tab' in action) {
      this.tabs.push('b');
      this.enter(action.tab);
    } else if ('closeTab' in action) {
      this.signal({ kind: 'tab', is: 'closed' });
      this.tabs.pop();
      this.signal({ kind: 'tab', is: 'active' });
    } else if ('watch' in action) this.watch(...action.watch);
    else if ('set' in action) {
      this.traits = { ...this.traits, ...action.set };
      this.signal({ kind: 'identify', user: this.file.user, traits: this.traits });
    } else if ('mail' in action) for (const [mail, phase] of Object.entries(action.mail)) this.signal({ kind: 'mail', mail, phase });
  }

  /** The log once more, as a replay would bring it; the effects that it causes. */
  replay(): Effect[] {
    const before = this.effects.length;
    for (const signal of [...this.log]) this.effects.push(...step(this.program, this.state, signal).effects);
    return this.effects.slice(before);
  }

  /** What left the page: Segment-shaped events, each with the instant at which it happened. */
  wire(): (WireLike & { properties?: Properties })[] {
    const { user, account } = this.file;
    const context = (signal?: Signal) => ({
      page: { path: this.path },
      accountId: account,
      ...(signal?.tab && { tabId: signal.tab }),
      ...(signal?.seq !== undefined && { seq: signal.seq }),
    });
    const raw = this.log.flatMap((signal) => {
      const event = wireOf(signal);
      return event
        ? [
            {
              ...event,
              messageId: `${user}-${signal.id}`,
              userId: user,
              ...(signal.kind === 'group' && { groupId: signal.account }),
              timestamp: new Date(signal.at).toISOString(),
              context: context(signal),
            },
          ]
        : [];
    });
    const derived = this.effects.flatMap((effect) =>
      effect.kind === 'track'
        ? [
            {
              type: 'track',
              event: effect.event,
              properties: effect.properties,
              messageId: derivedId(account, user, effect.id),
              userId: user,
              timestamp: new Date(effect.at).toISOString(),
              context: context(),
            },
          ]
        : [],
    );
    return [...raw, ...derived].sort((a, b) => a.timestamp.localeCompare(b.timestamp));
  }

  private get tab(): string {
    return this.tabs[this.tabs.length - 1] ?? 'a';
  }
  private interrupting(id: string): boolean {
    const content = this.program.contents.get(id);
    return !!content && interrupts(content);
  }
  private stepsOf(id: string): string[] {
    const content = this.program.contents.get(id);
    return content?.kind === 'tour' ? content.steps.map((s) => s.id) : [];
  }

  private signal(input: SignalInput, tab = this.tab): void {
    const seq = (this.seq[tab] = (this.seq[tab] ?? 0) + 1);
    const signal: Signal = { ...input, id: `${tab}${seq}`, at: this.now, tab, seq };
    this.log.push(signal);
    if (this.options.sleepy) this.state = loadState(JSON.parse(JSON.stringify(this.state))).state;
    const { effects, wakeAt } = step(this.program, this.state, signal);
    this.wake = wakeAt;
    this.effects.push(...effects);
    for (const effect of effects) {
      if (effect.kind !== 'show') continue;
      this.signal({ kind: 'content', content: effect.content, phase: 'opening' }, effect.tab);
      this.reports.push({ at: this.now + 1000, input: { kind: 'content', content: effect.content, phase: 'shown' }, tab: effect.tab });
    }
    this.advanceTour();
  }

  private enter(path: string): void {
    this.signal({ kind: 'tab', is: 'boot' });
    this.signal({ kind: 'tab', is: 'visible' });
    this.go(path);
  }
  private go(path: string): void {
    this.path = path;
    this.signal({ kind: 'page', path });
  }
  private reload(): void {
    this.signal({ kind: 'tab', is: 'closed' });
    this.enter(this.path);
    this.signal({ kind: 'identify', user: this.file.user, traits: this.traits });
    this.signal({ kind: 'group', account: this.file.account, traits: this.file.accountTraits });
  }

  /** Lets time pass, waking when the engine or the face asked for it. */
  private pass(duration: number): void {
    const end = this.now + duration;
    for (;;) {
      this.reports.sort((a, b) => a.at - b.at);
      const next = Math.min(this.wake, this.reports[0]?.at ?? Infinity);
      if (next > end) break;
      this.now = Math.max(this.now, next);
      const report = this.reports[0];
      if (report && report.at <= this.now) {
        this.reports.shift();
        if (report.input.kind === 'content' && this.state.open[report.input.content]) this.signal(report.input, report.tab);
      } else this.signal({ kind: 'tick' });
    }
    this.now = end;
  }

  /** A tour step that ends by a condition ends by itself. */
  private advanceTour(): void {
    for (const [id, open] of Object.entries(this.state.open)) {
      const content = this.program.contents.get(id);
      if (content?.kind !== 'tour') continue;
      const current = content.steps.find((s) => s.id === (open.step ?? content.steps[0]?.id));
      if (
        typeof current?.nextOn !== 'object' ||
        current.nextOn.when.kind !== 'page' ||
        current.nextOn.when.path !== this.state.tabs[this.tab]?.path
      )
        continue;
      this.press('next');
    }
  }

  private press(button: 'next' | 'back' | 'complete'): void {
    for (const [id, open] of Object.entries(this.state.open)) {
      const steps = this.stepsOf(id);
      if (!steps.length) continue;
      const at = steps.indexOf(open.step ?? steps[0] ?? '');
      const to = steps[at + (button === 'back' ? -1 : 1)];
      if (button === 'complete' || !to) this.signal({ kind: 'content', content: id, phase: 'completed', reason: 'completed' });
      else this.signal({ kind: 'content', content: id, phase: 'step', step: to });
    }
  }
  private endOpen(phase: 'dismissed' | 'snoozed'): void {
    for (const id of Object.keys(this.state.open))
      if (this.interrupting(id)) this.signal({ kind: 'content', content: id, phase, reason: phase });
  }

  private watch(video: string, from: number, to: number): void {
    const duration = this.config.videos?.find((v) => v.id === video)?.duration;
    for (let t = from; t < to; t += 5) {
      const end = Math.min(to, t + 5);
      this.pass((end - t) * 1000);
      this.signal({
        kind: 'video',
        video,
        from: t,
        to: end,
        wall: (end - t) * 1000,
        visible: (end - t) * 1000,
        ...(duration !== undefined && { duration }),
      });
    }
    this.signal({ kind: 'video', video, pos: to, flush: true });
  }
}

/** Plays the whole file, calling `check` after each step with what happened and what was expected. */
export function play(
  name: string,
  check: (says: string, outcome: Required<Expectation>, expected: Expectation) => void,
  options: PlayOptions = {},
): Player {
  const { file, config } = readScenario(name);
  const player = new Player(file, config, options);
  for (const part of file.steps) {
    for (const action of part.do) player.do(action);
    check(part.says, player.outcome, part.expect);
  }
  return player;
}
