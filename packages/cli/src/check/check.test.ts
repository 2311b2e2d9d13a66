import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathText } from '../problem';
import { small } from '../testing/small';
import { checkConfig } from './check';

const check = (config: unknown) =>
  checkConfig(new TextEncoder().encode(typeof config === 'string' ? config : JSON.stringify(config)), 'shirube.json');
const errors = (config: unknown) => check(config).problems.filter((p) => p.severity === 'error');
const told = (config: unknown) => errors(config).map(({ code, path, args }) => [code, pathText(path), args['near']]);
const withMilestone = (milestone: unknown) => ({ shirube: 1, milestones: [milestone] });

describe('a configuration that is right', () => {
  it('the demo app', () =>
    expect(errors(readFileSync(new URL('../../../../examples/haruiro-billing/shirube.json', import.meta.url), 'utf8'))).toEqual([]));
  it('a small one', () => expect(errors(small)).toEqual([]));
});

describe('somebody who slips', () => {
  it('in a key at the top still hears of what is wrong below it', () =>
    expect(told({ shirube: 1, milestnes: [{ id: 'a', when: { kind: 'dwel', path: '/', atLeast: '3s' } }] })).toEqual([
      ['config.unknown-key', 'milestnes', 'milestones'],
      ['config.kind', 'milestnes[0].when.kind', 'dwell'],
    ]));
  it('in a kind hears of the keys of the kind that was meant', () =>
    expect(told(withMilestone({ id: 'a', when: { kind: 'dwel', pathh: '/', atleast: '3s' } }))).toEqual([
      ['config.kind', 'milestones[0].when.kind', 'dwell'],
      ['config.unknown-key', 'milestones[0].when.pathh', 'path'],
      ['config.unknown-key', 'milestones[0].when.atleast', 'atLeast'],
    ]));
  it('and forgets the kind is told which one the keys belong to', () =>
    expect(told(withMilestone({ id: 'a', when: { name: 'sent', count: { atLeast: 2 } } }))).toEqual([
      ['config.kind-missing', 'milestones[0].when', 'event'],
    ]));
  it('in the kind of a flow step', () =>
    expect(told({ ...small, flows: [{ id: 'f', start: { kind: 'login' }, steps: [{ do: 'emial', id: 'm', mail: 'hello' }] }] })).toEqual([
      ['config.kind', 'flows[0].steps[0].do', 'email'],
    ]));
  it('in what a button does', () =>
    expect(
      told({
        ...small,
        content: [
          {
            kind: 'nudge',
            id: 'n',
            title: 'x',
            buttons: [
              { label: 'a', do: 'compleet' },
              { label: 'b', do: { opne: '/x' } },
              { label: 'c', do: 7 },
            ],
          },
        ],
      }),
    ).toEqual([
      ['config.value', 'content[0].buttons[0].do', 'complete'],
      ['config.unknown-key', 'content[0].buttons[1].do.opne', 'open'],
      ['config.type', 'content[0].buttons[2].do', undefined],
    ]));
  it('in a duration', () =>
    expect(told(withMilestone({ id: 'a', when: { kind: 'event', name: 'x', within: '3 days' } }))).toEqual([
      ['config.format', 'milestones[0].when.within', undefined],
    ]));
  it('in attended time is told it once', () =>
    expect(told(withMilestone({ id: 'a', when: { kind: 'dwell', path: '/', atLeast: '30 sec' } }))).toEqual([
      ['config.format', 'milestones[0].when.atLeast', undefined],
    ]));
  it('in an unknown key is not sent to one that is there already and quite another word', () =>
    expect(told({ ...small, content: [{ kind: 'nudge', id: 'n', title: 'x', link: '/help' }] })).toEqual([
      ['config.unknown-key', 'content[0].link', undefined],
    ]));
  it('in an entry of a list hears of it once', () =>
    expect(told(withMilestone({ id: 'a', when: { kind: 'time', weekdays: ['mo', 'tuee'] } }))).toEqual([
      ['config.value', 'milestones[0].when.weekdays[0]', 'mon'],
      ['config.value', 'milestones[0].when.weekdays[1]', 'tue'],
    ]));
  it('in a time zone, which would silently have been read as UTC', () =>
    expect(
      told({
        ...small,
        timeZone: 'Asia/Tokio',
        content: [{ kind: 'nudge', id: 'n', title: 'x', schedule: { from: '2026-05-01', timeZone: 'Japan time' } }],
      }).map(([code, path, near]) => [code, path, near]),
    ).toEqual([
      ['config.invalid', 'timeZone', 'Asia/Tokyo'],
      ['config.invalid', 'content[0].schedule.timeZone', undefined],
    ]));
  it.each([
    ['a date', { kind: 'trait', name: 'trial_ends', is: { before: 'tomorrow' } }, 'config.invalid', 'is.before'],
    ['a window of nothing', { kind: 'event', name: 'x', within: '0s' }, 'config.format', 'within'],
    ['a path that no page has', { kind: 'page', path: 'settings' }, 'config.format', 'path'],
  ])('in %s', (_, when, code, path) =>
    expect(told(withMilestone({ id: 'a', when }))).toEqual([[code, `milestones[0].when.${path}`, undefined]]),
  );
  it.each([
    ['a script in the place of an address', { buttons: [{ label: 'x', do: { open: 'javascript:alert(1)' } }] }, 'config.format'],
    ['a target that names nothing', { target: {} }, 'config.invalid'],
    ['a schedule that ends before it begins', { schedule: { from: '2026-05-02', to: '2026-05-01' } }, 'config.invalid'],
    ['a schedule that begins "soon"', { schedule: { from: 'soon' } }, 'config.invalid'],
  ])('and writes %s', (_, more, code) =>
    expect(told({ ...small, content: [{ kind: 'nudge', id: 'n', title: 'x', ...more }] }).map(([found]) => found)).toEqual([code]),
  );
  it('in a video: a script for its file, a card that goes before it comes, ids that come twice', () => {
    const cta = (id: string, more = {}) => ({
      kind: 'cta',
      id,
      at: 40,
      title: 'x',
      buttons: [{ label: 'x', do: { navigate: '/x' } }],
      ...more,
    });
    const choices = ['a', 'a'].map((id) => ({ id, text: 'x' }));
    const video = (more: object) => ({ ...small, videos: [{ id: 'v', title: 'x', sources: [{ src: '/v.mp4' }], ...more }] });
    for (const [more, code, path] of [
      [{ sources: [{ src: 'javascript:alert(1)' }] }, 'config.invalid', 'sources[0].src'],
      [{ interactions: [cta('a', { until: 20 })] }, 'config.invalid', 'interactions[0].until'],
      [{ interactions: [cta('a'), cta('a')] }, 'id.duplicate', 'interactions[1].id'],
      [{ interactions: [{ kind: 'quiz', id: 'q', at: 1, question: 'x', choices }] }, 'id.duplicate', 'interactions[0].choices[1].id'],
    ] as const)
      expect(told(video(more)).map(([found, where]) => [found, where])).toEqual([[code, `videos[0].${path}`]]);
  });
  it('in a survey: nothing to choose from, a way to a question that is not there, questions of one id', () => {
    const survey = (...questions: object[]) => ({ ...small, content: [{ kind: 'survey', id: 's', questions }] });
    const asked = { id: 'a', type: 'nps', ask: 'x' };
    for (const [config, code, path] of [
      [survey({ ...asked, type: 'choice' }), 'config.invalid', 'questions[0].choices'],
      [survey({ ...asked, branches: [{ atLeast: 9, to: 'b' }] }), 'lint.dangling-id', 'questions[0].branches[0].to'],
      [survey(asked, asked), 'id.duplicate', 'questions[1].id'],
    ] as const)
      expect(told(config).map(([found, where]) => [found, where])).toEqual([[code, `content[0].${path}`]]);
    expect(told(survey({ ...asked, branches: [{ atLeast: 9, to: 'end' }] }))).toEqual([]);
  });
  it('in the address of a webhook, or of who sends mails', () =>
    expect(
      told({
        ...small,
        flows: [{ id: 'f', start: { kind: 'login' }, steps: [{ do: 'webhook', id: 'w', url: 'ftp://crm.example' }] }],
        collector: { mail: { from: 'nobody' } },
      }).map(([code, path]) => [code, path]),
    ).toEqual([
      ['config.format', 'flows[0].steps[0].url'],
      ['config.format', 'collector.mail.from'],
    ]));
  it('in an id, and sees the rule', () =>
    expect(errors(withMilestone({ id: '初回', when: { kind: 'login' } }))[0]).toMatchObject({
      code: 'config.format',
      args: { title: 'Id', example: 'first-login' },
    }));
  it('and leaves something out', () =>
    expect(errors(withMilestone({ id: 'a' }))[0]).toMatchObject({
      code: 'config.missing-key',
      path: ['milestones', 0],
      args: { key: 'when' },
    }));
  it('and writes a number as text', () =>
    expect(errors(withMilestone({ id: 'a', when: { kind: 'event', name: 'x', count: { atLeast: '2' } } }))[0]).toMatchObject({
      code: 'config.type',
      args: { type: 'string', need: ['number'] },
    }));
  it('in a language tag', () =>
    expect(told({ ...small, mails: [{ id: 'm', subject: { 'J P': 'x' }, body: 'x' }] })).toContainEqual([
      'config.key',
      'mails[0].subject["J P"]',
      undefined,
    ]));
  it('and copies an id', () =>
    expect(errors({ ...small, mails: [...(small.mails ?? []), ...(small.mails ?? [])] })[0]).toMatchObject({
      code: 'id.duplicate',
      path: ['mails', 1, 'id'],
    }));
  it('deep inside conditions', () =>
    expect(
      told(
        withMilestone({
          id: 'a',
          when: { kind: 'all', of: [{ kind: 'not', of: { kind: 'any', of: [{ kind: 'login', nht: { atLeast: 2 } }] } }] },
        }),
      ),
    ).toEqual([['config.unknown-key', 'milestones[0].when.of[0].of.of[0].nht', 'nth']]));
});

