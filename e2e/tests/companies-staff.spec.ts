// What staff do with a company: another owner by a letter, with a second clerk and an objection; restoring it after its owner deleted it. The
// program is the test's own, because it takes the company of the demo away.

import { Clerk, expect, Inspection, linkIn, PASSWORD, test } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';

const OWNER = 'dana@ostermoor.test';
const NEXT = 'carol@example.com';
const COMPANY = '/c/ostermoor-freight';
const NAME = 'Ostermoor Freight';

test.describe.configure({ timeout: 240_000 });

// COM-3, COM-10, COM-11, ALL-8
test('two clerks plan another owner by a letter, the owner objects, and a deleted company is restored', async ({
  browser,
  engine,
  mailbox,
  locale,
  texts,
  unique,
}) => {
  const gatehouse = await Gatehouse.start(engine, mailbox.port);
  const open = () => browser.newContext({ baseURL: gatehouse.origin, locale });
  const contexts = [await open(), await open(), await open()];
  try {
    const [t, staff, accounts] = [texts('companies'), texts('staff'), texts('accounts')];
    const [desk, office, portal] = await Promise.all(contexts.map((context) => context.newPage()));
    if (!desk || !office || !portal) throw new Error('three pages');
    const clerk = new Clerk('clerk@example.com', gatehouse.demo.password, gatehouse.demo.secret);
    await clerk.enter(desk, 'en');

    const email = `${unique('second')}@example.com`;
    await gatehouse.command('staff', 'create', email, '--name', 'Sven Second', '--role', 'support');
    await office.goto(linkIn(await mailbox.mailTo(email), /\/staff\/set-password/));
    await office.getByLabel(staff.get('new-password'), { exact: true }).fill(PASSWORD);
    await office.getByRole('button', { name: staff.get('set-password-submit'), exact: true }).click();
    await new Clerk(email, PASSWORD, '').givePassword(office, 'en');
    await expect(office.getByRole('heading', { level: 1, name: staff.get('setup-title') })).toBeVisible();
    const secret = /(?:[A-Z2-7]{4} ?){8}/.exec(await office.locator('main').innerText())?.[0] ?? 'no secret is shown';
    await new Clerk(email, PASSWORD, secret).giveCode(office, 'en', 'setup-submit');
    await office.getByRole('link', { name: staff.get('codes-kept') }).click();

    await desk.goto('/staff/companies');
    await desk.locator('#f-q').fill('ostermoor FREIGHT, Inc.');
    await desk.locator('#f-q').press('Enter');
    await expect(desk.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    const place = new URL(desk.url()).pathname;
    const inspection = new Inspection(desk, 'en');
    for (const below of ['', '/users', '/invitations', '/requests', '/domains', '/history', '/edit', '/owner', '/merge']) {
      await inspection.visit(`${place}${below}`);
    }
    inspection.end();

    // The letter.
    await desk.goto(`${place}/owner`);
    await desk.getByLabel(t.get('owner-next-address'), { exact: true }).fill(NEXT);
    await desk.getByLabel(t.get('first-name'), { exact: true }).fill('Carol');
    await desk.getByLabel(t.get('last-name'), { exact: true }).fill('Fischer');
    await desk.getByLabel(t.get('staff-request-number'), { exact: true }).fill('R-4711');
    await desk.getByLabel(t.get('staff-reason'), { exact: true }).fill('Dana has left; letter of 20 November.');
    await desk.getByRole('button', { name: t.get('owner-propose'), exact: true }).click();
    await expect(desk.getByText(t.get('staff-letter-missing')).first()).toBeVisible();
    await desk.getByLabel(t.get('owner-has-letter')).check();
    await desk.getByRole('button', { name: t.get('owner-propose'), exact: true }).click();
    await expect(desk.getByText(t.get('owner-proposed'))).toBeVisible();
    await expect(desk.getByText(t.get('proposal-own'))).toBeVisible();

    // A second clerk.
    await office.goto(place);
    await expect(office.locator('main')).toContainText('R-4711');
    await office.getByRole('button', { name: t.get('proposal-approve'), exact: true }).click();
    await expect(office.getByText(t.get('proposal-planned'))).toBeVisible();
    const told = await mailbox.mailTo(OWNER, (mail) => mail.text.includes(gatehouse.origin) && mail.text.includes('/keep-owner'));
    expect(told.text).toContain('Carol Fischer');

    // The owner objects, without signing in.
    await portal.goto(linkIn(told, /\/keep-owner/));
    await expect(portal).not.toHaveURL(/token/);
    await portal.getByRole('button', { name: t.get('owner-object'), exact: true }).click();
    await expect(portal.getByRole('heading', { level: 1, name: t.get('kept-owner-title') })).toBeVisible();
    await desk.goto(`${place}/history`);
    await expect(desk.locator('main')).toContainText(t.get('event-owner-stopped'));

    // The owner deletes the company, and support restores it.
    await portal.goto('/sign-in?lang=en');
    await portal.getByLabel(accounts.get('email'), { exact: true }).fill(OWNER);
    await portal.getByLabel(accounts.get('password'), { exact: true }).fill(gatehouse.demo.password);
    await portal.getByRole('button', { name: accounts.get('sign-in'), exact: true }).click();
    await expect(portal).toHaveURL(/\/home$/);
    await portal.goto(`${COMPANY}/settings/delete`);
    await portal.getByLabel(t.get('delete-tick'), { exact: true }).check();
    await portal.getByRole('button', { name: t.get('delete-ask-button'), exact: true }).click();
    const mail = await mailbox.mailTo(OWNER, (sent) => sent.text.includes(gatehouse.origin) && sent.text.includes('/settings/delete/confirm'));
    await portal.goto(linkIn(mail, /\/settings\/delete\/confirm/));
    await portal.getByLabel(t.get('delete-password'), { exact: true }).fill(gatehouse.demo.password);
    await portal.getByLabel(t.get('delete-tick'), { exact: true }).check();
    await portal.getByRole('button', { name: t.get('delete-button'), exact: true }).click();
    await expect(portal).toHaveURL(/\/home$/);
    expect((await portal.goto(COMPANY))?.status()).toBe(404);

    await office.goto(place);
    await office.getByRole('button', { name: t.get('staff-company-restore'), exact: true }).click();
    await expect(office.getByText(t.get('staff-company-restored'))).toBeVisible();
    expect((await portal.goto(COMPANY))?.status()).toBe(200);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await gatehouse.remove();
  }
});
