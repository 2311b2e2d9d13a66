import { expect, it } from 'vitest';
import { match } from '../../collector/src/api/route';
import { held, holder, part } from './part';

it.each(['.', '..', '~.', '~~..', '-', '~-', '~~-', '--', '~', '~a', '...', 'a/b', '%2E', 'u 1'])(
  'an account or a person called %j has an address of its own',
  (name) => {
    const { pathname } = new URL(`http://collector/users/${part(name)}/${part(name)}`);
    expect(match('/users/:account/:user', pathname)).toEqual({ account: name, user: name });
  },
);

it.each(['', '-', '~-', '~~-', 'acme', '~', '~a-'])('somebody of the account %j is found there, and nobody else', (account) => {
  expect(held(holder(account))).toBe(account);
  const { pathname } = new URL(`http://collector/users/${account ? part(account) : '-'}/u1`);
  expect(match('/users/:account/:user', pathname)).toEqual({ account, user: 'u1' });
});
