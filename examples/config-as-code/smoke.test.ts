import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { main } from '../../packages/cli/src/main';
import { nodeIo } from '../../packages/cli/src/node-io';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const shirube = async (...argv: string[]) => {
  let printed = '';
  const exit = await main([...argv, '--lang', 'en'], {
    ...nodeIo(),
    color: false,
    out: (text) => void (printed += text),
    err: (text) => void (printed += text),
  });
  return { exit, printed };
};

it('both configurations are valid', async () => {
  const { exit, printed } = await shirube('validate', here('shirube.json'), here('released.json'));
  expect(exit, printed).toBe(0);
});
it('the sample people get what the configuration promises', async () => {
  const { printed } = await shirube('simulate', here('shirube.json'), here('events.ndjson'), '--until', '30d');
  expect(printed).toMatch(/typical[\s\S]*shown +tutorial/);
  expect(printed).toContain('win-back/call');
});
it('the diff tells a reviewer who newly sees the tutorial, and who no longer does', async () => {
  const { printed } = await shirube('diff', here('released.json'), here('shirube.json'), here('events.ndjson'), '--until', '30d');
  expect(printed).toContain('- sees tutorial, newly: slow');
  expect(printed).toContain('- sees tutorial, no longer: diligent');
});
