// The users of a company: rights that are given and taken while the page is open, blocking, removing, leaving.

import { Customer, expect, linkIn, test } from '../fixtures.ts';

const USERS = '/c/ostermoor-freight/users';

// COM-3, COM-4, COM-8, COM-12, COM-13
test('an owner gives and takes rights, blocks and removes users, and one leaves by a mailed link @journey', async ({
  gatehouse,
  mailbox,
  newContext,
  texts,
}) => {
  const t = texts('companies');
  const enter = async (email: string) => {
    const person = new Customer(await (await newContext()).newPage(), email, 'en', mailbox);
    await person.enter(gatehouse.demo.password);
    return person.page;
  };
  const dana = await enter('dana@ostermoor.test');
  const ina = await enter('ina@ostermoor.test');
  const press = async (page: typeof dana, id: string) =>
    page.locator('main').getByRole('button', { name: t.get(id), exact: true }).click();
  const saveRights = async (page: typeof dana) => page.locator('#rights').getByRole('button').click();
  const box = (page: typeof dana, right: string) => page.getByRole('checkbox', { name: t.get(right), exact: true });
  const open = async (page: typeof dana, name: string) => {
    await page.goto(USERS);
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  };

  // Given: the user is told, and the page of the list says it.
  await open(dana, 'Ina Pohl');
  await box(dana, 'right-use-contract').check();
  await saveRights(dana);
  await expect(dana.getByText(t.get('rights-saved'))).toBeVisible();
  const told = await mailbox.mailTo('ina@ostermoor.test', t.get('mail-rights-title'));
  expect(told.text).toContain(t.get('right-use-contract'));

  // Taken while Ina has a user's page open: nothing is stored, and nothing that was typed is lost.
  await open(ina, 'Вера Щукина');
  await ina.getByLabel(t.get('first-name'), { exact: true }).fill('Veronika');
  await open(dana, 'Ina Pohl');
  await box(dana, 'right-manage-users').uncheck();
  await saveRights(dana);
  await expect(dana.getByText(t.get('rights-saved'))).toBeVisible();
  await ina.locator('#data').getByRole('button').click();
  await expect(ina.getByRole('heading', { level: 1, name: t.get('not-saved') })).toBeVisible();
  await expect(ina.locator('main')).toContainText('Veronika');
  await expect(ina.locator('main')).toContainText('Dana Whitfield');

  // Blocked: out with the next page, and back with the button.
  await press(dana, 'block');
  await expect(dana.getByText(t.get('blocked-done'))).toBeVisible();
  await ina.goto('/c/ostermoor-freight');
  await expect(ina.locator('main')).toContainText(t.get('company-blocked', { name: 'Ostermoor Freight' }));
  await mailbox.mailTo('ina@ostermoor.test', t.get('mail-blocked-title', { name: 'Ostermoor Freight' }));
  await press(dana, 'unblock');
  await expect(dana.getByText(t.get('unblocked-done'))).toBeVisible();

  // Ina leaves, and keeps her account.
  await ina.goto('/c/ostermoor-freight/me');
  await ina.getByRole('link', { name: t.get('leave'), exact: true }).click();
  await ina.getByLabel(t.get('leave-tick'), { exact: true }).check();
  await press(ina, 'leave-button');
  await expect(ina.getByText(t.get('leave-mailed'))).toBeVisible();
  const mail = await mailbox.mailTo('ina@ostermoor.test', t.get('mail-leave-title', { name: 'Ostermoor Freight' }));
  await ina.goto(linkIn(mail, /\/me\/leave\/confirm/));
  await ina.getByLabel(t.get('current-password'), { exact: true }).fill(gatehouse.demo.password);
  await ina.getByLabel(t.get('leave-final-tick'), { exact: true }).check();
  await press(ina, 'leave');
  await expect(ina).toHaveURL(/\/account$/);
  await expect(ina.getByText(t.get('left'))).toBeVisible();
  await mailbox.mailTo('dana@ostermoor.test', t.get('mail-gone-title'));

  // Vera is removed.
  await open(dana, 'Вера Щукина');
  await dana.getByRole('link', { name: t.get('remove-user'), exact: true }).click();
  await dana.getByLabel(t.get('remove-tick'), { exact: true }).check();
  await press(dana, 'remove-user');
  await expect(dana.getByText(t.get('removed-done'))).toBeVisible();
  const rows = dana.getByRole('table', { name: t.get('users'), exact: true }).locator('tbody tr');
  await expect(rows.filter({ hasText: 'Ina Pohl' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'Вера Щукина' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'Dana Whitfield' })).toHaveCount(1);
});
