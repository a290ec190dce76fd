// What of companies waits for staff in the demo: a company to be confirmed, a letter that a second person approves, a double that becomes one,
// a company that was deleted, and an invitation that only staff can send anew. The program is the test's own: all of it is done once.

import { Clerk, expect, Inspection, test } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';

const FOOD = '見本食品株式会社';

test.describe.configure({ timeout: 240_000 });

// COM-2, COM-3, COM-5, COM-6, COM-11, LIC-23, ALL-8
test('staff confirm, approve, merge, restore and clear what waits for them', async ({ browser, engine, mailbox, locale, texts }) => {
  const gatehouse = await Gatehouse.start(engine, mailbox.port);
  const contexts = await Promise.all([0, 1].map(() => browser.newContext({ baseURL: gatehouse.origin, locale })));
  try {
    const t = texts('companies');
    const [desk, office] = await Promise.all(contexts.map((context) => context.newPage()));
    if (!desk || !office) throw new Error('two pages');
    const { password, secret } = gatehouse.demo;
    await new Clerk('clerk@example.com', password, secret).enter(desk, 'en');
    await new Clerk('support@example.com', password, secret).enter(office, 'en');
    const find = async (page: typeof desk, name: string): Promise<string> => {
      await page.goto('/staff/companies');
      await page.getByRole('link', { name, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
      return new URL(page.url()).pathname;
    };

    // The clerk confirms the clinic.
    const clinic = await find(desk, 'Tidewell Dental');
    const inspection = new Inspection(desk, 'en');
    await inspection.visit(clinic);
    inspection.end();
    await desk.getByRole('button', { name: t.get('company-verify'), exact: true }).click();
    await expect(desk.getByText(t.get('company-verified'))).toBeVisible();
    await expect(desk.getByRole('button', { name: t.get('company-verify'), exact: true })).toHaveCount(0);

    // Support has proposed another owner; the clerk approves.
    await find(desk, 'ООО «Образец-Сервис»');
    await expect(desk.locator('main')).toContainText('R-2041');
    await expect(desk.locator('main')).toContainText('Айгуль Сыдыкова');
    await desk.getByRole('button', { name: t.get('proposal-approve'), exact: true }).click();
    await expect(desk.getByText(t.get('proposal-planned'))).toBeVisible();
    await mailbox.mailTo('timur@obrazets.test', (mail) => mail.text.includes(gatehouse.origin) && mail.text.includes('/keep-owner'));

    // The double ends in the other company: the clerk proposes, support approves.
    const food = await find(desk, FOOD);
    const double = await find(desk, '見本食品');
    expect(double).not.toBe(food);
    await desk.goto(`${double}/merge`);
    await desk.getByLabel(t.get('merge-into'), { exact: true }).fill('no-such-company');
    await desk.getByRole('button', { name: t.get('merge-propose'), exact: true }).click();
    await expect(desk.getByText(t.get('merge-unknown')).first()).toBeVisible();
    await desk.getByLabel(t.get('merge-into'), { exact: true }).fill(food.split('/').at(-1) ?? '');
    await desk.getByRole('button', { name: t.get('merge-propose'), exact: true }).click();
    await expect(desk.getByText(t.get('merge-proposed-done'))).toBeVisible();
    await expect(desk.getByText(t.get('proposal-own'))).toBeVisible();
    await office.goto(double);
    await office.getByRole('button', { name: t.get('proposal-approve'), exact: true }).click();
    await expect(office.getByText(t.get('proposal-merged'))).toBeVisible();
    await expect(office.getByRole('heading', { level: 1, name: FOOD })).toBeVisible();
    await office.goto(`${food}/users`);
    await expect(office.locator('tbody')).toContainText('森');
    await mailbox.mailTo('mori@mihon.test', (mail) => mail.text.includes(gatehouse.origin) && mail.text.includes(FOOD));

    // Support restores what its owner deleted this morning.
    await find(office, 'Quillmere Joinery');
    await office.getByRole('button', { name: t.get('staff-company-restore'), exact: true }).click();
    await expect(office.getByText(t.get('staff-company-restored'))).toBeVisible();
    await mailbox.mailTo('wren@quillmere.test', (mail) => mail.text.includes(gatehouse.origin) && mail.subject.includes('Quillmere Joinery'));

    // Somebody filled the form of an invitation in and never came.
    const freight = await find(office, 'Ostermoor Freight');
    await office.goto(`${freight}/invitations`);
    const greta = office.locator('tbody tr', { hasText: 'greta@ostermoor.test' });
    await greta.getByRole('button', { name: new RegExp(`^${t.get('clear-and-invite')}`) }).click();
    await expect(office.getByText(t.get('cleared-and-invited'))).toBeVisible();
    await mailbox.mailTo('greta@ostermoor.test', (mail) => mail.text.includes(`${gatehouse.origin}/companies/invitation`));
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await gatehouse.remove();
  }
});