describe('what is no configuration', () => {
  it.each([
    ['a number', '42'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['a package.json', '{"name":"app","version":"1.0.0"}'],
  ])('%s is said to be none', (_, text) => {
    expect(check(text)).toMatchObject({ exit: 2, problems: [{ code: 'config.not-one' }] });
  });
  it('what is not JSON is not checked further', () => expect(check('{ "shirube": 1, "milestones": [ }')).toMatchObject({ exit: 2 }));
});

describe('what is valid and yet not meant', () => {
  it('an id that leads nowhere, with the one that was meant', () =>
    expect(errors({ ...small, segments: [{ id: 's', when: { kind: 'milestone', id: 'first_login' } }] })[0]).toMatchObject({
      code: 'lint.dangling-id',
      path: ['segments', 0, 'when', 'id'],
      args: { near: 'first-login' },
      range: { start: { line: 1 } },
    }));
  it('an id that leads nowhere is named beside mistakes of shape', () =>
    expect(
      told({
        ...small,
        milestones: [{ id: 'a', when: { kind: 'logn' } }],
        segments: [{ id: 's', when: { kind: 'milestone', id: 'aa' } }],
        flows: [{ id: 'f', start: { kind: 'login' }, steps: [{ do: 'email', id: 'm', mail: 'helo' }] }],
      }),
    ).toEqual([
      ['config.kind', 'milestones[0].when.kind', 'login'],
      ['lint.dangling-id', 'segments[0].when.id', undefined],
      ['lint.dangling-id', 'flows[0].steps[0].mail', 'hello'],
    ]));
  it('an event that nobody declares is a warning', () => {
    const { problems, exit } = check({
      ...small,
      milestones: [...(small.milestones ?? []), { id: 'x', when: { kind: 'event', name: 'invoce_sent' } }],
    });
    expect(problems).toMatchObject([{ code: 'lint.no-signal', severity: 'warning', args: { near: 'invoice_sent' } }]);
    expect(exit).toBe(0);
  });
  it('warnings count when they are asked to', () => {
    const bytes = new TextEncoder().encode(
      JSON.stringify({ ...small, milestones: [...(small.milestones ?? []), { id: 'x', when: { kind: 'event', name: 'invoce_sent' } }] }),
    );
    expect(checkConfig(bytes, 'x.json', { strict: true }).exit).toBe(1);
  });
});
