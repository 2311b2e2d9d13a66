/**
 * What a log does not tell. The wire says nothing of visibility: a tab is taken as visible while events come from it, and as hidden
 * half an hour after the last one. It cannot know what somebody does with content that they have not been shown yet: they see it
 * (1 s) and finish it (10 s a step), unless told otherwise.
 */
import { interrupts, kindOf, type Instant, type Program, type Signal, type SignalInput, type State } from '@shirube/engine';
import type { Person } from './people';

const reacts = ['finish', 'close', 'ignore'] as const;
export type React = (typeof reacts)[number];
interface Planned {
  at: Instant;
  input: SignalInput;
  tab?: string | undefined;
}

const SEEN = 1000;
const STEP = 10_000;
const AWAY = 30 * 60_000;
/** A page view that does not say which tab it was in. */
const TAB = 'page';

export class Assumptions {
  used = false;
  private planned: Planned[] = [];
  /** Contents of which the log tells what became of them. */
  private readonly recorded: ReadonlySet<string>;
  /** Tabs that report their own visibility. */
  private readonly honest: ReadonlySet<string>;
  private readonly visible = new Set<string>();

  constructor(
    private readonly program: Program,
    private readonly person: Person,
    private readonly react: React,
  ) {
    this.recorded = new Set(person.signals.flatMap((s) => (s.kind === 'content' ? [s.content] : [])));
    this.honest = new Set(person.signals.flatMap((s) => (s.kind === 'tab' ? [s.tab ?? ''] : [])));
  }

  next(): Instant {
    return this.planned.reduce((least, p) => Math.min(least, p.at), Infinity);
  }

  /** What was planned for this instant and still makes sense. */
  take(at: Instant, state: State): Planned[] {
    const due = this.planned.filter((p) => p.at <= at);
    this.planned = this.planned.filter((p) => p.at > at);
    return due.filter(({ input, tab }) => {
      if (input.kind === 'tab' && tab !== undefined) this.visible.delete(tab);
      return input.kind !== 'content' || !!state.open[input.content];
    });
  }

  /** Wire events come from tabs; one without a name is still a tab. */
  complete(signal: Signal): Signal {
    return this.person.wire && signal.kind === 'page' && signal.tab === undefined ? { ...signal, tab: TAB } : signal;
  }

  /** The tab must be open and visible for this to have happened in it. */
  before(signal: Signal): Planned[] {
    const { tab, at } = signal;
    if (!this.person.wire || tab === undefined || this.honest.has(tab) || signal.kind === 'mail' || signal.kind === 'task') return [];
    this.used = true;
    this.planned = this.planned.filter((p) => p.input.kind !== 'tab' || p.tab !== tab);
    this.planned.push({ at: at + AWAY, input: { kind: 'tab', is: 'hidden' }, tab });
    if (this.visible.has(tab)) return [];
    this.visible.add(tab);
    return [{ at, input: { kind: 'tab', is: 'visible' }, tab }];
  }

  shown(content: string, tab: string, at: Instant): void {
    if (this.recorded.has(content)) return;
    this.used = true;
    this.planned.push({ at: at + SEEN, input: { kind: 'content', content, phase: 'shown' }, tab });
    const item = this.program.contents.get(content);
    if (!item || !interrupts(item) || this.react === 'ignore') return;
    const steps = kindOf(item).steps?.(item).length ?? 1;
    this.planned.push({
      at: at + SEEN + STEP * steps,
      input: { kind: 'content', content, phase: this.react === 'finish' ? 'completed' : 'dismissed' },
      tab,
    });
  }
}
