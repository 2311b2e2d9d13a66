import { useState } from 'preact/hooks';
import { totalsOf, type Rounding } from '../../../shared/totals.mjs';
import { ApiError } from '../api';
import { useDesk, useWords } from '../app';
import { decodeCsv, invoicesOf } from '../csv';
import { longDay, yen } from '../format';
import { go } from '../router';
import { track } from '../telemetry';
import { errorText } from '../ui/errors';
import { Icon } from '../ui/icon';
import { Page } from '../ui/page';
import { fill } from '../words';

const T = {
  title: { ja: 'CSV取込', en: 'CSV import' },
  lead: { ja: '表計算ソフトの一覧から、請求書をまとめて作成します。', en: 'Turn a spreadsheet into invoices, all at once.' },
  drop: { ja: 'CSV ファイルをここへ', en: 'Drop a CSV file here' },
  or: { ja: 'UTF-8 と Shift_JIS に対応しています', en: 'UTF-8 and Shift_JIS are both fine' },
  choose: { ja: 'ファイルを選ぶ', en: 'Choose a file' },
  sample: { ja: '見本をダウンロード', en: 'Download a sample' },
  help: { ja: '書き方を見る', en: 'How to write it' },
  preview: { ja: '{file} から請求書 {n} 枚({rows} 行)', en: '{n} invoices ({rows} rows) in {file}' },
  client: { ja: '取引先', en: 'Client' },
  issued: { ja: '発行日', en: 'Issued' },
  lines: { ja: '明細', en: 'Lines' },
  total: { ja: '金額(税込)', en: 'Total' },
  go: { ja: '{n} 枚を取り込む', en: 'Import {n} invoices' },
  cancel: { ja: '選び直す', en: 'Choose another file' },
  done: { ja: '請求書 {n} 枚を下書きとして取り込みました', en: '{n} invoices imported as drafts' },
  row: { ja: '{row} 行目', en: 'Row {row}' },
  problems: { ja: '次の行を直してから、もう一度選んでください。', en: 'Correct these rows, then choose the file again.' },
  columns: {
    ja: '見出しが足りません。取引先, 発行日, 支払期限, 品目, 数量, 単価, 税率 が必要です。',
    en: 'Headings are missing. Needed: client, issued, due, item, quantity, unit price, tax rate.',
  },
  noClient: { ja: '取引先が空です。', en: 'The client is empty.' },
  date: { ja: '日付は 2026-06-30 の形で書いてください。', en: 'Write dates like 2026-06-30.' },
  item: { ja: '品目が空です。', en: 'The item is empty.' },
  number: { ja: '数量と単価は数字で書いてください。', en: 'Quantity and unit price must be numbers.' },
  rate: { ja: '税率は 10 か 8 です。', en: 'The tax rate is 10 or 8.' },
} as const;

export function Import() {
  const { session, language, change, say } = useDesk();
  const t = useWords(T);
  const [over, setOver] = useState(false);
  const [chosen, setChosen] = useState<{ file: string; result: ReturnType<typeof invoicesOf> } | undefined>();
  const [failure, setFailure] = useState('');
  const rounding = (session.books.settings['tax-rounding']?.['rounding'] ?? 'floor') as Rounding;
  const reasons = { columns: t.columns, client: t.noClient, date: t.date, item: t.item, number: t.number, rate: t.rate };

  const read = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    setFailure('');
    const result = invoicesOf(decodeCsv(await file.arrayBuffer()));
    for (const { reason } of result.errors) track('validation_failed', { field: 'csv', reason });
    setChosen({ file: file.name, result });
  };
  const send = async (): Promise<void> => {
    if (!chosen) return;
    try {
      await change('POST', '/api/invoices/import', { invoices: chosen.result.invoices });
      track('csv_imported', { row_count: chosen.result.rowCount });
      say(fill(t.done, { n: chosen.result.invoices.length }));
      go('/invoices');
    } catch (error) {
      setFailure(errorText(error instanceof ApiError ? error.code : 'internal', language));
    }
  };
  const good = chosen && chosen.result.errors.length === 0 && chosen.result.invoices.length > 0;

  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <>
          <a class="button" href="/help/csv-import" data-shirube="help-csv">
            <Icon name="help" />
            {t.help}
          </a>
          <a class="button" href="/sample-invoices.csv" download data-shirube="csv-sample">
            {t.sample}
          </a>
        </>
      }
    >
      {failure && (
        <p class="notice" role="alert">
          {failure}
        </p>
      )}
      {!good && (
        <div
          class="drop"
          data-over={String(over)}
          data-shirube="csv-drop"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            void read(event.dataTransfer?.files[0]);
          }}
        >
          <Icon name="upload" />
          <h2>{t.drop}</h2>
          <p class="small soft">{t.or}</p>
          <label class="button" for="csv-file">
            {t.choose}
          </label>
          <input
            class="unseen"
            type="file"
            id="csv-file"
            data-shirube="csv-file"
            accept=".csv,text/csv"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </div>
      )}
      {chosen && chosen.result.errors.length > 0 && (
        <div class="notice stack-small" role="alert" data-shirube="csv-errors">
          <strong>{t.problems}</strong>
          <ul>
            {chosen.result.errors.slice(0, 8).map(({ row, reason }) => (
              <li key={row}>
                {fill(t.row, { row })}: {reasons[reason]}
              </li>
            ))}
          </ul>
        </div>
      )}
      {chosen && good && (
        <section class="card" data-shirube="csv-preview">
          <div class="card-head">
            <h2>{fill(t.preview, { file: chosen.file, n: chosen.result.invoices.length, rows: chosen.result.rowCount })}</h2>
          </div>
          <table class="table table-fold">
            <thead>
              <tr>
                <th>{t.client}</th>
                <th>{t.issued}</th>
                <th class="right">{t.lines}</th>
                <th class="right">{t.total}</th>
              </tr>
            </thead>
            <tbody>
              {chosen.result.invoices.map((invoice, index) => (
                <tr key={index}>
                  <td class="strong">{invoice.clientName}</td>
                  <td class="soft">{longDay(invoice.issuedOn, language)}</td>
                  <td class="right">{invoice.lines.length}</td>
                  <td class="right strong">{yen(totalsOf(invoice.lines, rounding).total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div class="card-body form-end">
            <button type="button" class="button button-main" id="import" data-shirube="import" onClick={() => void send()}>
              {fill(t.go, { n: chosen.result.invoices.length })}
            </button>
            <button type="button" class="button button-quiet" onClick={() => setChosen(undefined)}>
              {t.cancel}
            </button>
          </div>
        </section>
      )}
    </Page>
  );
}
