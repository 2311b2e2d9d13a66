/**
 * Makes the lessons: `node media/make.mjs [v1 v2 …]`. Drives the real app in a real Chromium, draws the frames, plays the
 * music, and writes mp4, poster, captions and chapters beside this file. Needs ffmpeg and Chromium (SHIRUBE_CHROMIUM, or
 * /usr/bin/chromium), Japanese fonts (Noto Sans CJK) and a built app (`npm run build`). With `--text` only captions and chapters.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compose, wav } from './music.mjs';
import { drawLesson } from './slides.mjs';
import { captionsOf, chaptersOf, scenesOf } from './timeline.mjs';

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const FRAMES_A_SECOND = 10;
const keys = { v1: 130.81, v2: 146.83, v3: 123.47, v4: 138.59, v5: 110 };

/** ffmpeg's list of pictures and how long each stays; the last one has to be named twice. */
function listOf(frames) {
  const lines = frames.map(({ file, tenths }) => `file '${file}'\nduration ${tenths / 10}`);
  return `ffconcat version 1.0\n${lines.join('\n')}\nfile '${frames.at(-1).file}'\n`;
}

async function encode(lesson, frames, folder) {
  const { id, seconds } = lesson;
  const list = join(folder, 'frames.txt');
  const sound = join(folder, 'sound.wav');
  await writeFile(list, listOf(frames));
  const chimes = scenesOf(lesson)
    .filter(({ kind }) => kind === 'step')
    .map(({ from }) => from);
  // A little shorter than the picture, so that the padding of the last audio frame cannot make the clip longer.
  await writeFile(sound, wav(compose(seconds - 0.2, keys[id], chimes)));
  const input = [
    '-v',
    'error',
    '-y',
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    list,
    '-i',
    sound,
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-vf',
    `fps=${FRAMES_A_SECOND},format=yuv420p`,
    '-t',
    String(seconds),
    '-map_metadata',
    '-1',
    '-fflags',
    '+bitexact',
  ];
  const output = here(`./${id}.mp4`);
  await run('ffmpeg', [
    ...input,
    '-c:v',
    'libx264',
    '-preset',
    'veryslow',
    '-tune',
    'animation',
    '-crf',
    '33',
    '-g',
    '300',
    '-c:a',
    'aac',
    '-b:a',
    '19k',
    '-movflags',
    '+faststart',
    output,
  ]);
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    frames[0].file,
    '-vf',
    'scale=640:-1',
    '-c:v',
    'libwebp',
    '-quality',
    '78',
    here(`./${id}.webp`),
  ]);
  if (id === 'v2')
    await run('ffmpeg', [
      ...input,
      '-c:v',
      'libvpx-vp9',
      '-crf',
      '50',
      '-b:v',
      '0',
      '-g',
      '100',
      '-deadline',
      'good',
      '-cpu-used',
      '3',
      '-row-mt',
      '1',
      '-c:a',
      'libopus',
      '-b:a',
      '16k',
      '-avoid_negative_ts',
      'disabled',
      here(`./${id}.webm`),
    ]);
  return (await stat(output)).size;
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const textOnly = process.argv.includes('--text');
const lessons = await Promise.all(
  (wanted.length > 0 ? wanted : ['v1', 'v2', 'v3', 'v4', 'v5']).map(async (id) => (await import(`./lessons/${id}.mjs`)).default),
);

for (const lesson of lessons) {
  for (const language of ['ja', 'en']) {
    await writeFile(here(`./${lesson.id}.${language}.vtt`), captionsOf(lesson, language));
    await writeFile(here(`./${lesson.id}.chapters.${language}.vtt`), chaptersOf(lesson, language));
  }
}
if (!textOnly) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: process.env.SHIRUBE_CHROMIUM ?? '/usr/bin/chromium' });
  for (const lesson of lessons) {
    const folder = await mkdtemp(join(tmpdir(), 'haruiro-frames-'));
    const frames = await drawLesson(browser, lesson, folder, here('./slide.html'));
    const bytes = await encode(lesson, frames, folder);
    console.log(`${lesson.id} ${lesson.title.ja}: ${lesson.seconds} s, ${frames.length} pictures, ${Math.round(bytes / 1000)} kB`);
    await rm(folder, { recursive: true });
  }
  await browser.close();
}
