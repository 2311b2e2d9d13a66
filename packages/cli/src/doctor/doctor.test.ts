import { describe, expect, it } from 'vitest';
import { main } from '../main';
import { fakeIo } from '../testing/fake-io';
import { smallText } from '../testing/small';
import { allows, parsePolicy } from './policy';
import { readPage } from './page';

const page = (tag: string, head = '') => `<!doctype html><html><head>${head}${tag}</head></html>`;
const tag = '<script async src="/shirube.js" data-config="/shirube.json" data-endpoint="/shirube"></script>';
interface Answer {
  status?: number;
  body?: string;
  type?: string;
  csp?: string;
}
async function doctor(answers: Record<string, Answer>, lang = 'en') {
  const io = fakeIo(
    {},
    {
      fetch: (url) => {
        const answer = answers[new URL(url).pathname] ?? { status: 404 };
        return Promise.resolve({
          status: answer.status ?? 200,
          headers: {
            get: (name) =>
              name === 'content-type' ? (answer.type ?? 'text/html') : name === 'content-security-policy' ? (answer.csp ?? null) : null,
          },
          text: () => Promise.resolve(answer.body ?? ''),
        });
      },
    },
  );
  const exit = await main(['doctor', 'https://app.example/', '--lang', lang], io);
  return { exit, out: io.printed + io.told };
}
const good = {
  '/': { body: page(tag) },
  '/shirube.js': { body: 'x', type: 'text/javascript' },
  '/shirube.json': { body: smallText },
  '/shirube/healthz': { body: '{}' },
};

describe('somebody who pasted the tag', () => {
  it('and did everything right', async () => {
    const { exit, out } = await doctor(good);
    expect(exit, out).toBe(0);
    expect(out).not.toMatch(/[✖!]/);
  });
  it('but forgot to copy the script', async () =>
    expect((await doctor({ ...good, '/shirube.js': { status: 404 } })).out).toContain(
      'cannot be loaded: https://app.example/shirube.js (HTTP 404)',
    ));
  it('whose server answers everything with the start page', async () =>
    expect((await doctor({ ...good, '/shirube.js': { body: '<html>', type: 'text/html' } })).out).toContain(
      'browsers want text/javascript',
    ));
  it('with mistakes in the configuration', async () =>
    expect((await doctor({ ...good, '/shirube.json': { body: '{"shirube":1,"milestnes":[]}' } })).out).toContain(
      '1 mistake(s); the first: "milestnes" is not a key',
    ));
  it('whose policy forbids the endpoint', async () => {
    const { exit, out } = await doctor({
      ...good,
      '/': { body: page(tag.replace('"/shirube"', '"https://in.example"')), csp: "default-src 'self'" },
    });
    expect(exit).toBe(1);
    expect(out).toContain('Add https://in.example to connect-src');
  });
  it('twice', async () => expect((await doctor({ ...good, '/': { body: page(tag + tag) } })).out).toContain('2 script tags'));
  it('not at all', async () => expect((await doctor({ '/': { body: page('') } })).out).toContain('No script tag'));
  it('in Japan', async () => expect((await doctor(good, 'ja')).out).toContain('設定は正しいです'));
  it('on a page that cannot be reached', async () => {
    const io = fakeIo();
    expect(await main(['doctor', 'https://nowhere.example/'], io)).toBe(2);
    expect(io.told).toContain('cannot be reached');
  });
  it('in a folder of files', async () => {
    const io = fakeIo({ 'site/index.html': page(tag), 'site/shirube.js': 'x', 'site/shirube.json': smallText });
    expect(await main(['doctor', 'site'], io), io.printed).toBe(0);
    expect(io.printed).toContain('The configuration is valid');
  });
});

describe('a policy', () => {
  const own = new URL('https://app.example/');
  const ask = (policy: string, target: string, nonce?: string) => allows(parsePolicy(policy), 'script-src', new URL(target), own, nonce);
  it.each([
    ["script-src 'self'", 'https://app.example/s.js', true],
    ["script-src 'self'", 'https://cdn.example/s.js', false],
    ['script-src https://cdn.example', 'https://cdn.example/s.js', true],
    ['script-src *.example', 'https://cdn.example/s.js', true],
    ['script-src https:', 'https://any.test/s.js', true],
    ["script-src 'none'", 'https://app.example/s.js', false],
    ["default-src 'self'; script-src 'nonce-abc'", 'https://app.example/s.js', false],
    ['img-src x', 'https://any.test/s.js', true],
    ['script-src cdn.example:8443', 'https://cdn.example/s.js', false],
  ])('%s and %s: %s', (policy, target, is) => expect(ask(policy, target)).toBe(is));
  it('with a nonce lets the tag through that carries it', () =>
    expect(ask("script-src 'nonce-aBc'", 'https://cdn.example/s.js', 'aBc')).toBe(true));
});

it('a tag in a comment is no tag', () => expect(readPage(`<!-- ${tag} -->`).tags).toEqual([]));
