/**
 * When what is shown in a lesson. The captions, the chapters and the drawn frames all come from here, so they cannot disagree.
 * @typedef {{ ja: string, en: string, go?: string, point?: string, click?: boolean, type?: string, file?: 'good' | 'bad' }} Step what is said; then, in the real app: go there, point, click, type, choose a file
 * @typedef {{ at: number, title: { ja: string, en: string }, steps: Step[] }} Chapter `at` in seconds
 * @typedef {{ id: string, seconds: number, person: string, settings: boolean, title: { ja: string, en: string }, chapters: Chapter[] }} Lesson `settings`: all five are set before it starts
 * @typedef {{ kind: 'title' | 'chapter', chapter: number, from: number, to: number } | { kind: 'step', chapter: number, step: Step, from: number, to: number }} Scene seconds
 */

/** How long the opening of the lesson and of a chapter stays. */
const TITLE_SECONDS = 5;
const CHAPTER_SECONDS = 3;

/**
 * Steps share the time of their chapter by the length of what is said, to a tenth of a second.
 * @param {Lesson} lesson @returns {Scene[]} without gaps, from 0 to the last second
 */
export function scenesOf(lesson) {
  /** @type {Scene[]} */
  const scenes = [];
  lesson.chapters.forEach((chapter, index) => {
    const end = lesson.chapters[index + 1]?.at ?? lesson.seconds;
    const start = chapter.at + (index === 0 ? TITLE_SECONDS : CHAPTER_SECONDS);
    scenes.push({ kind: index === 0 ? 'title' : 'chapter', chapter: index, from: chapter.at, to: start });
    const weights = chapter.steps.map((step) => 14 + step.ja.length);
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    let used = 0;
    let from = start;
    chapter.steps.forEach((step, at) => {
      used += weights[at] ?? 0;
      const to = at === chapter.steps.length - 1 ? end : Math.round((start + ((end - start) * used) / whole) * 10) / 10;
      scenes.push({ kind: 'step', chapter: index, step, from, to });
      from = to;
    });
  });
  return scenes;
}

/** @param {number} seconds @returns {string} as WebVTT writes it */
function stamp(seconds) {
  const tenths = Math.round(seconds * 10);
  const part = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, '0');
  return `${part(tenths / 36_000)}:${part((tenths / 600) % 60)}:${part((tenths / 10) % 60)}.${tenths % 10}00`;
}

/** @param {{ from: number, to: number, text: string }[]} cues @param {string} [place] cue settings @returns {string} */
const vtt = (cues, place = '') =>
  `WEBVTT\n\n${cues.map(({ from, to, text }, index) => `${index + 1}\n${stamp(from)} --> ${stamp(to)}${place}\n${text}\n`).join('\n')}`;

/** Captions stand above the words that are part of the picture. */
const ABOVE_WORDS = ' line:-4';

/** @param {Lesson} lesson @param {'ja' | 'en'} language @returns {string} */
export const captionsOf = (lesson, language) =>
  vtt(
    scenesOf(lesson).map((scene) => {
      const text =
        scene.kind === 'step'
          ? scene.step[language]
          : scene.kind === 'title'
            ? lesson.title[language]
            : (lesson.chapters[scene.chapter]?.title[language] ?? '');
      return { from: scene.from, to: scene.to, text };
    }),
    ABOVE_WORDS,
  );

/** @param {Lesson} lesson @param {'ja' | 'en'} language @returns {string} */
export const chaptersOf = (lesson, language) =>
  vtt(
    lesson.chapters.map(({ at, title }, index) => ({
      from: at,
      to: lesson.chapters[index + 1]?.at ?? lesson.seconds,
      text: title[language],
    })),
  );
