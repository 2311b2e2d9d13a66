/** Loads configurations, validates them as a whole, and keeps every version that was ever active. A broken file changes nothing. */
import { readFile } from 'node:fs/promises';
import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Config, Program } from '@shirube/engine';
import { configSchema, lint } from '@shirube/engine/schema';
import type { Store } from '../stores/port';
import type { Clock } from './clock';
import { reasonOf, type Log } from './log';
import type { Programs } from './programs';
import { recount } from './rollups';

/** What the configuration counts over whole accounts. */
const counted = (program: Program | undefined): string => JSON.stringify([...(program?.rollups.keys() ?? [])].sort());
/** Built once: it is the largest object of the process. */
let schema: ReturnType<typeof configSchema> | undefined;

/** As browsers read it: UTF-8, with or without a byte order mark. */
function parse(bytes: Uint8Array, path: string): Config {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Config;
  } catch (error) {
    const why = error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'is not UTF-8 text: save it as UTF-8';
    throw new Error(`${path} ${why}. Run: npx shirube validate ${path}`, { cause: error });
  }
}

/** So many of a configuration's warnings are written into the log. */
const MOST_WARNINGS = 20;

export class Configs {
  readonly #watchers: FSWatcher[] = [];
  constructor(
    private readonly store: Store,
    private readonly programs: Programs,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly changed: () => void,
  ) {}

  /** Makes a configuration, from the file `from`, the active one. Everybody is looked at again, because waits and rules may have changed. */
  async activate(tenant: number, config: Config, from = 'shirube.json'): Promise<string> {
    const checked = (schema ??= configSchema()).safeParse(config);
    if (!checked.success) {
      const [first] = checked.error.issues;
      throw new Error(
        `The configuration is not valid: ${first?.message ?? ''} at ${first?.path.join('.') || 'the top'} (${checked.error.issues.length} in all). Run: npx shirube validate ${from}`,
      );
    }
    this.#warn(tenant, config, from);
    const before = this.programs.get(tenant);
    const { program, changed } = this.programs.set(tenant, config);
    const now = this.clock.now();
    await this.store.tx(async (tx) => {
      if (changed || counted(before) !== counted(program)) await recount(tx, tenant);
      const [current] = await tx.query<{ version: string; body: string }>(
        'SELECT version, body FROM configs WHERE tenant = ? ORDER BY active_at DESC LIMIT 1',
        [tenant],
      );
      const body = JSON.stringify(config);
      if (current?.version === program.version && current.body === body) return;
      await tx.upsert('configs', ['tenant', 'version'], [{ tenant, version: program.version, body, active_at: now }]);
      await tx.run('UPDATE users SET wake_at = ? WHERE tenant = ? AND (wake_at IS NULL OR wake_at > ?)', [now, tenant, now]);
    });
    return program.version;
  }

  /** What is valid and yet not meant, by place; the words are those of `shirube validate`. */
  #warn(tenant: number, config: Config, from: string): void {
    const warnings = lint(config).filter(({ severity }) => severity !== 'info');
    if (!warnings.length) return;
    const named = warnings.slice(0, MOST_WARNINGS).map(({ code, pointer }) => `${code} ${pointer}`);
    this.log.warn(
      { tenant, warnings: named, in_all: warnings.length },
      `the configuration has warnings; they are explained by: npx shirube validate ${from}`,
    );
  }

  /** Goes on with what was active last, when nothing is: without a configuration flows would end and things be kept for other times than were asked for. */
  async resume(tenant: number): Promise<void> {
    if (this.programs.get(tenant)) return;
    const [last] = await this.store.query<{ version: string; body: string }>(
      'SELECT version, body FROM configs WHERE tenant = ? ORDER BY active_at DESC LIMIT 1',
      [tenant],
    );
    if (!last)
      return this.log.warn(
        { tenant },
        'no configuration is active: events are taken and kept, and nothing is decided until there is a valid one (--config; a file is read again when it changes)',
      );
    const checked = (schema ??= configSchema()).safeParse(JSON.parse(last.body));
    if (!checked.success)
      return this.log.error(
        { tenant, version: last.version },
        'the configuration that was active last is not valid for this version; none is active',
      );
    this.programs.set(tenant, JSON.parse(last.body) as Config);
    await this.store.tx((tx) => recount(tx, tenant));
    this.log.warn({ tenant, version: last.version }, 'no configuration was given; the one that was active last goes on');
  }

  /** Reads a file, and again whenever it changes. */
  async follow(tenant: number, path: string): Promise<void> {
    const load = async (): Promise<void> => {
      try {
        const version = await this.activate(tenant, parse(await readFile(path), path), path);
        this.log.info({ tenant, version }, 'configuration active');
        this.changed();
      } catch (error) {
        this.log.error(
          { tenant, ...reasonOf(error) },
          this.programs.get(tenant) ? 'configuration not taken; the one before stays active' : 'configuration not taken',
        );
      }
    };
    await load();
    await this.resume(tenant);
    let timer: NodeJS.Timeout | undefined;
    // Editors replace files, so the folder is watched.
    const watcher = watch(dirname(path), (_event, name) => {
      if (name !== null && name !== basename(path)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void load(), 150);
    });
    watcher.on('error', () => undefined);
    watcher.unref();
    this.#watchers.push(watcher);
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }
}
