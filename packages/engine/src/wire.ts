/** Between the wire (Segment's shape) and signals. The browser writes, the collector and the command line read. */
import { hash } from './hash';
import type { Signal, SignalInput } from './signals';
import type { Properties, Scalar } from './types';
import { videoSignals } from './video-events';

/** What the engine reads of a wire event. */
export interface WireLike {
  messageId: string;
  type: string;
  event?: string | undefined;
  userId?: string | undefined;
  anonymousId?: string | undefined;
  groupId?: string | undefined;
  timestamp: string;
  properties?: Properties | undefined;
  traits?: Record<string, unknown> | undefined;
  context?:
    | {
        page?: { path?: string; title?: string } | undefined;
        tabId?: string | undefined;
        seq?: number | undefined;
        sessionId?: string | undefined;
        login?: boolean | undefined;
      }
    | undefined;
}

/** How phases of content are called on the wire, and back. */
const EVENT_OF = {
  shown: 'Content Shown',
  completed: 'Content Completed',
  dismissed: 'Content Dismissed',
  snoozed: 'Content Snoozed',
  never: 'Content Muted',
  failed: 'Content Failed',
  closed: 'Content Closed',
  clicked: 'Content Clicked',
  helped: 'Content Rated',
  step: 'Tour Step Viewed',
  suppressed: 'Content Suppressed',
} as const;
type Told = keyof typeof EVENT_OF;
const CONTENT = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ Object.entries(EVENT_OF).map(([phase, event]) => [event, phase]),
) as Record<string, Told>;
/** Told by an evaluator about what it derived; another evaluator derives it itself. */
const DERIVED = new Set([
  'Segment Entered',
  'Segment Left',
  'Flow Entered',
  'Flow Moved',
  'Flow Completed',
  'Target Missing',
  'Target Drifted',
  'Task Created',
  'Task Closed',
]);

const string = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const defined = <T extends object>(object: T): T => Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined)) as T;

/** The signals that a wire event stands for; none when it says nothing to the engine. `at` is the event's own instant. */
export function signalsOf(event: WireLike): Signal[] {
  const at = Date.parse(event.timestamp);
  if (Number.isNaN(at)) return [];
  const { tabId, seq, sessionId } = event.context ?? {};
  const inputs = inputsOf(event);
  return inputs.map(
    (input, i) =>
      defined({
        ...input,
        id: i ? `${event.messageId}#${i}` : event.messageId,
        at,
        tab: tabId,
        seq: i ? undefined : seq,
        sid: sessionId,
      }) as Signal,
  );
}

function inputsOf(event: WireLike): SignalInput[] {
  const { properties: p = {} } = event;
  if (event.type === 'identify')
    return event.userId
      ? [defined({ kind: 'identify' as const, user: event.userId, traits: scalars(event.traits), login: event.context?.login })]
      : [];
  if (event.type === 'group') return event.groupId ? [{ kind: 'group', account: event.groupId, traits: scalars(event.traits) }] : [];
  if (event.type === 'page')
    return [defined({ kind: 'page' as const, path: string(p.path) ?? event.context?.page?.path ?? '/', title: string(p.title) })];
  const name = event.event ?? '';
  if (event.type !== 'track' || DERIVED.has(name)) return [];
  if (name === 'Milestone Reached')
    return string(p.milestone) ? [defined({ kind: 'reached' as const, milestone: String(p.milestone), n: number(p.n) })] : [];
  if (name.startsWith('Video ')) return videoSignals(p);
  if (name === 'Survey Answered')
    return string(p.survey) && string(p.question)
      ? [{ kind: 'answer', survey: String(p.survey), question: String(p.question), value: p.value }]
      : [];
  if (name.startsWith('Mail ') && string(p.mail)) {
    const phase = name.slice(5).toLowerCase();
    return /^(requested|sent|delivered|opened|clicked|bounced)$/.test(phase)
      ? [defined({ kind: 'mail' as const, mail: String(p.mail), phase: phase as 'sent', machine: p.machine === true ? true : undefined })]
      : [];
  }
  const phase = CONTENT[name];
  if (phase) {
    const content = string(p.content);
    return content
      ? [
          defined({
            kind: 'content' as const,
            content,
            phase,
            step: string(p.step),
            reason: string(p.reason),
            until: number(p.until),
            value: p.value,
          }),
        ]
      : [];
  }
  return name ? [{ kind: 'event', name, props: p }] : [];
}

const scalars = (traits: Record<string, unknown> = {}): Record<string, Scalar> =>
  Object.fromEntries(Object.entries(traits).filter(([, v]) => v === null || ['string', 'number', 'boolean'].includes(typeof v))) as Record<
    string,
    Scalar
  >;

/** How a signal that a person caused is told on the wire; undefined for what stays on the page (visibility, typing, pieces of video). */
export function wireOf(
  signal: SignalInput,
): { type: 'track' | 'identify' | 'page' | 'group'; event?: string; properties?: Properties; traits?: Record<string, Scalar> } | undefined {
  switch (signal.kind) {
    case 'event':
      return { type: 'track', event: signal.name, properties: signal.props ?? {} };
    case 'identify':
      return { type: 'identify', traits: signal.traits ?? {} };
    case 'group':
      return { type: 'group', traits: signal.traits ?? {} };
    case 'page':
      return { type: 'page', properties: defined({ path: signal.path, title: signal.title }) };
    case 'answer':
      return {
        type: 'track',
        event: 'Survey Answered',
        properties: { survey: signal.survey, question: signal.question, value: signal.value },
      };
    case 'content': {
      const event: string | undefined = EVENT_OF[signal.phase as Told];
      return event
        ? {
            type: 'track',
            event,
            properties: defined({
              content: signal.content,
              step: signal.step,
              reason: signal.reason,
              until: signal.until,
              value: signal.value,
              target: signal.target,
            }),
          }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Signs that would make two people's ids one. */
const plain = (id = ''): string => id.replace(/[%/]/g, encodeURIComponent);
/**
 * The id under which a derived fact travels, the same from every evaluator, so that it is stored once; of no two people the same. At most
 * 100 characters: longer ones are told apart by 64 bits. (Two hashes from different beginnings: what is added at the end of equal ones stays equal.)
 */
export function derivedId(account: string | undefined, user: string, effect: string): string {
  const id = `${plain(account)}/${plain(user)}/${effect}`;
  return id.length <= 100 ? id : `${effect.slice(0, 60)}~${hash(id).toString(36)}${hash(`~${id}`).toString(36)}`;
}
