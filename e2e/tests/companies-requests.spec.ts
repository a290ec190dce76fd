// What the administrators of a company look after, with the demo's people: somebody who asks to join, invitations in every state, the logo.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Customer, expect, Inspection, languages, noOverflow, test } from '../fixtures.ts';

const COMPANY = '/c/ostermoor-freight';
const PICTURES = join(import.meta.dirname, '..', '..', 'program', 'gatehouse', 'src', 'demo', 'pictures');

// COM-2
test('somebody with the license asks to join, waits, and is admitted @phone @nojs', async ({ gatehouse, mailbox, newContext, texts }) => {
  const t = texts('companies');
  const enter = async (email: string) => {
    const person = new Customer(await (await newContext()).newPage(), email, 'en', mailbox);
    await person.enter(gatehouse.demo.password);
    return person.page;
  };
  const tess = await enter('tess@ostermoor.test');
  await tess.goto('/companies/joining');
  await expect(tess.locator('main')).toContainText(t.get('joining-asked'));
  await expect(tess.locator('main')).toContainText('Ostermoor Freight');
  expect((await tess.goto(COMPANY))?.status()).toBe(404);

  const dana = await enter('dana@ostermoor.test');
  await dana.goto(`${COMPANY}/joining`);
  await noOverflow(dana);
  await expect(dana.locator('main')).toContainText('tess@ostermoor.test');
  await dana.getByRole('button', { name: new RegExp(`^${t.get('request-admit')}`) }).click();
  await expect(dana.getByText(t.get('request-admitted-done'))).toBeVisible();
  await expect(dana.getByText(t.get('requests-none'))).toBeVisible();
  await mailbox.mailTo('tess@ostermoor.test', t.get('mail-admitted-title', { company: 'Ostermoor Freight' }));

  await tess.goto(COMPANY);
  await expect(tess.locator('main')).toContainText(t.get('rights-none'));
  expect((await tess.goto(`${COMPANY}/users`))?.status()).toBe(403);
});

for (const language of languages) {
  test.describe(language, () => {
    test.use({ language });

    // COM-5, ALL-1
    test(`every state of an invitation is told, and what can be done then (${language})`, async ({ gatehouse, mailbox, page, texts }) => {
      const t = texts('companies');
      await page.goto(`/sign-in?lang=${language}`);
      await new Customer(page, 'dana@ostermoor.test', language, mailbox).signIn(gatehouse.demo.password);
      await expect(page).toHaveURL(/\/home$/);
      const inspection = new Inspection(page, language);
      await inspection.visit(`${COMPANY}/invitations`);
      inspection.end();
      const row = (email: string) => page.locator('tbody tr', { hasText: email });
      const states: [string, string][] = [
        ['nils@ostermoor.test', 'invited-sent'],
        ['otis@ostermoor.test', 'invited-expired'],
        ['hugo@ostermoor.test', 'invited-registered'],
        ['greta@ostermoor.test', 'invited-lapsed'],
        ['mara@ostermoor.test', 'invited-declined'],
        ['odd@ostermoor.test', 'invited-withdrawn'],
      ];
      for (const [email, state] of states) await expect(row(email)).toContainText(t.get(state));
      await expect(row('greta@ostermoor.test')).toContainText(t.get('invited-lapsed-hint'));

      // Dead end 10, and one that is under way.
      const invite = async (email: string): Promise<void> => {
        await page.goto(`${COMPANY}/invitations/new`);
        await page.getByLabel(t.get('join-email'), { exact: true }).fill(email);
        await page.getByRole('button', { name: t.get('invite-button'), exact: true }).click();
        await expect(page.getByLabel(t.get('join-email'), { exact: true })).toHaveAttribute('aria-invalid', 'true');
      };
      for (const [email, said] of [
        ['ken@mihon.test', 'invite-taken'],
        ['emil@ostermoor.test', 'invite-taken'],
        ['nils@ostermoor.test', 'invite-already'],
        ['hugo@ostermoor.test', 'invite-registered'],
        ['greta@ostermoor.test', 'invite-lapsed'],
      ] as const) {
        await invite(email);
        await expect(page.locator('main')).toContainText(t.get(said));
      }

      // A link that nobody sent.
      await page.goto(`/companies/invitation?token=${'a'.repeat(64)}`);
      await expect(page.locator('main')).toContainText(t.get('invitation-unknown'));
    });
  });
}

// COM-5
test('an invitation for another account asks who somebody is, is declined, and says so afterwards @phone', async ({
  gatehouse,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const t = texts('companies');
  const open = async () => (await newContext()).newPage();
  const dana = await open();
  await new Customer(dana, 'dana@ostermoor.test', 'en', mailbox).signIn(gatehouse.demo.password);
  await expect(dana).toHaveURL(/\/home$/);
  const email = `${unique('guest')}@example.com`;
  await dana.goto(`${COMPANY}/invitations/new`);
  await dana.getByLabel(t.get('join-email'), { exact: true }).fill(email);
  await dana.getByRole('button', { name: t.get('invite-button'), exact: true }).click();
  await expect(dana.getByText(t.get('invited-done', { email }))).toBeVisible();
  const mail = await mailbox.mailTo(email, t.get('mail-invited-title', { company: 'Ostermoor Freight' }));
  const link = /https?:\S+\/companies\/invitation\S+/.exec(mail.text)?.[0] ?? '';

  // Dead end 7: nothing is used up.
  const june = await open();
  await new Customer(june, 'june@example.com', 'en', mailbox).signIn(gatehouse.demo.password);
  await expect(june).toHaveURL(/\/home$/);
  await june.goto(link);
  await expect(june.getByRole('heading', { level: 1, name: t.get('other-title') })).toBeVisible();
  await noOverflow(june);
  await june.getByRole('link', { name: t.get('other-stay', { email: 'june@example.com' }) }).click();
  await expect(june).toHaveURL(/\/home$/);

  const guest = await open();
  await guest.goto(link);
  await guest.getByRole('button', { name: t.get('invitation-decline'), exact: true }).click();
  await expect(guest.getByRole('heading', { level: 1, name: t.get('declined-title') })).toBeVisible();
  await mailbox.mailTo('dana@ostermoor.test', (sent) => sent.text.includes(email) && sent.subject === t.get('mail-refused-title'));
  await guest.goto(link);
  await expect(guest.locator('main')).toContainText(t.get('invitation-declined'));
});

// COM-9
test('a logo is changed, refused with the reason when it is too large, and removed @nojs', async ({ gatehouse, mailbox, page, texts }) => {
  const t = texts('companies');
  await new Customer(page, 'dana@ostermoor.test', 'en', mailbox).signIn(gatehouse.demo.password);
  await expect(page).toHaveURL(/\/home$/);
  await page.goto(`${COMPANY}/settings/logo`);
  const send = async (name: string): Promise<void> => {
    const buffer = await readFile(join(PICTURES, name));
    await page.locator('input[type=file][name=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: t.get('logo-upload'), exact: true }).click();
  };
  await send('ostermoor.png');
  await expect(page.getByText(t.get('logo-saved'))).toBeVisible();
  const shown = page.locator('#logo img');
  await expect(shown).toBeVisible();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await send('icon.png');
  await expect(page.locator('input[type=file][name=file]')).toHaveAttribute('aria-invalid', 'true');
  await page.goto(`${COMPANY}/settings/logo`);
  await page.getByRole('button', { name: t.get('logo-remove'), exact: true }).click();
  await expect(page.getByText(t.get('logo-removed'))).toBeVisible();
  await expect(page.getByText(t.get('logo-none'))).toBeVisible();
});
