import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openApp } from './recorder.mjs';
import { scenesOf } from './timeline.mjs';

/**
 * @typedef {import('./timeline.mjs').Lesson} Lesson
 * @typedef {import('./recorder.mjs').Box} Box
 * @typedef {{ file: string, tenths: number }} Frame how long a drawn picture stays, in tenths of a second
 * @typedef {{ screen?: string, cursor?: { x: number, y: number }, ring?: Box | null, dot?: boolean }} Look
 */
const HEADER = 36;
const TRAVEL_TENTHS = 9;

/** @param {number} part 0 to 1 @returns {number} eased */
const ease = (part) => (part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2);

/**
 * Draws every picture of a lesson into a folder.
 * @param {import('playwright-core').Browser} browser
 * @param {Lesson} lesson @param {string} folder @param {string} slidePath
 * @returns {Promise<Frame[]>}
 */
export async function drawLesson(browser, lesson, folder, slidePath) {
  const app = await openApp(browser, lesson);
  const slide = await browser.newPage({ viewport: { width: 960, height: 540 } });
  await slide.goto(pathToFileURL(slidePath).href);
  await slide.evaluate(() => {
    const flower = document.getElementById('flower');
    for (const turn of [0, 72, 144, 216, 288]) {
      const petal = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      petal.setAttribute('d', 'M16 15.200c-3.400-2.200-4.700-6.500-2.600-10.700l2.600 2 2.600-2c2.100 4.200.800 8.500-2.600 10.700z');
      petal.setAttribute('transform', `rotate(${turn} 16 16.800)`);
      flower?.append(petal);
    }
  });
  /** @type {Frame[]} */
  const frames = [];
  let cursor = { x: 620, y: 240 };

  /** @param {Look} look @param {number} tenths */
  const hold = async (look, tenths) => {
    if (tenths <= 0) return;
    await slide.evaluate(show, { ...look, top: HEADER });
    const file = join(folder, `${lesson.id}-${String(frames.length).padStart(4, '0')}.png`);
    await writeFile(file, await slide.screenshot());
    frames.push({ file, tenths });
  };

  for (const scene of scenesOf(lesson)) {
    const chapter = lesson.chapters[scene.chapter];
    const tenths = Math.round((scene.to - scene.from) * 10);
    const words = {
      kind: scene.kind,
      lesson: lesson.title.ja,
      chapter: chapter?.title.ja ?? '',
      place: `${scene.chapter + 1} / ${lesson.chapters.length}`,
      part: scene.from / lesson.seconds,
    };
    if (scene.kind !== 'step') {
      const title = scene.kind === 'title' ? lesson.title : chapter?.title;
      await slide.evaluate(tell, { ...words, ja: '', en: '', big: title?.ja ?? '', sub: title?.en ?? '' });
      await hold({}, tenths);
      continue;
    }
    const { step } = scene;
    await slide.evaluate(tell, { ...words, ja: step.ja, en: step.en, big: '', sub: '' });
    let left = tenths;
    /** @param {Look} look @param {number} length */
    const spend = async (look, length) => {
      await hold(look, Math.min(length, left));
      left -= Math.min(length, left);
    };
    if (step.go) await app.go(step.go);
    let screen = await app.shoot();
    await spend({ screen, cursor, ring: null, dot: false }, 8);
    if (!step.point) {
      await spend({}, left);
      continue;
    }
    const box = await app.find(step.point);
    screen = await app.shoot();
    const from = cursor;
    const to = {
      x: Math.min(box.x + box.width - 8, box.x + Math.min(box.width / 2, 150)),
      y: Math.min(box.y + Math.min(box.height / 2, 60), 400),
    };
    for (let count = 1; count <= TRAVEL_TENTHS; count++) {
      const part = ease(count / TRAVEL_TENTHS);
      cursor = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      await spend({ screen, cursor }, 1);
    }
    await spend({ ring: box }, 12);
    if (step.click) {
      await spend({ dot: true }, 3);
      await app.click(step.point);
      screen = await app.shoot();
      await spend({ screen, ring: null, dot: false }, left);
    } else if (step.type) {
      const letters = [...step.type];
      for (let count = 1; count <= letters.length; count += Math.ceil(letters.length / 8)) {
        await app.type(step.point, letters.slice(0, count).join(''));
        await spend({ screen: await app.shoot() }, 2);
      }
      await app.type(step.point, step.type);
      await spend({ screen: await app.shoot() }, left);
    } else if (step.file) {
      await app.choose(step.file);
      await app.find('main');
      await spend({ screen: await app.shoot(), ring: null }, left);
    } else await spend({}, left);
  }
  await slide.close();
  await app.close();
  return frames;
}

/** Runs in the slide: what is said around the screen. */
function tell({ kind, lesson, chapter, place, part, ja, en, big, sub }) {
  const put = (id, text) => void (document.getElementById(id).textContent = text);
  put('lesson', lesson);
  put('chapter', chapter);
  put('place', place);
  put('ja', ja);
  put('en', en);
  put('big', big);
  put('sub', sub);
  const card = document.getElementById('card');
  card.className = kind;
  card.style.display = kind === 'step' ? 'none' : 'grid';
  for (const id of ['cursor', 'ring', 'dot']) if (kind !== 'step') document.getElementById(id).style.display = 'none';
  document.getElementById('bar').style.width = `${part * 100}%`;
}

/** Runs in the slide: the screen, and the cursor on it. What is left out stays as it was. */
async function show({ screen, cursor, ring, dot, top }) {
  const image = document.getElementById('screen');
  if (screen) {
    image.src = screen;
    await image.decode();
  }
  if (cursor) {
    Object.assign(document.getElementById('cursor').style, {
      display: 'block',
      transform: `translate(${cursor.x - 3}px, ${cursor.y + top - 2}px)`,
    });
    Object.assign(document.getElementById('dot').style, { left: `${cursor.x}px`, top: `${cursor.y + top}px` });
  }
  if (ring !== undefined) {
    const edge = 5;
    const style = document.getElementById('ring').style;
    style.display = ring ? 'block' : 'none';
    if (ring) {
      const bottom = Math.min(ring.y + ring.height + edge, 418);
      const y = Math.max(ring.y - edge, 2);
      Object.assign(style, {
        left: `${Math.max(ring.x - edge, 2)}px`,
        top: `${y + top}px`,
        width: `${ring.width + 2 * edge}px`,
        height: `${bottom - y}px`,
      });
    }
  }
  if (dot !== undefined) document.getElementById('dot').style.display = dot ? 'block' : 'none';
}
