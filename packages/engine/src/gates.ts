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
import type { Instant, Verdict, World } from './types';
import { NEVER, verdict } from './verdict';

export interface Gate {
  name: string;
  /** Not asked when the app itself, or other content, asked for it by name. */
  auto?: boolean;
  check(content: Content, world: World): Verdict;
}

const DEFAULT_CAPS = { perSession: 6, perDay: 12, gap: '10s', gapPages: 0 };
const DEFAULT_QUIET = ['typing', 'modal', 'media', 'print', 'dnd', 'fullscreen'];
const yes = (code: string) => verdict(true, code);

/** Somebody asked for it by name (not a flow, which only triggers). */
export const asked = (content: Content, { state }: World): boolean => {
  const by = state.want[content.id]?.by;
  return by !== undefined && !by.startsWith('flow:');
};

const published: Gate = { name: 'published', check: (c) => verdict(!c.off, 'published') };

const schedule: Gate = {
  name: 'schedule', auto: true,
  check(c, { now }) {
    const from = c.schedule?.from ? Date.parse(c.schedule.from) : -NEVER;
    const to = c.schedule?.to ? Date.parse(c.schedule.to) : NEVER;
    return verdict(now >= from && now < to, 'schedule', now < from ? from : now < to ? to : NEVER, undefined, c.schedule);
  },
};

const audience: Gate = {
  name: 'audience', auto: true,
  check(c, world) {
    const { state, program } = world;
    const tier = program.config.tiers?.[String(state.account.tier)];
    if (tier?.suppress.includes(c.kind)) return verdict(false, 'audience.tier', NEVER, state.account.tier);
    if (!c.audience) return yes('audience');
    const v = check(c.audience, world);
    return verdict(v.is, 'audience', v.until, undefined, undefined, [v]);
  },
};

const page: Gate = {
  name: 'page', auto: true,
  check(c, { state, tab, program }) {
    const { pages } = c;
    if (!pages) return yes('page');
    const matches = memo(program, c, () => pathsMatcher(pages));
    const here = tab === undefined ? Object.values(state.tabs) : [state.tabs[tab]];
    return verdict(here.some((t) => t && matches(t.path)), 'page', NEVER, here.map((t) => t?.path), pages);
  },
};

const trigger: Gate = {
  name: 'trigger', auto: true,
  check(c, world) {
    if (world.state.want[c.id]) return yes('trigger.wanted');
    if (!c.when) return verdict(false, 'trigger.none');
    const v = check(c.when, world);
    return verdict(v.is, 'trigger', v.until, undefined, undefined, [v]);
  },
};

const frequency: Gate = {
  name: 'frequency', auto: true,
  check(c, { state, now }) {
    const r = state.ct[c.id];
    if (!r) return yes('frequency');
    if (r.never) return verdict(false, 'frequency.never');
    if (r.snoozed && r.snoozed > now) return verdict(false, 'frequency.snoozed', r.snoozed, r.snoozed);
    if (c.max && r.n >= c.max) return verdict(false, 'frequency.max', NEVER, r.n, c.max);
    const f = c.frequency ?? 'once';
    if (typeof f === 'object') {
      const next = r.last === undefined ? now : r.last + ms(f.every);
      if (f.max && r.n >= f.max) return verdict(false, 'frequency.max', NEVER, r.n, f.max);
      return verdict(now >= next, 'frequency.every', now < next ? next : NEVER, r.last, f.every);
    }
    if (f === 'always') return yes('frequency');
    // A "no" is respected for good; "later" was handled above.
    if (r.dismissed) return verdict(false, 'frequency.dismissed', NEVER, r.dismissed);
    if (f === 'untilCompleted') return verdict(!r.completed, 'frequency.completed', NEVER, r.completed);
    if (f === 'session') return verdict(r.ses !== state.session.n, 'frequency.session', NEVER, r.ses);
    // Put off is not yet seen: after a snooze it may come once more.
    return verdict(!r.n || r.snoozed !== undefined && (r.last ?? 0) < r.snoozed, 'frequency.once', NEVER, r.n, 1);
  },
};

const caps: Gate = {
  name: 'caps', auto: true,
  check(c, { state, now, program }) {
    if (c.caps === false || !interrupts(c)) return yes('caps');
    const cap = { ...DEFAULT_CAPS, ...program.config.caps };
    const { t, views } = state.caps;
    const last = t[t.length - 1];
    const gap = last === undefined ? now : last + ms(cap.gap);
    if (now < gap) return verdict(false, 'caps.gap', gap, now - (last ?? now), cap.gap);
    if (last !== undefined && views < cap.gapPages) return verdict(false, 'caps.pages', NEVER, views, cap.gapPages);
    const session = t.filter((at) => at >= state.session.start).length;
    if (session >= cap.perSession) return verdict(false, 'caps.session', NEVER, session, cap.perSession);
    const day = t.filter((at) => at > now - 864e5);
    return verdict(day.length < cap.perDay, 'caps.day', day.length < cap.perDay ? NEVER : (day[day.length - cap.perDay] ?? now) + 864e5, day.length, cap.perDay);
  },
};

const quiet: Gate = {
  name: 'quiet', auto: true,
  check(c, { state, tab }) {
    const here = tab === undefined ? undefined : state.tabs[tab];
    if (here && !here.vis) return verdict(false, 'quiet.hidden');
    const reason = (c.quiet ?? DEFAULT_QUIET).find((fact) => here?.quiet?.[fact] !== undefined);
    return reason ? verdict(false, `quiet.${reason}`) : yes('quiet');
  },
};

const consent: Gate = {
  name: 'consent',
  check(_, { state }) {
    const given = state.env.consent?.guidance ?? 'granted';
    return verdict(given === 'granted', 'consent', NEVER, given, 'granted');
  },
};

const holdout: Gate = {
  name: 'holdout', auto: true,
  check(c, { state, program }) {
    if (!c.goal) return yes('holdout');
    const part = c.holdout ?? program.config.holdout ?? 0.1;
    return verdict(share(`${state.user.id ?? state.user.anon ?? ''}|${c.id}`) >= part, 'holdout', NEVER, undefined, part);
  },
};

const concurrency: Gate = {
  name: 'concurrency',
  check(c, { state, program }) {
    if (!interrupts(c)) return yes('concurrency');
    const busy = Object.keys(state.open).find((id) => {
      const other = program.contents.get(id);
      return id !== c.id && other && interrupts(other);
    });
    return verdict(!busy, 'concurrency', NEVER, busy);
  },
};

const target: Gate = {
  name: 'target',
  check(c, { state, tab }) {
    const failed = state.ct[c.id]?.failed;
    const entered = tab === undefined ? 0 : (state.tabs[tab]?.at ?? 0);
    return verdict(failed === undefined || failed < entered, 'target.missing', NEVER, failed);
  },
};

export const gates: readonly Gate[] = [published, schedule, audience, page, trigger, frequency, caps, quiet, consent, holdout, concurrency, target];

export interface Judgement { ok: boolean; until: Instant; gate?: string; code?: string; verdict?: Verdict }

/** The first gate that does not say yes. */
export function judge(content: Content, world: World): Judgement {
  const byName = asked(content, world);
  let until = NEVER;
  for (const gate of gates) {
    if (byName && gate.auto) continue;
    const v = gate.check(content, world);
    if (!v.is) return { ok: false, until: v.until, gate: gate.name, code: v.code, verdict: v };
    until = Math.min(until, v.until);
  }
  return { ok: true, until };
}
