/**
 * The gates that content must pass before it is shown, in their documented order. Each is asked the same way, for showing and for
 * explaining; the first that does not say yes is the reason why not.
 */
import { check } from './conditions';
import { interrupts, type Content } from './content';
import { ms } from './duration';
import { share } from './hash';
import { memo } from './memo';
import { pathsMatcher } from './patterns';
import { tabsOf } from './tabs';
import type { State } from './state';
import type { GateCheck, Instant, Kinds, Program, Verdict, World } from './types';
import { NEVER, verdict } from './verdict';

export interface Gate {
  name: string;
  /** Not asked when the app itself, or other content, asked for it by name. */
  auto?: boolean;
  check: GateCheck;
}

const DAY = 864e5;
const DEFAULT_CAPS = { perSession: 6, perDay: 12, gap: '10s', gapPages: 0 };
const DEFAULT_QUIET = ['typing', 'dirty', 'modal', 'media', 'print', 'dnd', 'fullscreen'];

/** Somebody asked for it by name (not a flow, which only triggers). */
export const asked = (content: Content, { state }: World): boolean => {
  const by = state.want[content.id]?.by;
  return by !== undefined && !by.startsWith('flow:');
};

/** Whether the page of the tab (without one, of any tab) is among those of the content. */
export const fits = (content: Content, { state, tab, program }: World): boolean => {
  const { pages } = content;
  if (!pages) return true;
  const matches = memo(program, content, () => pathsMatcher(pages));
  return tabsOf(state, tab).some((t) => matches(t.path));
};

/** Something else that demands attention and is on the screen. */
export const busyWith = (id: string, { state, program }: { state: State; program: Program }): string | undefined =>
  Object.keys(state.open).find((other) => {
    const content = program.contents.get(other);
    return other !== id && !state.open[other]?.hidden && content && interrupts(content, program);
  });

const published: GateCheck = (c) => verdict(!c.off, 'published');

/** Its place in the order; the calendar (gates/schedule.ts) is loaded with a configuration that has one. */
const schedule: GateCheck = (c) => verdict(c.schedule ? null : true, 'schedule');

const audience: GateCheck = (c, world) => {
  const goal = c.goal ? world.program.milestones.get(c.goal) : undefined;
  // Nobody wants to be led to where they have been.
  if (goal && !goal.repeat && world.state.ms[goal.id]) return verdict(false, 'audience.goal', NEVER, goal.id);
  const v = c.audience && check(c.audience, world);
  return v ? verdict(v.is, 'audience', v.until, undefined, undefined, [v]) : verdict(true, 'audience');
};

const page: GateCheck = (c, world) =>
  verdict(
    fits(c, world),
    'page',
    NEVER,
    tabsOf(world.state, world.tab).map((t) => t.path),
    c.pages,
  );

const trigger: GateCheck = (c, world) => {
  if (world.state.want[c.id]) return verdict(true, 'trigger.wanted');
  const v = c.when && check(c.when, world);
  return v ? verdict(v.is, 'trigger', v.until, undefined, undefined, [v]) : verdict(false, 'trigger.none');
};

/** When the page of the tab was entered. */
const entered = ({ state, tab = '' }: World): Instant => state.tabs[tab]?.at ?? 0;

const frequency: GateCheck = (c, world) => {
  const { state, now } = world;
  const { n, never, snoozed = 0, last, dismissed, completed, ses, ended = 0 } = state.ct[c.id] ?? { n: 0 };
  const no = (code: string, have?: unknown, need?: unknown, until = NEVER) => verdict(false, `frequency.${code}`, until, have, need);
  const { frequency: f = 'once', max = NEVER } = c;
  const most = Math.min(max, (typeof f === 'object' ? f.max : undefined) ?? NEVER);
  if (never) return no('never');
  if (snoozed > now) return no('snoozed', snoozed, undefined, snoozed);
  if (n >= most) return no('max', n, most);
  const yes = verdict(true, 'frequency');
  if (typeof f === 'object') {
    const next = last === undefined ? 0 : last + ms(f.every);
    return now < next ? no('every', last, f.every, next) : yes;
  }
  // Put off is not yet answered: after a snooze it may come once more.
  return snoozed && (last ?? 0) < snoozed && (dismissed ?? completed ?? 0) < snoozed
    ? yes
    : f === 'session' && ses === state.session.n
      ? no('session', ses)
      : f === 'untilCompleted' && completed
        ? no('completed', completed)
        : f === 'untilCompleted' && dismissed && dismissed >= state.session.start
          ? no('dismissed', dismissed)
          : f === 'once' && (n || dismissed || completed)
            ? no('once', n, 1)
            : // What was taken off the screen does not come back by itself before another page is entered.
              ended > entered(world)
              ? no('page', ended)
              : yes;
};

