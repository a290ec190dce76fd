// Live chat in several browsers at once: a stranger and a customer write with support, which has their places in the line, files, colleagues and requests;
// nothing is lost by a reload or the end of a node, and everything works without script too.

import type { Page } from '@playwright/test';
import { axe, Clerk, Customer, expect, noOverflow, type Texts, test } from '../fixtures.ts';

test.describe.configure({ timeout: 240_000 });

const said = (page: Page) => page.locator('[data-said]');
const text = (page: Page) => page.locator('textarea[name=text]');
const id = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';

/** The place in the line that the page tells. */
async function placeOn(page: Page, t: Texts): Promise<number> {
  const shown = await page.locator('[data-place]').innerText();
  for (let place = 1; place <= 100; place += 1) if (shown === t.get('place', { place })) return place;
  throw new Error(`no place: ${shown}`);
}

/** The numbers that a page which comes back is told, from the last one that it has to this one. */
const replayed = (page: Page, last: number, until: number): Promise<number[]> =>
  page.evaluate(
    async ([last, until]) => {
      const cut = new AbortController();
      const headers = { accept: 'text/event-stream', 'last-event-id': String(last) };
      const answer = await fetch(`${location.pathname}/events?after=0`, { headers, signal: cut.signal });
      const [reader, decoder] = [answer.body?.getReader(), new TextDecoder()];
      let all = '';
      const numbers = () => [...all.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number));
      while (reader && (numbers().at(-1) ?? 0) < until) {
        const { value, done } = await reader.read();
        if (done) break;
        all += decoder.decode(value, { stream: true });
      }
      cut.abort();
      return numbers();
    },
    [last, until] as const,
  );

/** What was written in the chat, in its order; what is known of files changes. */
const texts = async (page: Page): Promise<string[]> => {
  const all = await said(page).locator('.own .chat-text, .other .chat-text').allInnerTexts();
  return all.filter((one) => !one.includes('a log.txt'));
};

