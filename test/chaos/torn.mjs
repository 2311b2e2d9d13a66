// Does a log of Chromium's database end in the middle of a record? That is what a kill between two writes leaves, and what the next start appends to.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK = 32_768;
const HEAD = 7;

/** Blocks of 32 KiB with records of a head (checksum 4, length 2, kind 1) and a body; kind 2 begins and 4 ends one of several pieces. Source: LevelDB, doc/log_format.md */
export function endsTorn(log) {
  let open = false;
  for (let at = 0; at < log.length;) {
    const left = BLOCK - (at % BLOCK);
    if (left < HEAD) {
      at += left;
      continue;
    }
    if (at + HEAD > log.length) return true;
    const kind = log[at + 6];
    at += HEAD + log.readUInt16LE(at + 4);
    if (at > log.length) return true;
    open = kind === 2 || kind === 3;
  }
  return open;
}

/** The folders of the site's databases in a profile. */
export const databases = async (profile) => {
  const folder = join(profile, 'Default/IndexedDB');
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
};

/** True when a kill met a write of the database half done. */
export async function torn(profile) {
  for (const folder of await databases(profile))
    for (const name of await readdir(folder).catch(() => []))
      if (/^\d+\.log$/.test(name) && endsTorn(await readFile(join(folder, name)))) return true;
  return false;
}
