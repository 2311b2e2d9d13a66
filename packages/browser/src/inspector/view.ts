/** What the panel shows, as stores: written by the inspector, read by its parts. */
import {
  explainText,
  reasonText,
  smallestChange,
  type Effect,
  type ExplainLanguage,
  type Explanation,
  type Signal,
  type Verdict,
} from '@shirube/engine';
import { atom } from 'nanostores';
import type { InspectorApi } from '../host/ports';

export interface GuideLine {
  id: string;
  kind: string;
  status: Explanation['status'];
  suspended: boolean;
  why: string;
  /** Of what is on the screen: when it came, and after which signal; absent when that was before the inspector was opened. */
  after: { at: number; signal: string } | undefined;
  next: number | null;
  gates: { name: string; is: boolean | null; texts: string[] }[];
  change: string[];
}
export interface SignalLine {
  id: string;
  at: number;
  kind: string;
  what: string;
  effects: string[];
}
export interface PersonView {
  user: string | undefined;
  account: string | undefined;
  logins: number;
  sessions: number;
  milestones: [id: string, at: number | undefined][];
  segments: [id: string, inside: boolean][];
  flows: [id: string, step: string][];
  traits: [name: string, value: string][];
}
export type Tab = 'guides' | 'signals' | 'person' | 'flight';

/** Lines of signals that are kept on the screen. */
const KEEP = 200;
/** Facts of a signal that say what it was about, in this order. */
const ABOUT = [
  'name',
  'path',
  'user',
  'account',
  'content',
  'phase',
  'step',
  'is',
  'video',
  'key',
  'milestone',
  'survey',
  'mail',
  'task',
  'reason',
] as const;

export function createView() {
  return {
    tab: atom<Tab>('guides'),
    folded: atom(false),
    side: atom<'start' | 'end'>('start'),
    filter: atom(''),
    guides: atom<GuideLine[]>([]),
    signals: atom<SignalLine[]>([]),
    person: atom<PersonView | undefined>(undefined),
    recorded: atom({ signals: 0, effects: 0, cut: false }),
    ledger: atom<[reporter: string, accepted: number, delivered: number, lost: number, queued: number][]>([]),
  };
}
export type View = ReturnType<typeof createView>;

/** What an effect is about: of those that have no content, the mail or the step of the flow. */
const about = (effect: Effect): string[] => {
  switch (effect.kind) {
    case 'track':
      return [effect.event, ...Object.values(effect.properties).filter((value) => typeof value === 'string')];
    case 'show':
    case 'hide':
      return [effect.content];
    case 'closeTask':
      return [effect.task];
    default:
      return ['mail' in effect ? effect.mail : '', [effect.flow, effect.step].filter(Boolean).join('/')];
  }
};
const short = (effect: Effect): string => [effect.kind, ...about(effect)].filter(Boolean).join(' ');

const signalLine = (signal: Signal): SignalLine => {
  const facts = signal as unknown as Record<string, unknown>;
  return {
    id: signal.id,
    at: signal.at,
    kind: signal.kind,
    what: ABOUT.flatMap((name) => (typeof facts[name] === 'string' ? [facts[name]] : [])).join(' '),
    effects: [],
  };
};
export const withSignal = (lines: readonly SignalLine[], signal: Signal): SignalLine[] => [signalLine(signal), ...lines].slice(0, KEEP);
/** An effect belongs to the signal that was taken last. */
export const withEffect = (lines: readonly SignalLine[], effect: Effect): SignalLine[] =>
  lines.map((line, i) => (i ? line : { ...line, effects: [...line.effects, short(effect)] }));

/** What says no, or is not known, down to the single conditions; what holds needs no words. */
const against = (verdict: Verdict, lang: ExplainLanguage): string[] => {
  if (verdict.is) return [];
  const inner = verdict.parts?.flatMap((part) => against(part, lang)) ?? [];
  return inner.length ? inner : [reasonText(verdict, lang)];
};

export function guideLines(api: InspectorApi, lang: ExplainLanguage, signals: readonly SignalLine[]): GuideLine[] {
  return [...(api.program()?.contents.values() ?? [])].flatMap((content) => {
    const explanation = api.explain(content.id);
    if (!explanation) return [];
    const gates = explanation.gates.filter((gate) => gate.asked);
    const closed = gates.find((gate) => !gate.is);
    const cause = explanation.status === 'open' ? signals.find((line) => line.effects.includes(`show ${content.id}`)) : undefined;
    return [
      {
        id: content.id,
        kind: content.kind,
        status: explanation.status,
        suspended: !!explanation.suspended,
        next: explanation.next,
        why:
          closed && explanation.status === 'held'
            ? [reasonText(closed, lang), ...(closed.parts ? [against(closed, lang).join('; ')] : [])].join(': ')
            : explainText(explanation, lang),
        after: cause && { at: cause.at, signal: `${cause.kind} ${cause.what}`.trim() },
        gates: gates.map((gate) => ({ name: gate.name, is: gate.is, texts: against(gate, lang) })),
        change: explanation.status === 'held' ? smallestChange(explanation).map((change) => reasonText(change, lang)) : [],
      },
    ];
  });
}

export function personView(api: InspectorApi): PersonView | undefined {
  const state = api.state();
  const program = api.program();
  if (!state || !program) return undefined;
  return {
    user: state.user.id,
    account: state.user.account,
    logins: state.login.n,
    sessions: state.session.n,
    milestones: [...program.milestones.keys()].map((id) => [id, state.ms[id]?.at]),
    segments: [...program.segments.keys()].map((id) => [id, !!state.seg[id]?.in]),
    flows: [...program.flows.keys()].map((id) => [id, state.fl[id] ? state.fl[id].s || (state.fl[id].end ?? '') : '']),
    traits: [
      ...Object.entries(state.traits).map(([name, value]): [string, string] => [name, String(value)]),
      ...Object.entries(state.account).map(([name, value]): [string, string] => [`account.${name}`, String(value)]),
    ],
  };
}