const tier: GateCheck = (c, { state, program }) => {
  const { tier: mine } = state.account;
  const { tiers } = program.config;
  const rule = tiers && Object.hasOwn(tiers, String(mine)) ? tiers[String(mine)] : undefined;
  return verdict(!rule?.suppress.includes(c.kind), 'tier', NEVER, mine);
};

const caps: GateCheck = (c, { state, now, program }) => {
  const yes = verdict(true, 'caps');
  if (c.caps === false || !interrupts(c, program)) return yes;
  const cap = { ...DEFAULT_CAPS, ...program.config.caps };
  const { t, views } = state.caps;
  const last = t[t.length - 1];
  if (last === undefined) return yes;
  const no = (code: string, until: Instant, have: unknown, need: unknown) => verdict(false, `caps.${code}`, until, have, need);
  const gap = last + ms(cap.gap);
  if (now < gap) return no('gap', gap, now - last, cap.gap);
  if (views < cap.gapPages) return no('pages', NEVER, views, cap.gapPages);
  const session = t.filter((at) => at >= state.session.start).length;
  if (session >= cap.perSession) return no('session', NEVER, session, cap.perSession);
  const day = t.filter((at) => at > now - DAY);
  return day.length < cap.perDay ? yes : no('day', (day[day.length - cap.perDay] ?? now) + DAY, day.length, cap.perDay);
};

const quiet: GateCheck = (c, { state, tab }) => {
  const here = tab === undefined ? undefined : state.tabs[tab];
  const reason = here && (here.vis ? (c.quiet ?? DEFAULT_QUIET).find((fact) => here.quiet?.[fact] !== undefined) : 'hidden');
  return verdict(!reason, reason ? `quiet.${reason}` : 'quiet');
};

const consent: GateCheck = (_, { state }) => {
  const given = state.env.consent?.guidance ?? 'granted';
  return verdict(given === 'granted', 'consent', NEVER, given, 'granted');
};

const holdout: GateCheck = (c, { state: { user }, program }) => {
  const part = c.goal ? (c.holdout ?? program.config.holdout ?? 0.1) : 0;
  return verdict(!part || share(`${user.id ?? user.anon ?? ''}|${c.id}`) >= part, 'holdout', NEVER, undefined, part);
};

const concurrency: GateCheck = (c, world) => {
  const busy = interrupts(c, world.program) ? busyWith(c.id, world) : undefined;
  return verdict(!busy, 'concurrency', NEVER, busy);
};

const target: GateCheck = (c, world) => {
  const failed = world.state.ct[c.id]?.failed;
  return verdict(failed === undefined || failed < entered(world), 'target.missing', NEVER, failed);
};

const ALWAYS = ['published', 'consent', 'concurrency', 'target'];
/** Insertion order is the documented order. */
export const coreGates = {
  published,
  schedule,
  audience,
  page,
  trigger,
  frequency,
  tier,
  caps,
  quiet,
  consent,
  holdout,
  concurrency,
  target,
};
export const gatesOf = (checks: Kinds['gates']): Gate[] =>
  Object.entries(checks).map(([name, ask]) => ({
    name,
    auto: !ALWAYS.includes(name),
    check(content, world) {
      try {
        return ask(content, world);
      } catch {
        // A part of the configuration that makes no sense holds its content back, and nothing else.
        return verdict(null, `${name}.broken`);
      }
    },
  }));

export interface Judgement {
  ok: boolean;
  until: Instant;
  gate?: string;
  code?: string;
  verdict?: Verdict;
}

/** The first gate that does not say yes. */
export function judge(content: Content, world: World): Judgement {
  const byName = asked(content, world);
  let until = NEVER;
  for (const gate of world.program.gates) {
    if (byName && gate.auto) continue;
    const v = gate.check(content, world);
    if (!v.is) return { ok: false, until: v.until, gate: gate.name, code: v.code, verdict: v };
    until = Math.min(until, v.until);
  }
  return { ok: true, until };
}
