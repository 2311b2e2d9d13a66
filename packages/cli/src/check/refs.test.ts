import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathText } from '../problem';
import { small } from '../testing/small';
import { checkRefs } from './refs';

const refs = (config: Record<string, unknown>) => checkRefs({ ...small, ...config }).map((f) => [pathText(f.path), f.args['near'] ?? f.args['id'], f.severity]);

describe('somebody who asks for what is not there', () => {
  it('in a condition', () => expect(refs({ segments: [{ id: 's', when: { kind: 'not', of: { kind: 'milestone', id: 'first_login' } } }] })).toEqual([['segments[0].when.of.id', 'first-login', 'error']]));
  it('in a flow', () => expect(refs({ flows: [{ id: 'f', start: { kind: 'login' }, steps: [{ do: 'email', id: 'a', mail: 'helo', next: 'bb' }, { do: 'show', id: 'b', content: 'tutorail', timeout: 'exit' }] }] })).toEqual([
    ['flows[0].steps[0].next', 'bb', 'error'], ['flows[0].steps[0].mail', 'hello', 'error'], ['flows[0].steps[1].content', 'tutorial', 'error'],
  ]));
  it('in a button, and as a goal', () => expect(refs({ content: [{ kind: 'nudge', id: 'n', goal: 'sentt', title: 'x', buttons: [{ label: 'x', do: [{ play: 'v9' }] }] }] })).toEqual([['content[0].goal', 'sent', 'error'], ['content[0].buttons[0].do[0].play', 'v9', 'error']]));
  it('for an event that is not declared is only warned', () => expect(refs({ milestones: [{ id: 'first-login', when: { kind: 'event', name: 'invoce_sent' } }, { id: 'sent', when: { kind: 'login' } }] })).toEqual([['milestones[0].when.name', 'invoice_sent', 'warning']]));
  it('and declares no events at all is not warned', () => expect(refs({ events: undefined, milestones: [{ id: 'first-login', when: { kind: 'event', name: 'x' } }, { id: 'sent', when: { kind: 'login' } }] })).toEqual([]));
});
it('a content of the kind video is not mistaken for a condition', () => expect(refs({ content: [...(small.content ?? []), { kind: 'video', id: 'watch', video: 'v1' }], videos: [{ id: 'v1', title: 'x', sources: [] }] })).toEqual([]));
it('the demo app asks only for what is there', () =>
  expect(checkRefs(JSON.parse(readFileSync(new URL('../../../../examples/haruiro-billing/shirube.json', import.meta.url), 'utf8')) as Record<string, unknown>).map((f) => [pathText(f.path), f.args['id']])).toEqual([]));
