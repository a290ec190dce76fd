// The desk of support, with two members of the staff and two customers: a request is found by its words, taken, seen by a colleague, noted,
// answered by a canned answer and a macro, merged with its double and taken apart; several rows at once; and everything of the customer on one page.

import type { Locator, Page, Response } from '@playwright/test';
import { Clerk, Customer, expect, noOverflow, test } from '../fixtures.ts';

test.describe.configure({ timeout: 240_000 });

/** The page of a request has told the server that it is open, and whether an answer is begun. */
const presenceTold = (page: Page, writing: boolean): Promise<Response> =>
  page.waitForResponse(
    (answer) => answer.url().endsWith('/here') && new URLSearchParams(answer.request().postData() ?? '').get('writing') === String(writing),
  );

// SUP-12, SUP-17, ALL-8
test('two of the staff work on the requests of a customer, who reads what is theirs @journey', async ({
  gatehouse,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const t = texts('support');
  const { password, secret } = gatehouse.demo;
  const page = async () => (await newContext()).newPage();
  // One word, whatever a search makes of hyphens and numbers.
  const word = () => unique('w').replace('-', '');

  const ask = async (who: Customer, subject: string, text: string) => {
    await who.page.goto('/requests/new?category=portal');
    await who.page.getByLabel(t.get('field-kind'), { exact: true }).selectOption('question');
    await who.page.getByLabel(t.get('mail-subject'), { exact: true }).fill(subject);
    await who.page.getByLabel(t.get('ask-description'), { exact: true }).fill(text);
    await who.page.getByRole('button', { name: t.get('ask-send'), exact: true }).click();
    await expect(who.page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
    const number = (await who.page.locator('main').innerText()).match(/R-\d{9}-[0-9A-Z]/)?.[0] ?? '';
    expect(number).not.toBe('');
    return { number, path: new URL(who.page.url()).pathname };
  };
  const asker = new Customer(await page(), `${unique('asker')}@example.com`, 'en', mailbox);
  const stranger = new Customer(await page(), `${unique('stranger')}@example.com`, 'en', mailbox);
  await Promise.all([asker.settleIn(), stranger.settleIn()]);
  const [flickers, again, noted, advice] = [word(), word(), word(), word()];
  const first = await ask(asker, 'The lamp flickers', `It began today. ${flickers}`);
  const double = await ask(asker, 'It flickers still', `As I wrote before. ${again}`);

  // Rin finds it by a word of its text: the one hit opens.
  const rin = await page();
  await new Clerk('rin@example.com', password, secret).enter(rin, 'en');
  const press = (name: string, exact = true) => rin.getByRole('button', { name, exact }).first().click();
  const find = async (text: string) => {
    await rin.goto('/staff/requests');
    await rin.getByLabel(t.get('staff-request-search'), { exact: true }).fill(text);
    await rin.keyboard.press('Enter');
  };
  await find(flickers);
  await expect(rin.getByRole('heading', { level: 1, name: 'The lamp flickers' })).toBeVisible();
  await expect(rin.locator('main')).toContainText(first.number);
  const request = new URL(rin.url()).pathname;
  await press(t.get('staff-take'));
  await expect(rin.getByText(t.get('staff-taken-by-you'))).toBeVisible();

  // Nadia opens it too, and each learns of the other; that Rin writes is told at once.
  const nadia = await page();
  await new Clerk('nadia@example.com', password, secret).enter(nadia, 'en');
  const nadiaReads = (line: string) =>
    expect(async () => {
      const told = presenceTold(nadia, false);
      await nadia.goto(request);
      await told;
      await expect(nadia.getByText(t.get(line, { name: '青山 凛' }))).toHaveCount(1, { timeout: 1_000 });
    }).toPass();
  await nadiaReads('staff-colleague-looks');
  const jump = (key: string, to: Locator) =>
    expect(async () => {
      await rin.locator('h1').click();
      await rin.keyboard.press(key);
      await expect(to).toBeFocused({ timeout: 1_000 });
    }).toPass();
  const answer = rin.locator('#answer textarea[name=text]');
  await jump('r', answer);
  const told = presenceTold(rin, true);
  await answer.fill('We look into it.');
  await told;
  await expect(rin.getByText(t.get('staff-colleague-looks', { name: 'Надя Орлова' }))).toHaveCount(1);
  await nadiaReads('staff-colleague-writes');

  // The note is support's alone, and has a form of its own.
  await rin.locator('summary', { hasText: t.get('staff-note') }).click();
  await rin.locator('textarea[name=note]').fill(`Known since Monday: ${noted}.`);
  await press(t.get('staff-note-add'));
  await expect(rin.getByText(t.get('staff-note-added'))).toBeVisible();
  await expect(rin.locator('main')).toContainText(noted);
  await jump('e', rin.locator('#answer select[name=becomes]'));

  // Nadia's page is of before: it says so as she begins, and her answer is not sent but kept.
  const begun = presenceTold(nadia, true);
  const late = nadia.locator('#answer textarea[name=text]');
  await late.fill('I know that one.');
  await begun;
  await expect(nadia.getByText(t.get('staff-changed-meanwhile'))).toHaveCount(1);
  await nadia.getByRole('button', { name: t.get('staff-answer-send'), exact: true }).click();
  await expect(nadia.getByText(t.get('refusal-changed')).first()).toBeVisible();
  await expect(late).toHaveValue('I know that one.');

  // A canned answer of the team, filled in for this request.
  const canned = unique('canned');
  await rin.goto('/staff/answers/new');
  await rin.getByLabel(t.get('staff-name'), { exact: true }).fill(canned);
  await rin.locator('textarea[name=text_en]').fill(`About [number]: turn the lamp off and on again. ${advice}`);
  await press(t.get('staff-save'));
  await expect(rin.getByText(t.get('staff-saved'), { exact: true })).toBeVisible();
  await rin.goto(request);
  await rin.getByRole('link', { name: t.get('staff-canned-choose'), exact: true }).click();
  await rin.getByRole('link', { name: canned, exact: true }).click();
  const filled = `About ${first.number}: turn the lamp off and on again. ${advice}`;
  await expect(answer).toHaveValue(filled);
  await rin.locator('#answer select[name=becomes]').selectOption('awaiting_answer');
  await press(t.get('staff-answer-send'));
  await expect(rin.getByText(t.get('staff-answer-sent'))).toBeVisible();
  await expect(rin.locator('main')).toContainText(t.get('staff-status-awaiting-answer'));
  await mailbox.mailTo(asker.email, advice);
  await asker.page.goto(first.path);
  await expect(asker.page.locator('main')).toContainText(filled);
  await expect(asker.page.locator('main')).not.toContainText(noted);

  // A macro of the demo: what it does is said beside its name.
  await rin.getByRole('link', { name: t.get('staff-macro-choose'), exact: true }).click();
  const macro = rin.locator('tbody tr', { hasText: 'Known fault, in development' });
  await expect(macro).toContainText(t.get('work-in-development'));
  await macro.getByRole('button').click();
  await expect(rin.getByText(t.get('staff-macro-ran'))).toBeVisible();

  // The double goes on in the first one, is read there, and is taken out again.
  await find(again);
  await expect(rin.getByRole('heading', { level: 1, name: 'It flickers still' })).toBeVisible();
  const other = new URL(rin.url()).pathname;
  await expect(rin.locator('#customer')).toContainText(first.number);
  await press(t.get('staff-take'));
  await rin.getByRole('link', { name: t.get('staff-join'), exact: true }).click();
  await rin.locator('input[name=target]').fill(first.number);
  await rin.locator('input[name=how][value=merge]').check();
  await press(t.get('staff-join'));
  await expect(rin.getByText(t.get('staff-goes-on-in', { number: first.number }))).toBeVisible();
  await rin.goto(request);
  await expect(rin.locator('main')).toContainText(again);
  await rin.locator('#links').getByRole('button', { name: new RegExp(`^${t.get('staff-unmerge')}`) }).click();
  await expect(rin.getByText(t.get('staff-unmerged'))).toBeVisible();
  await expect(rin).toHaveURL(new RegExp(`${other}$`));
  await rin.goto(request);
  await expect(rin.locator('main')).not.toContainText(again);

  // What they look for often has a name; J and K go through the rows, ? shows the keys.
  const saved = unique('waiting');
  await rin.goto('/staff/requests?status=all&whose=mine');
  const rows = rin.locator('main table.list tbody tr', { has: rin.locator('input.tick') });
  for (const { number } of [first, double]) await expect(rows.filter({ hasText: number })).toHaveCount(1);
  const at = (row: number) => rows.nth(row).locator('th a');
  await rin.locator('h1').click();
  for (const [key, row] of [['j', 0], ['j', 1], ['k', 0]] as const) {
    await rin.keyboard.press(key);
    await expect(at(row)).toBeFocused();
  }
  await rin.keyboard.press('?');
  await expect(rin.locator('#shortcuts')).toBeVisible();
  await rin.keyboard.press('Escape');
  await expect(rin.locator('#shortcuts')).toBeHidden();
  await rin.locator('summary', { hasText: t.get('staff-filters-saved') }).click();
  await rin.getByLabel(t.get('staff-filter-name'), { exact: true }).fill(saved);
  await press(t.get('staff-filter-save'));
  await expect(rin.getByText(t.get('staff-filter-kept'))).toBeVisible();
  await rin.goto('/staff/requests');
  await rin.locator('summary', { hasText: t.get('staff-filters-saved') }).click();
  await rin.getByRole('link', { name: saved, exact: true }).click();
  await expect(rin).toHaveURL(/whose=mine/);

  // Several rows at once: here one, with a reason that its customer reads.
  await rows.filter({ hasText: double.number }).locator('input.tick').check();
  await rin.locator('#chosen').getByRole('button', { name: t.get('staff-cancel-requests'), exact: true }).click();
  await rin.locator('input[name=reason][value=duplicate]').check();
  await press(t.get('staff-cancel-requests'));
  await expect(rin.getByText(t.get('staff-chosen-done', { count: 1 }))).toBeVisible();
  await mailbox.mailTo(asker.email, (mail) => mail.subject.startsWith(`Re: [${double.number}]`));
  await asker.page.goto(double.path);
  await expect(asker.page.locator('main')).toContainText(t.get('status-canceled-by-support'));

  // Everything of the customer is on one page.
  await rin.goto(request);
  await rin.locator('#people').getByRole('link').first().click();
  await expect(rin).toHaveURL(/\/staff\/accounts\/[0-9a-f-]+$/);
  for (const heading of [
    texts('companies').get('company'),
    texts('licenses').get('nav-licenses'),
    t.get('requests'),
    texts('licenses').get('devices'),
    texts('privacy').get('person-answers'),
  ]) {
    await expect(rin.getByRole('heading', { level: 2, name: heading, exact: true })).toBeVisible();
  }
  await expect(rin.locator('main')).toContainText(first.number);
  await noOverflow(rin);

  // Nobody else reads it.
  expect((await stranger.page.goto(first.path))?.status()).toBe(404);
  await stranger.page.goto(`/requests?q=${first.number}`);
  await expect(stranger.page.locator('main')).not.toContainText('The lamp flickers');
});
