/** Two languages, chosen by the person; labels of the configuration come in as many as it has. */
import { atom } from 'nanostores';
import { outline, pickText, type Text } from '@shirube/engine';
import { config, RequestError } from './api';
import { en } from './words/en';
import { fill } from './words/fill';
import { ja } from './words/ja';

export type Lang = 'ja' | 'en';
export type Word = keyof typeof en;
const dictionaries: Record<Lang, Record<Word, string>> = { en, ja };

const kept = (name: string): string | null => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};
export const keep = (name: string, value: string): void => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser without storage forgets the choice, nothing else.
  }
};

const first = (): Lang => {
  const stored = kept('shirube.lang');
  if (stored === 'ja' || stored === 'en') return stored;
  return navigator.language.startsWith('ja') ? 'ja' : 'en';
};
export const lang = atom<Lang>(first());
export function setLang(next: Lang): void {
  lang.set(next);
  keep('shirube.lang', next);
  document.documentElement.lang = next;
}

/** `t('of', { n: 3, all: 5 })` */
export const t = (word: Word, values: Record<string, string | number> = {}): string => fill(dictionaries[lang.get()][word], values);
/** A word that may not exist: the id itself is better than nothing. */
export const maybe = (word: string, fallback: string): string => (word in en ? t(word as Word) : fallback);

/** Why something did not work, in the language of who reads it; what has no words there is told as the collector tells it. */
export function trouble(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof RequestError ? maybe(`error.${error.code}`, message) : message;
}

/** A text of the configuration in the language of who looks at it. What speaks to each person is shown as nobody in particular reads it. */
export function say(text: Text | null | undefined, fallback = ''): string {
  if (text === null || text === undefined) return fallback;
  return outline(pickText(text, lang.get(), config.get()?.defaultLanguage ?? 'ja')[0]) || fallback;
}

type Section =
  | 'milestones'
  | 'segments'
  | 'flows'
  | 'contents'
  | 'videos'
  | 'mails'
  | 'levels'
  | 'stages'
  | 'tiers'
  | 'signals'
  | 'caps'
  | 'features'
  | 'checklists'
  | 'events';
/** The label of something that the configuration declares, by its id. */
export function label(section: Section, id: string | null): string {
  if (id === null) return '';
  const found = config.get()?.[section]?.find((item) => item.id === id);
  return say(found?.label ?? null, maybe(`${section}.${id}`, id));
}
/** What an event is called: by us, by the configuration, or by its own name. */
export const eventLabel = (name: string): string => (`event.${name}` in en ? t(`event.${name}` as Word) : label('events', name));
export function itemLabel(checklist: string, id: string): string {
  const list = config.get()?.checklists.find((one) => one.id === checklist);
  return say(list?.items.find((item) => item.id === id)?.label ?? null, id);
}
