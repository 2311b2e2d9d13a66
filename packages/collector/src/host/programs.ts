/** The active configuration of each tenant, compiled for a server: it never chooses content for display. */
import { compile, type Config, type Kpis, type Program } from '@shirube/engine';
import { firstZone } from '../metrics/days';

/** Events that Shirube itself sends; seeing a hint is not using the product. */
const GUIDANCE = /^(\$|(Content|Tour|Video|Mail|Task|Milestone|Segment|Flow|Survey|Target) [A-Z])/;

export class Programs {
  readonly #programs = new Map<number, Program>();
  readonly #empty: Program = compile({ shirube: 1 }, { faces: false });
  /** Takes a configuration that was validated; gives the program and whether it differs from the one before. */
  set(tenant: number, config: Config): { program: Program; changed: boolean } {
    const program = compile(config, { faces: false });
    const changed = this.#programs.get(tenant)?.version !== program.version;
    this.#programs.set(tenant, program);
    return { program, changed };
  }
  get(tenant: number): Program | undefined {
    return this.#programs.get(tenant);
  }
  /** Without a configuration events are stored and people known, and nothing is decided. */
  of(tenant: number): Program {
    return this.#programs.get(tenant) ?? this.#empty;
  }
  /** Does this event mean real use? `kpis.activeEvents`, or by default every event that the app itself tracks. */
  core(tenant: number, event: string): boolean {
    const { activeEvents } = (this.of(tenant).config['kpis'] ?? {}) as Kpis;
    return activeEvents ? activeEvents.includes(event) : !GUIDANCE.test(event);
  }
  tenants(): number[] {
    return [...this.#programs.keys()];
  }
}

/** The account's zone, else the configuration's, else Tokyo. */
export const zoneOf = (program: Program, account: Record<string, unknown> = {}): string =>
  firstZone(account['timezone'], account['time_zone'], program.config.timeZone);
