// A large license is blocked in steps by two clerks, and its holder sees what is ahead.

import { Clerk, Customer, expect, linkIn, PASSWORD, test } from '../fixtures.ts';

// LIC-20, ALL-8
test('a clerk proposes to block a large license in steps, a second one approves, and the holder sees the steps', async ({
  page,
  clerk,
  gatehouse,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const [licenses, staff, web] = [texts('licenses'), texts('staff'), texts('web')];
  const holder = 'carol@example.com';
  const optional = (id: string) => page.getByLabel(`${licenses.get(id)} ${web.get('form-optional')}`, { exact: true });
  const press = (id: string) => page.getByRole('button', { name: licenses.get(id), exact: true }).click();

  const email = `${unique('second')}@example.com`;
  await gatehouse.command('staff', 'create', email, '--name', 'Sven Second', '--role', 'licensing');
  const office = await (await newContext()).newPage();
  await office.goto(linkIn(await mailbox.mailTo(email), /\/staff\/set-password/));
  await office.getByLabel(staff.get('new-password'), { exact: true }).fill(PASSWORD);
  await office.getByRole('button', { name: staff.get('set-password-submit'), exact: true }).click();
  const invited = new Clerk(email, PASSWORD, '');
  await invited.givePassword(office, 'en');
  await expect(office.getByRole('heading', { level: 1, name: staff.get('setup-title') })).toBeVisible();
  const secret = /(?:[A-Z2-7]{4} ?){8}/.exec(await office.locator('main').innerText())?.[0] ?? 'no secret is shown';
  const second = new Clerk(email, PASSWORD, secret);
  await second.giveCode(office, 'en', 'setup-submit');
  await office.getByRole('link', { name: staff.get('codes-kept') }).click();

  await clerk.enter(page, 'en');
  await page.goto('/staff/orders/new');
  const number = unique('L');
  await optional('order-number').fill(number);
  await optional('buyer-email').fill(holder);
  await press('order-create');
  await page.getByLabel(licenses.get('product-and-edition'), { exact: true }).selectOption('lantern/pro');
  await page.getByLabel(licenses.get('term'), { exact: true }).selectOption('lantern/year');
  await page.getByLabel(licenses.get('seats'), { exact: true }).fill('600');
  await page.getByLabel(licenses.get('quantity'), { exact: true }).fill('1');
  await press('issue-now');
  const code = /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/.exec((await mailbox.mailTo(holder, (mail) => mail.text.includes(number))).text)?.[0] ?? '';
  await page.goto('/staff/licenses');
  const search = page.getByLabel(licenses.get('license-search'), { exact: true });
  await search.fill(code.slice(-5));
  await search.press('Enter');

  await page.getByRole('link', { name: licenses.get('block'), exact: true }).click();
  await page.getByRole('radio', { name: licenses.get('block-reason-refunded') }).check();
  await page.locator('input[name=in_steps]').check();
  await optional('block-note').fill(`Case ${number}`);
  await press('block-now');
  await expect(page.getByText(licenses.get('proposal-made'))).toBeVisible();
  await expect(page.getByText(licenses.get('proposal-own'))).toBeVisible();
  const proposal = new URL(page.url()).pathname;

  await office.goto('/staff/proposals');
  await office.locator(`a[href="${proposal}"]`).click();
  await expect(office.locator('main')).toContainText(`Case ${number}`);
  await office.getByRole('button', { name: licenses.get('proposal-approve'), exact: true }).click();
  await expect(office.getByText(licenses.get('proposal-approved-done', { count: 1 }))).toBeVisible();

  const told = await mailbox.mailTo(holder, (mail) => mail.text.includes(`Case ${number}`));
  expect(told.text).toContain(licenses.get('block-step-limited-means'));
  const visitor = new Customer(await (await newContext()).newPage(), holder, 'en', mailbox);
  await visitor.signIn(gatehouse.demo.password);
  await visitor.page.goto(linkIn(told, /\/licenses\//));
  const steps = visitor.page.locator('#block-steps');
  for (const step of ['told', 'grace', 'limited', 'dead']) {
    await expect(steps).toContainText(licenses.get(`block-step-${step}`));
  }
  await expect(visitor.page.locator('main')).toContainText(`Case ${number}`);
});
