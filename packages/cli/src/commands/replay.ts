/** `shirube replay <recording>`: a flight recording from the inspector, played again: the same signals must give the same effects. */
import { compile, initialState, loadState, type Config, type Signal } from '@shirube/engine';
import { checkConfig } from '../check/check';
import { isRecord } from '../check/walk';
import type { Command } from '../context';
import { timelineData, prettyTimeline } from '../format/timeline';
import { Failure } from '../io';
import { parseLine } from '../play/event';
import { playExactly, type Replaced } from '../play/exact';
import type { Lang } from '../lang';
import { sayRefusal, type Refusal } from '../say/refusals';
import { decode } from '../source/read';

export interface ReplayOptions {
  format: 'pretty' | 'json';
}

interface Recording {
  config: Config;
  signals: unknown[];
  state?: unknown;
  effects?: { id: string }[];
}

function recordingOf(text: string, file: string, lang: Lang): Recording {
  const refuse = (code: Refusal['code'], have?: unknown): Failure =>
    new Failure('recording.shape', { file, reason: sayRefusal({ code, have }, lang) });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse('not-json');
  }
  if (!isRecord(json)) throw refuse('not-object', json);
  const { config, signals, state, effects } = json;
  if (!isRecord(config)) throw refuse('no-config');
  if (!Array.isArray(signals)) throw refuse('no-signals');
  const checked = checkConfig(new TextEncoder().encode(JSON.stringify(config)), file);
  if (!checked.config) throw refuse('bad-config', checked.problems[0]?.code);
  return {
    config: checked.config,
    signals,
    state,
    ...(Array.isArray(effects) && { effects: effects.filter((e): e is { id: string } => isRecord(e) && typeof e['id'] === 'string') }),
  };
}

const words = {
  en: { same: 'The recorded effects came out again, all of them.', missing: 'Recorded, but not now', extra: 'Now, but not recorded' },
  ja: { same: '記録された動作がすべて再現されました。', missing: '記録にあるが再現されない', extra: '記録にないが起きた' },
} as const;

export const replay: Command<ReplayOptions> = async ({ io, lang, style }, [file = ''], { format }) => {
  const recording = recordingOf(decode(await io.readFile(file), file), file, lang);
  const bad: { line: number; reason: string }[] = [];
  let events = 0;
  const entries = recording.signals.flatMap((entry, i): (Signal | Replaced)[] => {
    if (isRecord(entry) && entry['kind'] === 'state') return [{ state: loadState(entry['state']).state }];
    const parsed = parseLine(JSON.stringify(entry) ?? 'null', i + 1);
    if ('refusal' in parsed) {
      bad.push({ line: i + 1, reason: sayRefusal(parsed.refusal, lang) });
      return [];
    }
    events++;
    return parsed.happenings.flatMap((happening) => happening.signals);
  });
  const played = playExactly(
    compile(recording.config),
    recording.state === undefined ? initialState() : loadState(recording.state).state,
    entries,
  );
  const now = new Set(played.flatMap((p) => p.entries.flatMap((e) => e.effect ?? [])));
  const then = recording.effects && new Set(recording.effects.map((e) => e.id));
  const missing = then ? [...then].filter((id) => !now.has(id)) : [];
  const extra = then ? [...now].filter((id) => !then.has(id)) : [];
  const same = !missing.length && !extra.length;
  if (format === 'json')
    io.out(`${JSON.stringify({ people: timelineData(played), unreadable: bad, ...(then && { same, missing, extra }) }, null, 2)}\n`);
  else {
    io.out(
      prettyTimeline(
        played,
        { events, duplicates: 0, bad, badCount: bad.length },
        { lang, style, timeZone: recording.config.timeZone, react: 'ignore' },
      ),
    );
    const w = words[lang];
    if (then)
      io.out(
        same
          ? `${style.green('✔')} ${w.same}\n`
          : [
              ...missing.map((id) => `${style.red('✖')} ${w.missing}: ${id}`),
              ...extra.map((id) => `${style.red('✖')} ${w.extra}: ${id}`),
              '',
            ].join('\n'),
      );
  }
  return same ? 0 : 1;
};
