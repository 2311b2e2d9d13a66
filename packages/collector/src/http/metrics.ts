/** Prometheus metrics. No label ever names a person, an account or a path: only tenants, results and kinds. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export class Metrics {
  readonly registry = new Registry();
  readonly #batches = this.#counter('shirube_batches_total', 'Batches by result.', ['result']);
  readonly #accepted = this.#counter('shirube_events_accepted_total', 'Events acknowledged.');
  readonly #dropped = this.#counter('shirube_events_dropped_total', 'Events refused one by one.');
  readonly #applied = this.#counter('shirube_events_applied_total', 'Events stored and stepped.');
  readonly #duplicates = this.#counter('shirube_events_duplicate_total', 'Events that were stored already.');
  readonly #effects = this.#counter('shirube_effects_total', 'Effects decided for the first time.');
  readonly #errors = this.#counter('shirube_worker_errors_total', 'Transactions of the worker that failed.');
  readonly #statements = this.#counter('shirube_statements_total', 'Statements to the learning record store by result.', ['result']);
  readonly #seconds = new Histogram({
    name: 'shirube_intake_seconds',
    help: 'Time from request to acknowledgement.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [this.registry],
  });
  readonly #gauges: Record<'backlog' | 'mails_uncertain' | 'mails_queued' | 'webhooks_dead' | 'dead_letters' | 'statements_waiting', Gauge>;

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'shirube_' });
    const gauge = (name: string, help: string) => new Gauge({ name: `shirube_${name}`, help, registers: [this.registry] });
    this.#gauges = {
      backlog: gauge('backlog_batches', 'Acknowledged batches that are not applied yet.'),
      mails_uncertain: gauge('mails_uncertain', 'Mails that a crash cut off.'),
      mails_queued: gauge('mails_queued', 'Mails waiting.'),
      webhooks_dead: gauge('webhooks_dead', 'Webhooks that were given up.'),
      dead_letters: gauge('dead_letters', 'Refused events that are kept.'),
      statements_waiting: gauge('statements_waiting', 'Statements that the learning record store has not taken yet.'),
    };
  }
  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
  batch(result: 'ok' | 'refused', events: number, dropped: number): void {
    this.#batches.inc({ result });
    this.#accepted.inc(events);
    this.#dropped.inc(dropped);
  }
  took(seconds: number): void {
    this.#seconds.observe(seconds);
  }
  applied(events: number, duplicates: number, effects: number): void {
    this.#applied.inc(events);
    this.#duplicates.inc(duplicates);
    this.#effects.inc(effects);
  }
  statements(result: 'stored' | 'refused', n: number): void {
    this.#statements.inc({ result }, n);
  }
  error(): void {
    this.#errors.inc();
  }
  /** Text of /metrics; `levels` are read at that moment. */
  async text(
    levels: Record<'backlog' | 'mails_uncertain' | 'mails_queued' | 'webhooks_dead' | 'dead_letters' | 'statements_waiting', number>,
  ): Promise<string> {
    for (const [name, gauge] of Object.entries(this.#gauges)) gauge.set(levels[name as keyof typeof levels]);
    return this.registry.metrics();
  }
}
