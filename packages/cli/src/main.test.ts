import { describe, expect, it } from 'vitest';
import { main } from './main';
import { fakeIo, ndjson } from './testing/fake-io';
import { login, small, smallText } from './testing/small';

const files = {
  'shirube.json': smallText,
  'events.ndjson': ndjson(...login('anna', '2026-04-01T00:00:00Z', 1), ...login('anna', '2026-04-01T01:00:00Z', 2)),
};
const run = async (argv: string, env: Record<string, string> = {}, more: Record<string, string> = {}) => {
  const io = fakeIo({ ...files, ...more }, { env });
  return { exit: await main(argv.split(' ').filter(Boolean), io), ...io, out: io.printed, err: io.told };
};

describe('somebody at a terminal', () => {
  it('types nothing and sees the commands', async () =>
    expect(await run('')).toMatchObject({ exit: 0, out: expect.stringContaining('validate') as string }));
  it('mistypes a command and is told which was meant', async () =>
    expect(await run('valdate shirube.json')).toMatchObject({ exit: 2, err: expect.stringContaining('Type: shirube validate') as string }));
  it('mistypes an option and is told which was meant', async () =>
    expect(await run('simulate --untill 3d shirube.json')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('"--until" was meant') as string,
    }));
  it('forgets the file', async () =>
    expect(await run('validate')).toMatchObject({ exit: 2, err: expect.stringContaining('files is missing') as string }));
  it('gives a file that is not there', async () =>
    expect(await run('validate nothing.json')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('There is no file nothing.json') as string,
    }));
  it('asks for a format that does not exist', async () =>
    expect(await run('validate shirube.json --format sarfi')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('"sarif" was meant') as string,
    }));
  it('in Japan is answered in Japanese', async () =>
    expect(await run('validate nothing.json', { LANG: 'ja_JP.UTF-8' })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('がありません') as string,
    }));
  it('may ask for the other language', async () =>
    expect((await run('validate shirube.json --lang en', { LANG: 'ja_JP.UTF-8' })).out).toContain('is valid'));
  it('sees the help in Japanese', async () => expect((await run('--help', { LANG: 'ja_JP.UTF-8' })).out).toContain('何がいつ起きるか'));
});

describe('help', () => {
  it.each(['', '--lang en', '--lang=en'])('is there for whoever types only "%s"', async (line) =>
    expect((await run(line)).out).toContain('Usage: shirube'),
  );
});

describe('validate', () => {
  const bad = { 'bad.json': JSON.stringify({ ...small, milestnes: [] }) };
  it('exits 0 for what is right', async () => expect((await run('validate shirube.json')).exit).toBe(0));
  it('exits 1 for mistakes', async () => expect((await run('validate bad.json', {}, bad)).exit).toBe(1));
  it('exits with the worst of several files', async () => expect((await run('validate shirube.json bad.json', {}, bad)).exit).toBe(1));
  it('gives data', async () => {
    const data = JSON.parse((await run('validate bad.json --format json', {}, bad)).out) as {
      valid: boolean;
      problems: { code: string; pointer: string; next: string }[];
    };
    expect(data).toMatchObject({
      valid: false,
      problems: [{ code: 'config.unknown-key', pointer: '/milestnes', next: 'Write "milestones".' }],
    });
  });
  it('gives SARIF with the place', async () => {
    const sarif = JSON.parse((await run('validate bad.json --format sarif', {}, bad)).out) as {
      version: string;
      runs: { results: unknown[] }[];
    };
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs[0]?.results[0]).toMatchObject({
      ruleId: 'config.unknown-key',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'bad.json' }, region: { startLine: 1 } } }],
    });
  });
});

describe('simulate', () => {
  it('prints when what would fire', async () => {
    const { out, exit } = await run('simulate shirube.json events.ndjson --until 3d');
    expect(exit).toBe(0);
    expect(out).toMatch(/09:00:00 +\+0ms +◆ milestone reached +first-login {2}First login/);
    expect(out).toMatch(/10:00:00 +\+1h +▣ shown +tutorial/);
  });
  it('says what it had to assume', async () =>
    expect((await run('simulate shirube.json events.ndjson')).out).toContain('tabs are visible while events come'));
  it('refuses a broken configuration before anything is played', async () =>
    expect(await run('simulate bad.json events.ndjson', {}, { 'bad.json': '{"shirube":1,"content":3}' })).toMatchObject({
      exit: 1,
      out: '',
    }));
  it('says so when nothing can be read', async () =>
    expect(await run('simulate shirube.json x.ndjson', {}, { 'x.ndjson': 'a,b\n1,2' })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('All 2 lines were refused') as string,
    }));
  it('goes on when one line is broken, and says which', async () =>
    expect((await run('simulate shirube.json x.ndjson', {}, { 'x.ndjson': `${files['events.ndjson']}\n{"type":` })).out).toContain(
      '1 line could not be read; line 7: not JSON',
    ));
  it('is asked for somebody who is not there', async () =>
    expect((await run('simulate shirube.json events.ndjson --user ana')).err).toContain('"anna" was meant'));
});

describe('explain', () => {
  it('says what is missing, and the smallest change', async () => {
    const { out } = await run('explain shirube.json events.ndjson --content tutorial --at 2026-04-01T00:30:00Z');
    expect(out).toContain('tutorial is not shown');
    expect(out).toContain('→ logins so far: 1; there should be at least 2');
  });
  it('gives data with the same tree', async () => {
    const data = JSON.parse((await run('explain shirube.json events.ndjson --content help --format json --lang ja')).out) as {
      status: string;
      gates: { name: string }[];
      change: { text: string }[];
    };
    expect(data.gates.map((g) => g.name).slice(0, 4)).toEqual(['published', 'schedule', 'audience', 'page']);
    expect(data.change.map((c) => c.text).join()).toContain('滞在');
  });
  it('knows the content that was meant', async () =>
    expect(await run('explain shirube.json events.ndjson --content tutorail')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--content tutorial') as string,
    }));
  it('asks which person is meant', async () => {
    const two = { 'two.ndjson': ndjson(...login('anna', '2026-04-01T00:00:00Z', 1), ...login('ben', '2026-04-01T00:00:00Z', 1)) };
    expect(await run('explain shirube.json two.ndjson --content tutorial', {}, two)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Add --user with one of: "anna", "ben"') as string,
    });
  });
});
