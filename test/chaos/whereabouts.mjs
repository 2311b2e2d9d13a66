// What became of events that did not arrive: looked up in the browser's own stores and in the ledger, not guessed.

/** Runs in a page of the origin: every queued row of the browser's stores, by event name. */
const queued = async () => {
  const found = [];
  const take = (where, key, text) => {
    const [, reporter] = key.slice(key.indexOf('q|')).split('|');
    try {
      const { event, type, context } = JSON.parse(text);
      found.push({ where, reporter, name: event ?? type, tab: context.tabId, seq: context.seq });
    } catch {
      found.push({ where, reporter, name: `unreadable: ${String(text).slice(0, 40)}` });
    }
  };
  for (let i = 0; i < localStorage.length; i++) {
    const key = localStorage.key(i);
    if (/^shirube:[^:]*:q\|/.test(key)) take('journal', key, localStorage.getItem(key).trimStart());
  }
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('shirube:')) continue;
    const db = await new Promise((resolve, reject) =>
      Object.assign(indexedDB.open(name), { onsuccess: (e) => resolve(e.target.result), onerror: reject }),
    );
    const kv = db.transaction('kv').objectStore('kv');
    const range = IDBKeyRange.bound('q|', 'q|\uffff');
    const [keys, values] = await Promise.all(
      [kv.getAllKeys(range), kv.getAll(range)].map(
        (request) =>
          new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject })),
      ),
    );
    keys.forEach((key, i) => take('outbox', key, values[i]));
    db.close();
  }
  return { found, ledger: await window.shirube.ledger() };
};

/** `missing`: names of events; `said`: reasons that pages heard in on('lost'), by event name; `fate`: what happened to the page of each. */
export async function whereabouts(page, missing, fate) {
  const { found, ledger } = await page.evaluate(queued);
  const rows = new Map(found.map((row) => [row.name, row]));
  const sums = {};
  const list = missing.map((name) => {
    const row = rows.get(name);
    const where = row ? `${row.where} of ${row.reporter || '(not yet addressed)'}` : 'in no store';
    const line = `${where}; its page ${fate(name)}`;
    sums[line] = (sums[line] ?? 0) + 1;
    return { name, where, fate: fate(name) };
  });
  return { sums, list, ledger, waiting: found.length, unreadable: found.filter((row) => row.name.startsWith('unreadable')) };
}
