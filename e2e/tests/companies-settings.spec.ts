// The settings of a company, and its end: by its owner, in three languages. Each test has a program of its own, because it takes the
// company of the demo away.

import { expect, Inspection, languages, linkIn, test } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';

const OWNER = 'dana@ostermoor.test';
const COMPANY = '/c/ostermoor-freight';
const NAME = 'Ostermoor Freight';

test.describe.configure({ timeout: 240_000 });

for (const language of languages) {
  test.describe(language, () => {
    test.use({ language });

    // COM-2, COM-9, COM-10, COM-11, COM-13, COM-14, ALL-1, ALL-2
    test(`an owner looks after the settings of a company and deletes it (${language})`, async ({
      browser,
      engine,
      mailbox,
      locale,
      texts,
    }) => {
      const gatehouse = await Gatehouse.start(engine, mailbox.port);
      const context = await browser.newContext({ baseURL: gatehouse.origin, locale });
      try {
        const page = await context.newPage();
        const t = texts('companies');
        const accounts = texts('accounts');
        const signIn = async () => {
          await page.goto(`/sign-in?lang=${language}`);
          await page.getByLabel(accounts.get('email'), { exact: true }).fill(OWNER);
          await page.getByLabel(accounts.get('password'), { exact: true }).fill(gatehouse.demo.password);
          await page.getByRole('button', { name: accounts.get('sign-in'), exact: true }).click();
          await expect(page).toHaveURL(/\/home$/);
        };
        await signIn();
        const inspection = new Inspection(page, language);
        for (const below of ['/settings', '/settings/logo', '/settings/two-step', '/settings/delete', '/notices', '/audit']) {
          await inspection.visit(`${COMPANY}${below}`);
        }
        inspection.end();

        await page.goto(`${COMPANY}/settings?lang=${language}`);
        await expect(page.getByText(t.get('settings-name-by-support'))).toBeVisible();
        await page.getByLabel(t.get('join-approve'), { exact: true }).check();
        await page.getByRole('button', { name: t.get('settings-save'), exact: true }).click();
        await expect(page.getByText(t.get('settings-saved'))).toBeVisible();
        await expect(page.getByLabel(t.get('join-approve'), { exact: true })).toBeChecked();

        await page.goto(`${COMPANY}/notices`);
        await page.getByLabel(t.get('notice-new-users'), { exact: true }).uncheck();
        await page.getByRole('button', { name: t.get('settings-save'), exact: true }).click();
        await expect(page.getByText(t.get('notices-saved'))).toBeVisible();
        await expect(page.getByLabel(t.get('notice-new-users'), { exact: true })).not.toBeChecked();

        await page.goto(`${COMPANY}/audit`);
        await expect(page.locator('main')).toContainText(t.get('event-settings-changed'));
        await expect(page.locator('main')).toContainText(t.get('event-notices-changed'));

        await page.goto(`${COMPANY}/settings`);
        await page.getByRole('link', { name: t.get('delete-button'), exact: true }).click();
        await expect(page.getByRole('table')).toContainText(t.get('goes-users'));
        await page.getByRole('button', { name: t.get('delete-ask-button'), exact: true }).click();
        await expect(page.getByRole('alert')).toContainText(t.get('company-not-ticked'));
        await page.getByLabel(t.get('delete-tick'), { exact: true }).check();
        await page.getByRole('button', { name: t.get('delete-ask-button'), exact: true }).click();
        await expect(page.getByText(t.get('delete-sent'))).toBeVisible();

        const mail = await mailbox.mailTo(OWNER, (sent) => sent.text.includes(gatehouse.origin) && sent.text.includes('/settings/delete/confirm'));
        await page.goto(linkIn(mail, /\/settings\/delete\/confirm/));
        await expect(page).not.toHaveURL(/token/);
        await expect(page.getByRole('heading', { level: 1, name: t.get('delete-confirm-title', { name: NAME }) })).toBeVisible();
        await page.getByLabel(t.get('delete-password'), { exact: true }).fill('not-the-password');
        await page.getByLabel(t.get('delete-tick'), { exact: true }).check();
        await page.getByRole('button', { name: t.get('delete-button'), exact: true }).click();
        await expect(page.getByLabel(t.get('delete-password'), { exact: true })).toHaveAttribute('aria-invalid', 'true');
        await page.getByLabel(t.get('delete-password'), { exact: true }).fill(gatehouse.demo.password);
        await page.getByLabel(t.get('delete-tick'), { exact: true }).check();
        await page.getByRole('button', { name: t.get('delete-button'), exact: true }).click();
        await expect(page).toHaveURL(/\/home$/);

        const gone = await page.goto(COMPANY);
        expect(gone?.status()).toBe(404);
        await expect(page.locator('body')).toContainText(NAME);
        await mailbox.mailTo('ina@ostermoor.test', (sent) => sent.subject.includes(NAME) && sent.text.includes(gatehouse.origin));
      } finally {
        await context.close();
        await gatehouse.remove();
      }
    });
  });
}
