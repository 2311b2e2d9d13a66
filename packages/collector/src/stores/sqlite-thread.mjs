// Answers questions to the embedded store on a thread of its own, so that a page that looks at very many rows holds up nobody.
// Plain JavaScript, because it is started from the sources and from the built package alike. Rows travel as JSON: cheaper than cloning.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const Database = workerData.engine === 'node:sqlite' ? require('node:sqlite').DatabaseSync : require('libsql');
const db = new Database(workerData.path);
for (const pragma of ['busy_timeout = 5000', 'cache_size = -32768', 'mmap_size = 268435456', 'temp_store = MEMORY', 'query_only = ON'])
  db.exec(`PRAGMA ${pragma}`);

const PREPARED_MAX = 300;
const statements = new Map();
function prepare(sql) {
  const known = statements.get(sql);
  if (known) return known;
  if (statements.size >= PREPARED_MAX) statements.clear();
  const statement = db.prepare(sql);
  statements.set(sql, statement);
  return statement;
}

parentPort.on('message', ({ id, sql, params, end }) => {
  if (end) {
    statements.clear();
    db.close();
    parentPort.close();
    return;
  }
  try {
    parentPort.postMessage({ id, json: JSON.stringify(prepare(sql).all(...params)) });
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
