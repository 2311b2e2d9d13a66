import { createHash } from 'node:crypto';

/**
 * @typedef {import('../shared/model').Account} Account
 * @typedef {import('../shared/model').User} User
 * @typedef {{ id: string, user: User, account: Omit<Account, 'createdAt'>, ageDays: number, seed: 'empty' | 'nearly' | 'busy' }} Person
 */

/**
 * @param {string} id @param {[string, string]} name ja, en @param {User['role']} role
 * @param {[string, string, string]} account id, ja, en @param {Account['plan']} plan @param {Account['tier']} tier @param {number} mrr
 * @param {number} ageDays how long ago the contract started @param {Person['seed']} seed
 * @returns {Person}
 */
const person = (id, name, role, account, plan, tier, mrr, ageDays, seed) => ({
  id,
  ageDays,
  seed,
  user: { id, name: name[0], nameEn: name[1], role },
  account: { id: account[0], name: account[1], nameEn: account[2], plan, tier, mrr },
});

/** The people who may be picked on the login page. All are invented. */
export const people = [
  person(
    'u_hana',
    ['青葉 花', 'Hana Aoba'],
    'owner',
    ['aoba-design', '青葉デザイン事務所', 'Aoba Design'],
    'starter',
    'tech',
    1980,
    0,
    'empty',
  ),
  person(
    'u_ken',
    ['小川 健', 'Ken Ogawa'],
    'owner',
    ['ogawa-construction', '小川工務店', 'Ogawa Construction'],
    'standard',
    'tech',
    4980,
    0,
    'empty',
  ),
  person(
    'u_mio',
    ['桜井 澪', 'Mio Sakurai'],
    'owner',
    ['sakura-dental', 'さくら歯科', 'Sakura Dental'],
    'starter',
    'tech',
    1980,
    40,
    'nearly',
  ),
  person(
    'u_sota',
    ['港 颯太', 'Sota Minato'],
    'owner',
    ['minato-logistics', 'ミナト物流', 'Minato Logistics'],
    'pro',
    'low',
    29400,
    50,
    'busy',
  ),
  person('u_yui', ['藤田 結衣', 'Yui Fujita'], 'owner', ['fuji-trading', 'フジ商事', 'Fuji Trading'], 'pro', 'high', 148000, 90, 'busy'),
  person('u_ren', ['佐藤 蓮', 'Ren Sato'], 'member', ['fuji-trading', 'フジ商事', 'Fuji Trading'], 'pro', 'high', 148000, 90, 'busy'),
];

/**
 * Anyone may also type an e-mail address: the same address always becomes the same person with an account of their own.
 * @param {string} email already checked
 * @returns {Person}
 */
export function personOfEmail(email) {
  const key = createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 12);
  const name = email.split('@')[0] ?? email;
  return person(
    `u_${key}`,
    [name, name],
    'owner',
    [`account-${key}`, `${name} の事務所`, `${name}'s office`],
    'starter',
    'tech',
    1980,
    0,
    'empty',
  );
}
