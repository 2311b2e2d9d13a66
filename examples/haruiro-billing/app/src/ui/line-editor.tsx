import { lineAmount } from '../../../shared/totals.mjs';
import { useApp, useWords } from '../app';
import { numberOf, yen } from '../format';
import { errorText } from './errors';
import { Icon } from './icon';

/** A line as it is typed: numbers are text until they are saved. */
export interface DraftLine {
  key: number;
  description: string;
  quantity: string;
  unitPrice: string;
  rate: 10 | 8;
}

export const emptyLine = (key = 0): DraftLine => ({ key, description: '', quantity: '1', unitPrice: '', rate: 10 });

const T = {
  description: { ja: '品目', en: 'Item' },
  quantity: { ja: '数量', en: 'Quantity' },
  price: { ja: '単価(税抜)', en: 'Unit price' },
  rate: { ja: '税率', en: 'Tax' },
  amount: { ja: '金額', en: 'Amount' },
  add: { ja: '明細を追加', en: 'Add a line' },
  remove: { ja: '{n} 行目を削除', en: 'Remove line {n}' },
  reduced: { ja: '8% 軽減', en: '8% reduced' },
} as const;

interface LineEditorProps {
  lines: readonly DraftLine[];
  onLines(lines: DraftLine[]): void;
  errors: Readonly<Record<string, string>>;
}

export function LineEditor({ lines, onLines, errors }: LineEditorProps) {
  const t = useWords(T);
  const { language } = useApp();
  const change = (index: number, part: Partial<DraftLine>): void =>
    onLines(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  const cell = (
    index: number,
    field: 'description' | 'quantity' | 'unit-price',
    label: string,
    value: string,
    onValue: (value: string) => void,
  ) => {
    const id = `lines-${index}-${field}`;
    const error = errors[id];
    return (
      <>
        <input
          class={`input ${field === 'description' ? '' : 'input-number'}`}
          id={id}
          data-shirube={`line-${field}`}
          aria-label={`${label} ${index + 1}`}
          placeholder={label}
          inputMode={field === 'description' ? 'text' : 'decimal'}
          autocomplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        {error && (
          <p class="error" id={`${id}-error`}>
            {errorText(error, language)}
          </p>
        )}
      </>
    );
  };
  return (
    <>
      <table class="editor-lines">
        <thead>
          <tr>
            <th>{t.description}</th>
            <th class="col-quantity">{t.quantity}</th>
            <th class="col-price">{t.price}</th>
            <th class="col-rate">{t.rate}</th>
            <th class="col-amount right">{t.amount}</th>
            <td class="col-tool" />
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const amount = lineAmount({
              description: '',
              quantity: numberOf(line.quantity),
              unitPrice: numberOf(line.unitPrice),
              rate: line.rate,
            });
            return (
              <tr key={line.key}>
                <td>{cell(index, 'description', t.description, line.description, (description) => change(index, { description }))}</td>
                <td class="col-quantity">
                  {cell(index, 'quantity', t.quantity, line.quantity, (quantity) => change(index, { quantity }))}
                </td>
                <td class="col-price">{cell(index, 'unit-price', t.price, line.unitPrice, (unitPrice) => change(index, { unitPrice }))}</td>
                <td class="col-rate">
                  <select
                    class="input"
                    aria-label={`${t.rate} ${index + 1}`}
                    data-shirube="line-rate"
                    value={line.rate}
                    onChange={(event) => change(index, { rate: event.currentTarget.value === '8' ? 8 : 10 })}
                  >
                    <option value={10}>10%</option>
                    <option value={8}>{t.reduced}</option>
                  </select>
                </td>
                <td class="col-amount amount">{Number.isFinite(amount) ? yen(amount) : '–'}</td>
                <td class="col-tool">
                  {lines.length > 1 && (
                    <button
                      type="button"
                      class="button button-quiet icon-button"
                      aria-label={t.remove.replace('{n}', String(index + 1))}
                      onClick={() => onLines(lines.filter((other) => other !== line))}
                    >
                      <Icon name="close" />
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div>
        <button
          type="button"
          class="button button-small"
          id="add-line"
          data-shirube="add-line"
          onClick={() => onLines([...lines, emptyLine(Math.max(0, ...lines.map(({ key }) => key)) + 1)])}
        >
          <Icon name="plus" />
          {t.add}
        </button>
      </div>
    </>
  );
}
