import { compile, type Config } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import { login, small } from '../testing/small';
import { parseLine } from './event';
import { People } from './people';
import { run, type RunOptions } from './run';
import { span } from './time';

const start = '2026-04-01T00:00:00.000Z';
const at = (ms: number) => new Date(Date.parse(start) + ms).toISOString();
function played(lines: readonly unknown[], options: RunOptions = {}, config: Config = small) {
  const people = new People();
  lines.forEach((line, i) => {
    const parsed = parseLine(JSON.stringify(line), i + 1);
    if ('happenings' in parsed) parsed.happenings.forEach((h) => people.add(h));
  });
  const [person] = people.all();
  if (!person) throw new Error('nobody');
  const result = run(compile(config), person, options);
  return { ...result, happened: result.entries.map((e) => `${span(e.at - Date.parse(start))} ${e.kind} ${e.id}`) };
}
const day = 864e5;

describe('somebody who logs in once and never comes back', () => {
  const events = login('anna', start, 1);
  it('gets the mail at once, and nothing else before the clock is moved', () => {
    const { happened, next } = played(events);
    expect(happened.filter((h) => /mail|task/.test(h))).toEqual(['0ms mail hello']);
    expect(next).toBe(Date.parse(start) + 3 * day);
  });
  it('gets the call after exactly three days of virtual time', () =>
    expect(played(events, { until: Date.parse(start) + 30 * day }).happened).toContain('3d task welcome/call'));
});

describe('somebody who comes back', () => {
  const events = [...login('anna', start, 1), ...login('anna', at(36e5), 2)];
  it('sees the tutorial on the second login, and gets no call', () => {
    const { happened } = played(events, { until: Date.parse(start) + 30 * day });
    expect(happened).toContain('1h shown tutorial');
    expect(happened.join()).not.toContain('task');
  });
  it('finishes the tutorial, unless told otherwise', () => {
    expect(played(events, { until: Date.parse(at(2 * 36e5)) }).state.ct['tutorial']).toMatchObject({
      n: 1,
      completed: Date.parse(at(36e5 + 21_000)),
    });
    expect(played(events, { until: Date.parse(at(2 * 36e5)), react: 'close' }).state.ct['tutorial']).toMatchObject({
      n: 1,
      dismissed: Date.parse(at(36e5 + 21_000)),
    });
    expect(Object.keys(played(events, { until: Date.parse(at(2 * 36e5)), react: 'ignore' }).state.open)).toEqual(['tutorial']);
  });
  it('does what the log says, when it says something', () => {
    const closed = {
      messageId: 'x',
      type: 'track',
      event: 'Content Dismissed',
      userId: 'anna',
      timestamp: at(36e5 + 5000),
      properties: { content: 'tutorial' },
      context: { tabId: 'anna-tab2', seq: 9 },
    };
    expect(played([...events, closed], { until: Date.parse(at(2 * 36e5)) }).state.ct['tutorial']).toMatchObject({
      dismissed: Date.parse(at(36e5 + 5000)),
    });
  });
});

it('somebody who stays on the page for 30 s sees the nudge after 30 s, although the wire says nothing of it', () => {
  const page = {
    messageId: 'p',
    type: 'page',
    userId: 'anna',
    timestamp: at(1000),
    properties: { path: '/settings' },
    context: { tabId: 'anna-tab1', seq: 9 },
  };
  const { happened, assumed } = played([...login('anna', start, 1), page], { until: Date.parse(at(60_000)) });
  expect(happened).toContain('31s shown help');
  expect(assumed).toBe(true);
});
it('the same log twice gives the same timeline', () => {
  const events = [...login('anna', start, 1), ...login('anna', at(36e5), 2)];
  expect(played([...events, ...events], { until: Date.parse(start) + 30 * day }).entries).toEqual(
    played(events, { until: Date.parse(start) + 30 * day }).entries,
  );
});
it('a year of virtual time with a tab left open ends', () => {
  const raw = [
    { kind: 'tab', is: 'boot', at: 0, id: '1', tab: 'a' },
    { kind: 'tab', is: 'visible', at: 0, id: '2', tab: 'a' },
    { kind: 'page', path: '/settings', at: 0, id: '3', tab: 'a' },
    { kind: 'page', path: '/x', at: 5, id: '4', tab: 'b' },
  ];
  expect(played(raw, { until: 365 * day }).state.now).toBe(365 * day);
});
it('a signal that the engine does not take is counted, not hidden', () =>
  expect(
    played([
      { kind: 'content', content: 'tutorial', phase: 'shown', step: 7, at: 1, id: '1', tab: 'a' },
      { kind: 'tick', at: 2, id: '2' },
    ]).refused,
  ).toBe(1));
it('a milestone that only the browser could see is on the timeline as recorded', () => {
  const fact = {
    messageId: 'f',
    type: 'track',
    event: 'Milestone Reached',
    userId: 'anna',
    timestamp: at(1000),
    properties: { milestone: 'sent' },
    context: {},
  };
  expect(played([...login('anna', start, 1), fact]).entries.find((e) => e.id === 'sent')).toMatchObject({
    kind: 'milestone',
    detail: 'recorded',
  });
});
