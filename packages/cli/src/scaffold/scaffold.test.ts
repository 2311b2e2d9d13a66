import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../check/check';
import { main } from '../main';
import { complaints } from '../testing/compiler';
import { fakeIo } from '../testing/fake-io';
import { firstConfig, tag } from './first';
import { scaffolds } from './kinds';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const run = async (argv: string, files: Record<string, string> = {}) => {
  const io = fakeIo(files);
  return { exit: await main(argv.split(' '), io), out: io.printed, err: io.told, files: io.files };
};

describe('somebody who begins', () => {
  it('gets a configuration that is valid', async () => {
    const { exit, out, files } = await run('init');
    expect(exit).toBe(0);
    expect(out).toContain('data-config="/shirube.json"');
    expect(checkConfig(files.get('shirube.json') ?? new Uint8Array(), 'shirube.json').problems).toEqual([]);
  });
  it('does not lose what is there', async () => {
    expect(await run('init', { 'shirube.json': '{}' })).toMatchObject({ exit: 2, err: expect.stringContaining('Add --force') as string });
    expect((await run('init --force', { 'shirube.json': '{}' })).exit).toBe(0);
  });
  it('may choose the folder and the addresses', async () =>
    expect((await run('init web --endpoint https://in.example/')).out).toContain('data-endpoint="https://in.example/"'));
  it('the tag holds whatever the address is', () => expect(tag({ script: '/a"><b' })).toContain('src="/a&quot;>&lt;b"'));
  it('the file ends with a line end', () => expect(firstConfig().endsWith('}\n')).toBe(true));
});

describe('a contributor', () => {
  it.each(Object.entries(scaffolds))('gets a %s that compiles among the sources', { timeout: 60_000 }, (what, make) => {
    const made = make('fresh-weather');
    const virtual = Object.fromEntries(Object.entries(made.files).map(([path, text]) => [root + path, text]));
    const said = complaints(virtual, {
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      lib: what === 'reporter' ? ['lib.es2022.d.ts', 'lib.dom.d.ts'] : ['lib.es2022.d.ts'],
      paths: { '@shirube/engine': [`${root}packages/engine/src/index.ts`] },
    });
    expect(said).toEqual([]);
  });
  it('is told where it is registered', async () =>
    expect((await run('new condition weather', { 'packages/engine/src/conditions.ts': '' })).out).toContain(
      "import { weatherSchema, type WeatherCondition } from './conditions/weather';",
    ));
  it('is told that this is no clone', async () =>
    expect(await run('new condition weather')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('root folder of a clone') as string,
    }));
  it('cannot name it as no file can be named', async () =>
    expect((await run('new condition ../evil', { 'packages/engine/src/conditions.ts': '' })).err).toContain('lower-case words'));
  it('mistypes the kind of thing', async () => expect((await run('new conditon weather')).err).toContain('"condition" was meant'));
});
