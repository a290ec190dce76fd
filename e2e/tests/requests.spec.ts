// Requests to support as customers see them: asking, answering, closing, and asking again; and the public form.

import { Customer, expect, test } from '../fixtures.ts';

// SUP-1, SUP-6, SUP-11, SUP-12
test('a customer asks about the portal, answers, closes and asks again @journey', async ({ gatehouse, mailbox, newContext, texts }) => {
  const t = texts('support');
  const person = new Customer(await (await newContext()).newPage(), 'asks@example.com', 'en', mailbox);
  await person.settleIn();
  const { page } = person;
  await page.goto('/requests/new');
  await page.getByRole('link', { name: t.get('category-portal'), exact: true }).click();
  await page.getByLabel(t.get('field-kind'), { exact: true }).selectOption('question');
  await page.getByLabel(t.get('mail-subject'), { exact: true }).fill('Where is my license?');
  await page.getByLabel(t.get('ask-description'), { exact: true }).fill('I looked everywhere.');
  await page.getByRole('button', { name: t.get('ask-send'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Where is my license?' })).toBeVisible();
  const number = (await page.locator('main').innerText()).match(/R-\d{9}-[0-9A-Z]/)?.[0] ?? '';
  expect(number).not.toBe('');
  await mailbox.mailTo('asks@example.com', `[${number}] Where is my license?`);

  await page.getByLabel(t.get('req-answer'), { exact: true }).fill('Found it.');
  await page.getByRole('button', { name: t.get('req-answer-send'), exact: true }).click();
  await expect(page.locator('main')).toContainText('Found it.');

  // The number finds it whatever the filters say; without the number they are back.
  await page.goto(`/requests?status=inactive&q=${number}`);
  await expect(page.getByRole('link', { name: 'Where is my license?' })).toBeVisible();
  // Whose turn it is stands beside it.
  await expect(page.getByRole('row', { name: 'Where is my license?' })).toContainText(t.get('reqs-turn-support'));
  await page.getByRole('link', { name: 'Where is my license?' }).click();

  await page.getByRole('link', { name: t.get('req-close'), exact: true }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: t.get('req-close'), exact: true }).click();
  await expect(page.locator('main')).toContainText(t.get('status-canceled-by-user'));
  await page.getByRole('link', { name: t.get('req-follow'), exact: true }).click();
  await expect(page.locator('main')).toContainText(number);
  expect(gatehouse.origin).toContain('127.0.0.1');
});

// SUP-16
test('who cannot sign in finds the form and the page about large files', async ({ page, texts }) => {
  const t = texts('support');
  await page.goto('/support');
  await page.getByRole('link', { name: t.get('category-access'), exact: true }).click();
  await expect(page.getByLabel(t.get('pub-email'), { exact: true })).toBeVisible();
  await page.goto('/support/upload');
  await expect(page.getByRole('heading', { level: 1, name: t.get('up-title') })).toBeVisible();
});
