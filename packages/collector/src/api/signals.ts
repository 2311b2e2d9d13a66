import { ApiError } from '../http/api';
import { fromCsv } from './csv';
import type { Context, Route } from './route';
import type { FactsTaken } from './types';

interface Fact {
  account: string;
  name: string;
  value: string | number | boolean | null;
}
const MOST = 20_000;

/**
 * What only people know (touch point rating, case study, late payment …): a CSV whose first column is `account` and whose other
 * headings are names, or JSON `[{"account":"acme","name":"touchpoint","value":"good"}]`. The newest value per account and name stands.
 */
export const factsRoutes: Route[] = [
  {
    method: 'POST',
    path: '/facts',
    async run(context) {
      const { body, session } = context.request;
      const { facts, errors } = typeof body === 'string' ? fromTable(body) : fromJson(body);
      if (facts.length > MOST)
        throw new ApiError(413, 'too-many', `${facts.length} values in one request; the most is ${MOST}. Send the file in parts.`);
      if (!facts.length)
        throw new ApiError(
          400,
          'no-facts',
          errors[0]?.message ?? 'No values were found. The first line of the CSV names the columns: account,touchpoint,payment_overdue.',
        );
      await context.deps.store.tx((tx) =>
        tx.insert(
          'facts',
          [],
          facts.map((f) => ({
            tenant: context.tenant,
            account_id: f.account,
            name: f.name,
            value: JSON.stringify(f.value),
            at: context.now,
            entered_by: session.name,
            source: typeof body === 'string' ? 'csv' : 'api',
          })),
        ),
      );
      await apply(context, facts);
      await context.deps.audit(session, 'facts', { values: facts.length });
      return { json: { accepted: facts.length, refused: errors } satisfies FactsTaken };
    },
  },
];

/** The flow worker hears of it too: conditions on account traits may hold now. */
async function apply({ deps, tenant, request }: Context, facts: readonly Fact[]): Promise<void> {
  const byAccount = new Map<string, Record<string, Fact['value']>>();
  for (const { account, name, value } of facts) byAccount.set(account, { ...byAccount.get(account), [name]: value });
  for (const [account, traits] of byAccount) await deps.accountTraits(tenant, account, traits, request.session.name);
}

type Read = { facts: Fact[]; errors: FactsTaken['refused'] };
function fromTable(text: string): Read {
  const [head = [], ...rows] = fromCsv(text);
  if (head[0]?.trim().toLowerCase() !== 'account')
    throw new ApiError(
      400,
      'facts-head',
      `The first column is "${head[0] ?? ''}", not "account". Write a first line such as account,touchpoint,payment_overdue.`,
    );
  const names = head.slice(1).map((name) => name.trim());
  const errors: Read['errors'] = [];
  const facts = rows.flatMap((row, i) => {
    const account = row[0]?.trim() ?? '';
    if (!account) errors.push({ at: i + 2, message: `Line ${i + 2}: no account. Write its id in the first column.` });
    return account
      ? names.flatMap((name, j): Fact[] => (name && row[j + 1]?.trim() ? [{ account, name, value: typed(row[j + 1]?.trim() ?? '') }] : []))
      : [];
  });
  return { facts, errors };
}
/** Numbers as people write them; what begins with zeros, or has more digits than a number keeps, is somebody's number in a list. */
const typed = (text: string): Fact['value'] =>
  /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text;

function fromJson(body: unknown): Read {
  const errors: Read['errors'] = [];
  const list: unknown[] = Array.isArray(body) ? body : [];
  const facts = list.flatMap((item, i): Fact[] => {
    if (
      item &&
      typeof item === 'object' &&
      'account' in item &&
      'name' in item &&
      'value' in item &&
      typeof item.account === 'string' &&
      typeof item.name === 'string' &&
      (item.value === null || ['string', 'number', 'boolean'].includes(typeof item.value))
    )
      return [{ account: item.account, name: item.name, value: item.value as Fact['value'] }];
    errors.push({ at: i, message: `Item ${i}: needs account and name (text) and value (text, number, true/false or null).` });
    return [];
  });
  return { facts, errors };
}
