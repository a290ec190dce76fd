// The help center: a reader finds an article by another form of its words and says whether it helped; who asks support is shown what may answer
// it, and closes the request by it; two of the staff write an article with a picture, and one of them publishes what the other one wrote.

import { Clerk, expect, noOverflow, test } from '../fixtures.ts';

/** An article of the program, and a question that it answers. */
const RENEWAL = 'Renew a license, automatically or by hand';
const QUESTION = 'How do I renew my license';

/** A picture of 16 pixels on a side (PNG). */
const PIXELS = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mPgTD5OEmIY1TCqYfhqAAB4izMQWj+TxAAAAABJRU5ErkJggg==',
  'base64',
);

// ALL-10, SUP-14, SUP-16, SUP-18
test('a reader finds an article, says that it helped, and closes a request by what was advised @journey @nojs', async ({
  page,
  customer,
  javaScriptEnabled,
  mailbox,
  texts,
  unique,
}) => {
  const [t, support] = [texts('help'), texts('support')];
  const hasScript = javaScriptEnabled !== false;
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();

  // Another form of the words, without an account.
  await page.goto('/help');
  await page.getByLabel(t.get('search'), { exact: true }).fill('renewing licenses');
  await press(t.get('search-do'));
  await page.locator('main').getByRole('link', { name: RENEWAL, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: RENEWAL })).toBeVisible();
  await press(t.get('yes'));
  await expect(page.getByRole('heading', { name: t.get('thanks'), exact: true })).toBeVisible();

  // Nothing is found: the words are filled in where support is asked.
  await page.goto(`/help?q=${unique('qqqq').replace('-', '')}`);
  await expect(page.getByText(t.get('search-nothing'), { exact: true })).toBeVisible();

  // The form for who cannot sign in shows what may answer it.
  const shown = page.locator('[data-suggest]').getByRole('link', { name: RENEWAL, exact: true });
  await page.goto('/support?category=access');
  await page.getByLabel(support.get('mail-subject'), { exact: true }).fill(QUESTION);
  if (!hasScript) await press(support.get('ask-send'));
  await expect(shown).toBeVisible();

  // A customer says what was missing: nobody asks whether they are a program.
  await customer.settleIn();
  await page.goto('/help/renewal');
  await press(t.get('no'));
  await page.getByLabel(t.get('reason-missing'), { exact: true }).check();
  await page.getByLabel(t.get('comment'), { exact: true }).fill('What does it cost?');
  await press(t.get('comment-send'));
  await expect(page.getByText(t.get('comment-sent'))).toBeVisible();

  // Below the subject stands what may answer it: while it is typed, or when the form was sent on.
  await page.goto('/requests/new?category=portal');
  await page.getByLabel(support.get('field-kind'), { exact: true }).selectOption('question');
  await page.getByLabel(support.get('mail-subject'), { exact: true }).fill(QUESTION);
  await page.getByLabel(support.get('ask-description'), { exact: true }).fill('It ends soon.');
  if (!hasScript) await press(support.get('ask-save'));
  await expect(shown).toBeVisible();
  await press(support.get('ask-send'));
  await expect(page.getByRole('heading', { name: support.get('req-advice'), exact: true })).toBeVisible();
  const mail = await mailbox.mailTo(customer.email, ({ subject }) => subject.includes(QUESTION));
  expect(mail.text).toContain('/help/135-renewal');
  await page.getByRole('button', { name: support.get('req-advice-solved') }).first().click();
  await expect(page.locator('main')).toContainText(support.get('status-canceled-by-user'));
  await noOverflow(page);
});

// SUP-18, ALL-8
test('staff write an article with a picture, and one who did not write it publishes what has changed @journey', async ({
  page,
  clerk,
  gatehouse,
  newContext,
  texts,
  unique,
}) => {
  test.setTimeout(180_000);
  const t = texts('help');
  const press = async (on: typeof page, name: string) => on.getByRole('button', { name, exact: true }).first().click();
  await clerk.enter(page, 'en');
  const slug = unique('lamps');
  await page.goto('/staff/help/new');
  await page.getByLabel(t.get('slug'), { exact: true }).fill(slug);
  await page.getByLabel(t.get('category'), { exact: true }).selectOption({ index: 1 });
  await page.getByRole('group', { name: t.get('products') }).getByRole('checkbox').first().check();
  await press(page, t.get('save'));
  await expect(page.getByRole('heading', { level: 1, name: t.get('text-in', { language: 'English' }) })).toBeVisible();
  const text = new URL(page.url()).pathname;
  const article = text.replace(/\/text\/en$/, '');

  // A picture without words for who does not see it is not taken.
  await page.goto(`${article}/pictures`);
  await page.locator('input[type=file]').setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: PIXELS });
  await press(page, t.get('picture-upload'));
  await expect(page.getByText(t.get('refusal-alt-missing')).first()).toBeVisible();
  await page.locator('input[type=file]').setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: PIXELS });
  await page.getByLabel(t.get('picture-alt'), { exact: true }).fill('A lamp');
  await press(page, t.get('picture-upload'));
  await expect(page.getByText(t.get('picture-added'))).toBeVisible();
  const line = (await page.locator('main').innerText()).match(/!\[A lamp\]\([^)]+\)/)?.[0] ?? '';
  expect(line).not.toBe('');

  const title = `Why does the lamp flicker ${slug}`;
  const write = async (body: string) => {
    await page.goto(text);
    await page.getByLabel(t.get('title'), { exact: true }).fill(title);
    await page.getByLabel(t.get('body'), { exact: true }).fill(body);
    await press(page, t.get('save'));
    await expect(page.getByText(t.get('saved'), { exact: true })).toBeVisible();
    await press(page, t.get('send-to-review'));
    await expect(page.getByText(t.get('sent-to-review'))).toBeVisible();
    await page.goto(`${text}/review`);
    await expect(page.getByText(t.get('own-text'))).toBeVisible();
  };
  await write(`Turn it off.\n\n${line}`);

  // Nobody reads it before somebody else has published it.
  const reader = await (await newContext()).newPage();
  const maya = await (await newContext()).newPage();
  await new Clerk('maya@example.com', gatehouse.demo.password, gatehouse.demo.secret).enter(maya, 'en');
  const publish = async () => {
    await maya.goto(`${text}/review`);
    await press(maya, t.get('publish'));
    await expect(maya.getByText(t.get('published-now'), { exact: true })).toBeVisible();
  };
  expect((await reader.goto(`/help/${slug}`))?.status()).toBe(404);
  await publish();
  await reader.goto(`/help/${slug}`);
  await expect(reader.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const picture = reader.getByRole('img', { name: 'A lamp', exact: true });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(16);

  // A later version: the reviewer sees what has changed, also in words.
  await write(`Turn it off and on.\n\n${line}`);
  await maya.goto(`${text}/review`);
  await expect(maya.locator('#changes ins')).toContainText('and on');
  await expect(maya.locator('#changes ins')).toContainText(t.get('diff-added'));
  await publish();
  await reader.reload();
  await expect(reader.locator('main')).toContainText('Turn it off and on.');
});
