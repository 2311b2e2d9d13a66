import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import v1 from './media/lessons/v1.mjs';
import v2 from './media/lessons/v2.mjs';
import v3 from './media/lessons/v3.mjs';
import v4 from './media/lessons/v4.mjs';
import v5 from './media/lessons/v5.mjs';
import { captionsOf, chaptersOf, scenesOf } from './media/timeline.mjs';

const lessons = [v1, v2, v3, v4, v5];
const languages = ['ja', 'en'] as const;
const media = (name: string): Promise<Buffer> => readFile(new URL(`./media/${name}`, import.meta.url));

/** Seconds of an MP4 file, from its movie header (ISO/IEC 14496-12, `mvhd` version 0). */
function secondsOf(file: Buffer): number {
  const at = file.indexOf('mvhd');
  return file.readUInt32BE(at + 20) / file.readUInt32BE(at + 16);
}

test('a viewer always sees something: the scenes of a lesson follow each other from the first to the last second', () => {
  for (const lesson of lessons) {
    const scenes = scenesOf(lesson);
    expect([scenes[0]?.from, scenes.at(-1)?.to]).toEqual([0, lesson.seconds]);
    scenes.slice(1).forEach((scene, index) => expect(scene.from).toBe(scenes[index]?.to));
    for (const { from, to } of scenes) expect(to - from).toBeGreaterThanOrEqual(3);
  }
});

test('captions and chapters in both languages say what the pictures say', async () => {
  for (const lesson of lessons) {
    for (const language of languages) {
      expect((await media(`${lesson.id}.${language}.vtt`)).toString()).toBe(captionsOf(lesson, language));
      expect((await media(`${lesson.id}.chapters.${language}.vtt`)).toString()).toBe(chaptersOf(lesson, language));
    }
  }
});

test('each clip lasts exactly as long as its lesson, starts to play before it is loaded, and all five stay small', async () => {
  let bytes = 0;
  for (const { id, seconds } of lessons) {
    const file = await media(`${id}.mp4`);
    expect(secondsOf(file)).toBe(seconds);
    expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
    bytes += file.length;
  }
  expect(bytes).toBeLessThan(6_200_000);
});