// SUP-20, ALL-1, ALL-2
test('a stranger and a customer chat with support, which hands one on and makes a request of the other @journey', async ({
  gatehouse,
  mailbox,
  newContext,
  page: vera,
  texts: words,
  unique,
}) => {
  const t = words('chat');
  const { password, secret } = gatehouse.demo;
  const other = async () => (await newContext()).newPage();
  const press = (page: Page, name: string) => page.getByRole('button', { name: t.get(name), exact: true }).first().click();

  // The desk of Rin is open before anybody comes, and shows who comes by itself.
  const rin = await other();
  await new Clerk('rin@example.com', password, secret).enter(rin, 'en');
  await rin.goto('/staff/chats');
  const email = `${unique('vera')}@example.com`;
  await vera.goto('/');
  await vera.getByRole('link', { name: t.get('way'), exact: true }).click();
  await expect(vera.getByRole('heading', { level: 1, name: t.get('start-title') })).toBeVisible();
  await vera.getByLabel(t.get('name'), { exact: true }).fill('Vera Visitor');
  await vera.getByLabel(t.get('email'), { exact: true }).fill(email);
  await vera.getByLabel(t.get('question'), { exact: true }).fill('Is <anybody> there?');
  await press(vera, 'start-send');
  await expect(said(vera)).toContainText('Is <anybody> there?');
  const [hers, first] = [id(vera), await placeOn(vera, t)];
  await noOverflow(vera);
  await axe(vera);

  const aiko = new Customer(await other(), `${unique('aiko')}@example.com`, 'en', mailbox);
  await aiko.settleIn();
  await aiko.page.goto('/chats');
  await expect(aiko.page.getByRole('heading', { name: t.get('chats-none') })).toBeVisible();
  await aiko.page.getByRole('link', { name: t.get('start-new'), exact: true }).first().click();
  await aiko.page.getByLabel(t.get('question'), { exact: true }).fill('Where is my code?');
  await press(aiko.page, 'start-send');
  await expect(said(aiko.page)).toContainText('Where is my code?');
  const [theirs, second] = [id(aiko.page), await placeOn(aiko.page, t)];
  expect(second).toBeGreaterThan(first);
  // Nobody else has it.
  expect((await vera.request.get(`/chat/${theirs}`)).status()).toBe(404);

  const row = rin.locator('#waiting tbody tr', { has: rin.locator(`a[href="/staff/chats/${hers}"]`) });
  await row.getByRole('button').click();
  await expect(rin.getByText(t.get('done-taken'))).toBeVisible();
  await expect(said(vera)).toContainText(t.get('notice-taken', { name: '青山 凛' }));
  await expect(vera.locator('[data-place]')).toHaveCount(0);
  await expect.poll(() => placeOn(aiko.page, t), { timeout: 20_000 }).toBeLessThan(second);
  // Aiko waits, and the title of Rin's window says so.
  await expect(rin).toHaveTitle(/^\(\d+\) /);

  // Who types is seen, and what is said, without loading anything anew.
  await expect(async () => {
    await text(rin).fill(`Good ${unique('day')}`);
    await expect(vera.locator('[data-typing]')).toHaveText(t.get('typing', { name: '青山 凛' }), { timeout: 3_500 });
  }).toPass();
  await text(rin).fill('Good afternoon, Vera.');
  await text(rin).press('Enter');
  await expect(said(vera)).toContainText('Good afternoon, Vera.');
  await text(vera).fill('Line one');
  await text(vera).press('Shift+Enter');
  await text(vera).pressSequentially('line two');
  await text(vera).press('Enter');
  await expect(said(rin)).toContainText('Line one');
  await expect(said(rin).locator('.other .chat-text').last()).toHaveText('Line one\nline two', { useInnerText: true });
  await noOverflow(rin);
  await axe(rin);

  // A file stands in the chat as soon as it is there.
  const file = { name: 'a log.txt', mimeType: 'text/plain', buffer: Buffer.from('a line of a log') };
  await vera.locator('summary', { hasText: t.get('file-title') }).click();
  await vera.locator('input[type=file]').setInputFiles(file);
  for (const page of [vera, rin]) await expect(said(page)).toContainText('a log.txt');

  // The node ends while Vera writes: it is sent once, after the node is back, and a page that comes back is told what it missed.
  await gatehouse.stop();
  await text(vera).fill('Are you still there?');
  await text(vera).press('Enter');
  await expect(said(vera).locator('.unsent')).toContainText(t.get('js-failed'));
  await gatehouse.serve();
  await expect(said(vera).locator('.unsent')).toHaveCount(0, { timeout: 30_000 });
  await expect(said(rin)).toContainText('Are you still there?', { timeout: 30_000 });
  const before = await texts(vera);
  expect(before.filter((one) => one === 'Are you still there?')).toHaveLength(1);
  const last = Number(await said(vera).locator('.chat-one').last().getAttribute('data-seq'));
  expect(await replayed(vera, last - 3, last)).toEqual([last - 2, last - 1, last]);
  await vera.reload();
  expect(await texts(vera)).toEqual(before);
  // Without an account it opens again in the same browser.
  await vera.goto('/chat');
  await expect(vera).toHaveURL(new RegExp(`/chat/${hers}$`));

  await press(vera, 'transcript-mail');
  await expect(vera.getByText(t.get('done-transcript'))).toBeVisible();
  await mailbox.mailTo(email, 'Good afternoon, Vera.');

  // It goes on as a request, which Vera is answered by email.
  await rin.locator('form[action$="/request"] input[name=subject]').fill('Is anybody there?');
  await rin.locator('form[action$="/request"] button').click();
  await expect(rin).toHaveURL(/\/staff\/requests\//);
  await expect(rin.locator('main')).toContainText('Good afternoon, Vera.');
  await expect(said(vera)).toContainText(t.get('notice-request'));
  await mailbox.mailTo(email, 'Is anybody there?');
  await expect(text(vera)).toHaveCount(0);

  // The other one is handed to a colleague, who answers; its customer reads it again among their chats.
  await rin.goto(`/staff/chats/${theirs}`);
  await press(rin, 'take');
  await rin.locator('select[name=to]').selectOption({ label: 'Надя Орлова' });
  await press(rin, 'transfer');
  await expect(said(aiko.page)).toContainText(t.get('notice-transferred', { name: 'Надя Орлова' }));
  await expect(text(rin)).toHaveCount(0);
  const nadia = await other();
  await new Clerk('nadia@example.com', password, secret).enter(nadia, 'en');
  await nadia.goto(`/staff/chats/${theirs}`);
  await text(nadia).fill('Under Licenses.');
  await text(nadia).press('Enter');
  await expect(said(aiko.page)).toContainText('Under Licenses.');
  await press(aiko.page, 'end');
  await expect(aiko.page.getByText(t.get('done-ended'))).toBeVisible();
  await expect(said(nadia)).toContainText(t.get('notice-ended'));
  await aiko.page.goto('/chats');
  await aiko.page.locator(`main tbody a[href="/chat/${theirs}"]`).click();
  expect(await texts(aiko.page)).toEqual(['Where is my code?', 'Under Licenses.']);
});

// SUP-20, ALL-1
test('without script a chat is forms and pages that are loaded anew @nojs-only', async ({ customer, gatehouse, newContext, texts: words }) => {
  const t = words('chat');
  const { page: vera } = customer;
  const press = (page: Page, name: string) => page.getByRole('button', { name: t.get(name), exact: true }).first().click();
  await vera.goto('/chat');
  await vera.getByLabel(t.get('name'), { exact: true }).fill('Vera Visitor');
  await vera.getByLabel(t.get('email'), { exact: true }).fill(customer.email);
  await vera.getByLabel(t.get('question'), { exact: true }).fill('Is anybody there?');
  await customer.passHumanCheck('/chat');
  await press(vera, 'start-send');
  await expect(said(vera)).toContainText('Is anybody there?');
  const chat = id(vera);
  await placeOn(vera, t);

  const rin = await (await newContext()).newPage();
  await new Clerk('rin@example.com', gatehouse.demo.password, gatehouse.demo.secret).enter(rin, 'en');
  await rin.goto(`/staff/chats/${chat}`);
  await press(rin, 'take');
  await text(rin).fill('Good afternoon, Vera.');
  await press(rin, 'send');
  await expect(said(rin)).toContainText('Good afternoon, Vera.');
  await vera.reload();
  await expect(said(vera)).toContainText('Good afternoon, Vera.');
  await text(vera).fill('Here is my log.');
  await press(vera, 'send');
  await vera.locator('summary', { hasText: t.get('file-title') }).click();
  await vera.locator('input[type=file]').setInputFiles({ name: 'a log.txt', mimeType: 'text/plain', buffer: Buffer.from('a line') });
  await press(vera, 'file-send');
  await expect(vera.getByText(t.get('done-file'))).toBeVisible();
  await rin.reload();
  await expect(said(rin)).toContainText('Here is my log.');
  await expect(said(rin)).toContainText('a log.txt');
  await press(vera, 'end');
  await expect(said(vera)).toContainText(t.get('notice-ended'));
  await expect(text(vera)).toHaveCount(0);
});
