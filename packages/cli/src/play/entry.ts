/** One line of a timeline, as data. */
import type { Effect, Instant, Program, Properties, Text } from '@shirube/engine';

export type EntryKind =
  | 'login'
  | 'milestone'
  | 'segment.entered'
  | 'segment.left'
  | 'flow.entered'
  | 'flow.ended'
  | 'shown'
  | 'resumed'
  | 'hidden'
  | 'held'
  | 'mail'
  | 'task'
  | 'task.closed'
  | 'webhook'
  | 'tracked';

export interface Entry {
  at: Instant;
  kind: EntryKind;
  /** Of the milestone, segment, flow, content or mail; the number of a login. */
  id: string;
  label?: Text | undefined;
  /** Kind of content, flow and step, reason: what a person asks next. */
  detail?: string | undefined;
  /** Stable over replays. */
  effect?: string;
}

const word = (p: Properties, key: string): string => String(p[key] ?? '');

/** What an effect is called on the timeline. */
export function entryOf(effect: Effect, program: Program): Entry {
  const base = { at: effect.at, effect: effect.id };
  switch (effect.kind) {
    case 'show': {
      const content = program.contents.get(effect.content);
      const by = effect.by === 'auto' ? '' : `, ${effect.by}`;
      return {
        ...base,
        kind: effect.resume ? 'resumed' : 'shown',
        id: effect.content,
        label: content?.label,
        detail: `${content?.kind ?? '?'}${effect.step ? `, ${effect.step}` : ''}${by}`,
      };
    }
    case 'hide':
      return { ...base, kind: 'hidden', id: effect.content, label: program.contents.get(effect.content)?.label, detail: effect.reason };
    case 'email':
      return {
        ...base,
        kind: 'mail',
        id: effect.mail,
        label: program.config.mails?.find((m) => m.id === effect.mail)?.subject,
        detail: `${effect.flow}/${effect.step}`,
      };
    case 'task': {
      const step = program.flows.get(effect.flow)?.steps.find((s) => s.id === effect.step);
      return {
        ...base,
        kind: 'task',
        id: `${effect.flow}/${effect.step}`,
        label: step && 'title' in step ? step.title : step?.label,
        detail: effect.due === undefined ? undefined : `due ${new Date(effect.due).toISOString()}`,
      };
    }
    case 'closeTask':
      return { ...base, kind: 'task.closed', id: effect.task.replace(/^f:/, ''), detail: effect.reason };
    case 'webhook':
      return { ...base, kind: 'webhook', id: `${effect.flow}/${effect.step}` };
    case 'track':
      return tracked(effect.event, effect.properties, base, program);
  }
}

function tracked(event: string, p: Properties, base: { at: Instant; effect: string }, program: Program): Entry {
  if (event === 'Milestone Reached')
    return { ...base, kind: 'milestone', id: word(p, 'milestone'), label: program.milestones.get(word(p, 'milestone'))?.label };
  if (event === 'Segment Entered' || event === 'Segment Left')
    return {
      ...base,
      kind: event === 'Segment Left' ? 'segment.left' : 'segment.entered',
      id: word(p, 'segment'),
      label: program.segments.get(word(p, 'segment'))?.label,
    };
  if (event === 'Flow Entered' || event === 'Flow Completed')
    return {
      ...base,
      kind: event === 'Flow Entered' ? 'flow.entered' : 'flow.ended',
      id: word(p, 'flow'),
      label: program.flows.get(word(p, 'flow'))?.label,
      detail: event === 'Flow Entered' ? undefined : word(p, 'reason'),
    };
  if (event === 'Content Suppressed')
    return {
      ...base,
      kind: 'held',
      id: word(p, 'content'),
      label: program.contents.get(word(p, 'content'))?.label,
      detail: word(p, 'reason'),
    };
  return {
    ...base,
    kind: 'tracked',
    id: event,
    detail: Object.entries(p)
      .filter(([, v]) => ['string', 'number', 'boolean'].includes(typeof v))
      .map(([k, v]) => `${k} ${String(v)}`)
      .join(', '),
  };
}
