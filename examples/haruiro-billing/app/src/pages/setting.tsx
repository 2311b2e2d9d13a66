import { checkSetting, settingFields, settingItems, type SettingItem } from '../../../shared/settings.mjs';
import { useDesk, useWords } from '../app';
import { settingsDone } from '../books';
import { Field } from '../ui/field';
import { Page } from '../ui/page';
import { RoundingChoice } from '../ui/rounding-choice';
import { useForm } from '../ui/use-form';
import { track, outsideName } from '../telemetry';
import { go } from '../router';
import { inLanguage } from '../words';
import { accountTypes, fieldWords, settingLeads, settingTitles } from './setting-words';

const T = {
  settings: { ja: '設定', en: 'Settings' },
  save: { ja: '保存する', en: 'Save' },
  next: { ja: '保存して次へ', en: 'Save and continue' },
  cancel: { ja: '設定に戻る', en: 'Back to settings' },
  saved: { ja: '「{title}」を保存しました', en: 'Saved: {title}' },
  choose: { ja: '選んでください', en: 'Please choose' },
  what: { ja: '登録番号とは?', en: 'What is a registration number?' },
  whatText: { ja: '番号の調べ方と、請求書のどこに載るかを説明しています。', en: 'Where to find it, and where it appears on an invoice.' },
  more: { ja: '説明を読む', en: 'Read the explanation' },
  example: { ja: '例', en: 'e.g.' },
} as const;

/** One of the five settings, as a form. */
export function SettingPage({ item }: { item: SettingItem }) {
  const { session, language, change, say } = useDesk();
  const t = useWords(T);
  const title = settingTitles[item][language];
  const stored = session.books.settings[item] ?? {};
  const fields = settingFields[item];
  const form = useForm<Record<string, string>>(
    Object.fromEntries(fields.map(({ id }) => [id, stored[id] ?? (id === 'account-type' ? 'ordinary' : '')])),
  );
  const next = settingItems.slice(settingItems.indexOf(item) + 1).find((other) => !session.books.settings[other]);

  const save = async (): Promise<void> => {
    const { values } = checkSetting(item, form.values);
    const after = await change('PUT', `/api/settings/${item}`, values);
    track('setting_saved', { item: outsideName(item), settings_done: settingsDone(after.books) });
    say(t.saved.replace('{title}', title));
    go(next ? `/settings/${next}` : '/settings');
  };

  return (
    <Page title={title} lead={settingLeads[item][language]} crumb={{ href: '/settings', text: t.settings }}>
      <div class="split">
        <form
          class="card card-body form"
          noValidate
          id={`form-${item}`}
          data-shirube={`form-${item}`}
          onSubmit={(event) => form.submit(event, (values) => checkSetting(item, values).errors, save)}
        >
          {form.failure && (
            <p class="notice" role="alert">
              {form.failure}
            </p>
          )}
          {item === 'tax-rounding' ? (
            <RoundingChoice
              value={form.values['rounding'] ?? ''}
              onValue={(value) => form.set('rounding', value)}
              error={form.errors['rounding']}
            />
          ) : (
            <div class="form-grid">
              {fields.map(({ id, required }) => {
                const words = fieldWords[id];
                return (
                  words && (
                    <Field
                      key={id}
                      id={id}
                      label={words.label[language]}
                      hint={words.hint?.[language]}
                      required={required}
                      width={words.width ?? 6}
                      value={form.values[id] ?? ''}
                      onValue={(value) => form.set(id, value)}
                      error={form.errors[id]}
                      {...(id === 'account-type' ? { choices: Object.entries(inLanguage(accountTypes, language)) } : {})}
                      input={{
                        placeholder: words.example ? `${t.example} ${words.example}` : undefined,
                        autocomplete: words.autocomplete ?? 'off',
                        inputMode: words.numeric ? 'numeric' : undefined,
                        ...(id === 'registration-number' ? { class: 'input input-big', maxLength: 40, spellcheck: false } : {}),
                      }}
                    />
                  )
                );
              })}
            </div>
          )}
          <div class="form-end">
            <button class="button button-main" id="save" data-shirube="save-setting" disabled={form.busy}>
              {next ? t.next : t.save}
            </button>
            <a class="button button-quiet" href="/settings">
              {t.cancel}
            </a>
          </div>
        </form>
        {item === 'registration-number' && (
          <aside class="card card-body stack-small">
            <h2>{t.what}</h2>
            <p class="soft small">{t.whatText}</p>
            <p>
              <a href="/help/registration-number" data-shirube="help-registration-number">
                {t.more}
              </a>
            </p>
          </aside>
        )}
      </div>
    </Page>
  );
}
