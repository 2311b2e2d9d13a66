/** The first configuration: one milestone and one welcome on the second login. */
const config = {
  $schema: './node_modules/@shirube/engine/schema/shirube.schema.json',
  shirube: 1,
  languages: ['en', 'ja'],
  events: { login: { description: { en: 'Signed in', ja: 'サインイン' } } },
  milestones: [{ id: 'second-login', label: { en: 'Second login', ja: '2回目のログイン' }, when: { kind: 'login', nth: { atLeast: 2 } } }],
  content: [
    {
      kind: 'modal',
      id: 'welcome',
      when: { kind: 'milestone', id: 'second-login' },
      title: { en: 'Good to see you again', ja: 'おかえりなさい' },
      body: { en: 'Change this text in **shirube.json**.', ja: 'この文章は **shirube.json** で変えられます。' },
      buttons: [{ label: { en: 'Thanks', ja: 'はじめる' }, do: 'complete', kind: 'primary' }],
    },
  ],
};

export const firstConfig = (): string => `${JSON.stringify(config, null, 2)}\n`;

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What goes into the page. The first script stands before the second, so that its calls wait for it, however fast it is. */
export const tag = ({ script = '/shirube/shirube.js', endpoint }: { script?: string | undefined; endpoint?: string | undefined }): string =>
  `<script>
  window.shirube = { q: [['identify', 'USER-ID', {}, { login: true }]] };
</script>
<script async src="${attribute(script)}" data-config="/shirube.json"${endpoint ? ` data-endpoint="${attribute(endpoint)}"` : ''}></script>`;
