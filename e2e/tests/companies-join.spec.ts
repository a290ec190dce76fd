// Two people of one company register, a third one is invited, and an invitation that was taken back leads on (COM-1, COM-2, COM-5): in three
// languages, at a desk, on a phone and without JavaScript.

import { type Page } from '@playwright/test';
import { axe, Customer, expect, type Language, languages, linkIn, noOverflow, PASSWORD, test } from '../fixtures.ts';
import { Shop } from '../shop.ts';

const ALSO: Record<Language, string[]> = { en: ['@journey'], ja: ['@nojs'], ru: ['@phone'] };

for (const language of languages) {
  test.describe(language, { tag: ALSO[language] }, () => {
    test.use({ language });

    // COM-1, COM-2, COM-5, ALL-1, ALL-2
    test('the first person owns the company, the second joins it, a third is invited, and a dead end has a way on', async ({
      page,
      clerk,
      javaScriptEnabled,
      mailbox,
      newContext,
      texts,
      unique,
    }) => {
      test.setTimeout(180_000);
      const t = texts('companies');
      const desk = await (await newContext()).newPage();
      await clerk.enter(desk, 'en');
      const company = unique('freight');
      const buyer = `${unique('buyer')}@example.com`;
      const shop = await Shop.open(desk, unique('shop'), page.request);
      const code = await shop.sell(mailbox, unique('J'), buyer, company, 5);

      const acceptStatements = async (at: Page): Promise<void> => {
        for (const tick of await at.locator('input[type=checkbox][name^=accept_]').all()) await tick.check();
      };
      const register = async (at: Page, email: string): Promise<void> => {
        const person = new Customer(at, email, language, mailbox, javaScriptEnabled !== false);
        await at.goto('/');
        await at.getByRole('link', { name: new RegExp(t.get('way-company')) }).first().click();
        await at.getByLabel(t.get('first-name'), { exact: true }).fill('Ann');
        await at.getByLabel(t.get('last-name'), { exact: true }).fill('Comer');
        await at.getByLabel(t.get('company-name'), { exact: true }).fill(company);
        await at.getByLabel(t.get('company-email'), { exact: true }).fill(email);
        await at.getByLabel(t.get('country'), { exact: true }).selectOption('JP');
        await at.locator('input[name=code]').fill(code);
        await acceptStatements(at);
        await axe(at);
        await noOverflow(at);
        await person.passHumanCheck('/companies/register');
        await at.getByRole('button', { name: t.get('join-register'), exact: true }).click();
        await expect(at.getByRole('heading', { level: 1, name: t.get('sent-title') })).toBeVisible();
        const mail = await mailbox.mailTo(email, t.get('mail-activate-title'));
        await at.goto(linkIn(mail, /\/companies\/activate/));
        await expect(at).not.toHaveURL(/token/);
        await expect(at.locator('main')).toContainText(email);
        await setPassword(at);
      };

      const setPassword = async (at: Page): Promise<void> => {
        await at.getByLabel(t.get('join-password-new'), { exact: true }).fill(PASSWORD);
        await at.getByLabel(t.get('join-password-again'), { exact: true }).fill(PASSWORD);
        await at.getByRole('button', { name: t.get('activate-button'), exact: true }).click();
        await new Customer(at, '', language, mailbox).tellPlace();
      };

      const [first, second, third] = [unique('first'), unique('second'), unique('third')].map((name) => `${name}@example.com`) as [string, string, string];
      await register(page, first);
      await expect(page).toHaveURL(new RegExp(`/c/${company}$`));
      await expect(page.locator('main')).toContainText(t.get('rights-owner'));

      const other = await (await newContext()).newPage();
      await register(other, second);
      await expect(other).toHaveURL(new RegExp(`/c/${company}$`));
      await expect(other.locator('main')).toContainText(t.get('rights-none'));
      expect((await mailbox.mailTo(first, t.get('mail-joined-title'))).text).toContain(second);

      const invite = async (email: string): Promise<void> => {
        await page.goto(`/c/${company}/invitations/new`);
        await page.getByLabel(t.get('join-email'), { exact: true }).fill(email);
        await page.getByLabel(t.get('right-manage-licenses'), { exact: true }).check();
        await page.getByRole('button', { name: t.get('invite-button'), exact: true }).click();
        await expect(page.locator('main')).toContainText(email);
      };
      await invite(third);
      await axe(page);
      await noOverflow(page);
      const guest = await (await newContext()).newPage();
      const invitation = await mailbox.mailTo(third, t.get('mail-invited-title', { company }));
      await guest.goto(linkIn(invitation, /\/companies\/invitation/));
      await guest.getByLabel(t.get('first-name'), { exact: true }).fill('Ivy');
      await guest.getByLabel(t.get('last-name'), { exact: true }).fill('Invited');
      await guest.getByLabel(t.get('country'), { exact: true }).selectOption('JP');
      await acceptStatements(guest);
      await guest.getByRole('button', { name: t.get('invitation-accept'), exact: true }).click();
      await setPassword(guest);
      await expect(guest).toHaveURL(new RegExp(`/c/${company}$`));
      await expect(guest.locator('main')).toContainText(t.get('right-manage-licenses'));

      // A dead end: what was taken back says who invited, and asks again.
      const fourth = `${unique('fourth')}@example.com`;
      await invite(fourth);
      await page.goto(`/c/${company}/invitations`);
      await page.getByRole('button', { name: new RegExp(t.get('invite-withdraw')) }).first().click();
      const late = await (await newContext()).newPage();
      await late.goto(linkIn(await mailbox.mailTo(fourth, t.get('mail-invited-title', { company })), /\/companies\/invitation/));
      await expect(late.locator('main')).toContainText(t.get('invitation-withdrawn'));
      await expect(late.locator('main')).toContainText('Ann');
      await late.getByRole('button', { name: t.get('invitation-ask'), exact: true }).click();
      await expect(late.getByRole('heading', { level: 1, name: t.get('asked-title') })).toBeVisible();
      await mailbox.mailTo(first, t.get('mail-wanted-title'));
    });
  });
}
