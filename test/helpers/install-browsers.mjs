// Makes sure that the browsers for the tests are there. On Debian as root it installs the packages; elsewhere it says what to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const found = (...names) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => names.some((name) => folder && existsSync(join(folder, name))));
const cached = () => {
  try {
    return existsSync(chromium.executablePath());
  } catch {
    return false;
  }
};
const hasChromium = () =>
  !!process.env.SHIRUBE_CHROMIUM ||
  cached() ||
  found('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome') ||
  existsSync('/Applications/Google Chrome.app');
const hasFirefox = () => !!process.env.SHIRUBE_FIREFOX || found('firefox-esr', 'firefox') || existsSync('/Applications/Firefox.app');
// The players' tests need the system's fonts for Japanese only in pictures; the browsers are what matters.
/** Most tests need only Chromium's engine; without this package they take the whole browser. */
const hasShell = () => !!process.env.SHIRUBE_CHROMIUM || found('chromium-headless-shell');
const missing = () => [
  ...(hasChromium() ? [] : ['chromium']),
  ...(hasShell() ? [] : ['chromium-headless-shell']),
  ...(hasFirefox() ? [] : ['firefox-esr']),
];

if (
  missing().length &&
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  found('apt-get') &&
  process.env.SHIRUBE_NO_INSTALL !== '1'
) {
  console.log(`Installing ${missing().join(' and ')} from the system's packages …`);
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  // One by one: a package that a distribution does not have must not keep the others away.
  for (const name of missing()) spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options);
}
if (!hasChromium()) {
  console.error(
    'No Chromium was found, and the browser tests need one. Set SHIRUBE_CHROMIUM=/path/to/chromium, or install it (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium).',
  );
  process.exit(1);
}
if (!hasFirefox())
  console.warn(
    'No Firefox was found: its part of the browser tests will say so instead of passing. Set SHIRUBE_FIREFOX=/path, or install firefox-esr.',
  );
