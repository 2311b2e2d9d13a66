/**
 * Video events as statements of the xAPI Video Profile 1.0.3 (https://w3id.org/xapi/video). Pure: runs in a browser, in the collector or
 * in a script. Ids and timestamps come from the events, so sending twice is recognised as the same statement.
 *
 * Where the profile leaves room: `progress` is the union of what was watched divided by the length; completion follows the threshold;
 * `duration` is the time that was spent, by the clock on the wall; captions are reported as `cc-subtitle-enabled`.
 */
import { hash } from './hash';
import type { WireLike } from './wire';

const PROFILE = 'https://w3id.org/xapi/video';
const EXT = `${PROFILE}/extensions/`;
const ADL = 'http://adlnet.gov/expapi/verbs/';

export interface Statement {
  id: string;
  timestamp: string;
  actor: { objectType: 'Agent'; account: { homePage: string; name: string } };
  verb: { id: string; display: Record<string, string> };
  object: { objectType: 'Activity'; id: string; definition: { type: string; name?: Record<string, string> } };
  result?: { completion?: true; duration?: string; extensions: Record<string, unknown> };
  context: {
    registration?: string;
    contextActivities: { category: { id: string }[]; [kind: string]: unknown };
    extensions: Record<string, unknown>;
    [more: string]: unknown;
  };
}

export interface StatementOptions {
  /** IRI under which your user ids are unique: the `homePage` of the actor's account. */
  homePage: string;
  /** IRI that a video's id is appended to. */
  activities: string;
  /** Names of the videos, per language. */
  names?: Record<string, Record<string, string>>;
  /** Registration, a UUID: one enrolment of one person. */
  registration?: string;
  /** cmi5: the contextTemplate of the launch, and the LMS session id. The cmi5 category is left out, as "cmi5 allowed" statements must. */
  cmi5?: { template: Record<string, unknown>; sessionId?: string };
}

type Values = Record<string, unknown>;
interface Verb {
  id: string;
  display: string;
  context?: readonly string[];
  result(p: Values): Values;
  completes?: true;
}
const number = (v: unknown) => (typeof v === 'number' && Number.isFinite(v) ? Math.round(v * 1000) / 1000 : undefined);
const at = (p: Values) => ({ time: number(p.time) ?? 0 });
const shares = (p: Values) => ({
  ...at(p),
  progress: number(p.progress) ?? 0,
  'played-segments': typeof p.played === 'string' ? p.played : '',
});
const LENGTH = ['length', 'completion-threshold'] as const;

/** Wire event → verb: which IRI, what goes into the result, which extensions the context carries. */
const verbs: Record<string, Verb> = {
  'Video Initialized': { id: `${ADL}initialized`, display: 'initialized', context: LENGTH, result: () => ({}) },
  'Video Played': { id: `${PROFILE}/verbs/played`, display: 'played', result: at },
  'Video Paused': { id: `${PROFILE}/verbs/paused`, display: 'paused', context: LENGTH, result: shares },
  'Video Seeked': {
    id: `${PROFILE}/verbs/seeked`,
    display: 'seeked',
    result: (p) => ({ 'time-from': number(p.time) ?? 0, 'time-to': number(p.target) ?? 0 }),
  },
  'Video Interacted': { id: `${ADL}interacted`, display: 'interacted', result: at },
  'Video Completed': { id: `${ADL}completed`, display: 'completed', context: LENGTH, result: shares, completes: true },
  'Video Terminated': { id: `${ADL}terminated`, display: 'terminated', context: LENGTH, result: shares },
};

/** What may change while a video is shown, as the profile names it. */
const CHANGES = new Set([
  'speed',
  'volume',
  'full-screen',
  'screen-size',
  'video-playback-size',
  'quality',
  'cc-subtitle-enabled',
  'cc-subtitle-lang',
]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The text itself when it is a UUID, else one that is always the same for it. Shaped as version 4, because the profile's pattern for sessions asks for that. */
export function uuidOf(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  const h = [0, 1, 2, 3].map((salt) => hash(`${salt}:${text}`).toString(16).padStart(8, '0')).join('');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${'89ab'[Number.parseInt(h[16] ?? '0', 16) & 3]}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** Seconds as ISO 8601 with hundredths: "PT12.34S". */
export const isoDuration = (seconds: number): string =>
  `PT${(Math.round(Math.max(0, seconds) * 100) / 100).toFixed(2).replace(/\.?0+$/, '')}S`;

/** Prefixes each name that has a value. */
const extensions = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, v]) => v !== undefined)
      .map(([name, v]) => [EXT + name, v]),
  );

/** The statements that these events stand for, in order; events that say nothing about videos are passed over. */
export function toStatements(events: readonly WireLike[], options: StatementOptions): Statement[] {
  return events.flatMap((event): Statement[] => {
    const verb = verbs[event.event ?? ''];
    const p = event.properties ?? {};
    const name = event.userId ?? event.anonymousId;
    const timestamp = new Date(event.timestamp);
    // Without a session the moments were not recorded: this video is not reported to a learning record store.
    // The same is true of a completion that does not say what was played up to then.
    const told = verb?.result !== shares || typeof p.played === 'string';
    if (!verb || !told || !name || typeof p.video !== 'string' || typeof p.session !== 'string' || Number.isNaN(timestamp.getTime()))
      return [];
    const session = uuidOf(p.session);
    const threshold = number(p.threshold) ?? 1;
    const facts: Values = { length: number(p.duration) ?? 0, 'completion-threshold': threshold === 1 ? undefined : threshold };
    const changed = typeof p.changed === 'object' && p.changed ? Object.entries(p.changed).filter(([key]) => CHANGES.has(key)) : [];
    const context = extensions({
      'session-id': session,
      ...Object.fromEntries((verb.context ?? []).map((key) => [key, facts[key]])),
      ...Object.fromEntries(changed),
    });
    const result = extensions(verb.result(p));
    const title = options.names?.[p.video];
    return [
      {
        id: verb.display === 'initialized' ? session : uuidOf(event.messageId),
        timestamp: timestamp.toISOString(),
        actor: { objectType: 'Agent', account: { homePage: options.homePage, name } },
        verb: { id: verb.id, display: { en: verb.display } },
        object: {
          objectType: 'Activity',
          id: options.activities + encodeURIComponent(p.video),
          definition: { type: `${PROFILE}/activity-type/video`, ...(title && { name: title }) },
        },
        ...(Object.keys(result).length > 0 && {
          result: { ...(verb.completes && { completion: true as const, duration: isoDuration(number(p.total) ?? 0) }), extensions: result },
        }),
        context: contextOf(options, context),
      },
    ];
  });
}

function contextOf({ registration, cmi5 }: StatementOptions, own: Values): Statement['context'] {
  const template: Values = cmi5?.template ?? {};
  const activities = (template.contextActivities ?? {}) as { category?: { id: string }[] };
  const category = [
    ...(activities.category ?? []).filter(({ id }) => id !== 'https://w3id.org/xapi/cmi5/context/categories/cmi5'),
    { id: PROFILE },
  ];
  return {
    ...template,
    ...(registration && { registration }),
    contextActivities: { ...activities, category },
    extensions: {
      ...(template.extensions as Values | undefined),
      ...(cmi5?.sessionId && { 'https://w3id.org/xapi/cmi5/context/extensions/sessionid': cmi5.sessionId }),
      ...own,
    },
  };
}
