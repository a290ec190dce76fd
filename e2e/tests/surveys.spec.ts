// What somebody says of support: by the link of a mail that came after a request had closed, and once a year. Looking says nothing, a comment alone will
// do, a bad mark leads on; support reads it, with its figures.

import { demoMails, type Engine, expect, linkIn, type Mail, type Mailbox, noOverflow, test } from '../fixtures.ts';

test.describe.configure({ timeout: 180_000 });

/** Of the demo: whose request was closed yesterday, and its subject. */
const [ASKED, SUBJECT] = ['mika@example.com', 'Can I get the old price?'];

/** The links of the survey that waits for their answer, by mark, and the number of the request that it is about. */
async function waiting(
  engine: Engine,
  mailbox: Mailbox,
): Promise<{ number: string; link: (mark?: number) => string }> {
  const asks = ({ to, text }: Mail) => to.includes(ASKED) && text.includes('/survey?token=') && text.includes(SUBJECT);
  // It left while the demo was made, or leaves when the program has started.
  const { text } = (await demoMails(engine)).find(asks) ?? (await mailbox.mailTo(ASKED, asks));
  const links = text.match(/\/survey\?token=[\w-]+(?:&mark=[1-5])?/g) ?? [];
  const number = /R-\d{9}-[0-9A-Z]/.exec(text)?.[0] ?? '';
  expect(number).not.toBe('');
  const link = (mark?: number) => {
    const found = links.find((one) => (mark === undefined ? !one.includes('&mark=') : one.endsWith(`&mark=${mark}`)));
    if (!found) throw new Error(`no link for ${mark} in ${JSON.stringify(links)}`);
    return found;
  };
  return { number, link };
}

// SUP-15, SUP-19
test('a customer rates support by the link of a mail, and support reads it with its reports @nojs @journey', async ({
  clerk,
  engine,
  mailbox,
  newContext,
  page,
  texts,
  unique,
}) => {
  const t = texts('support');
  const { number, link } = await waiting(engine, mailbox);
  const send = () => page.getByRole('button', { name: t.get('survey-send'), exact: true }).click();
  const mark = (value: number) => page.locator(`input[name=mark][value="${value}"]`);
  const comment = page.locator('textarea[name=comment]');
  const words = unique('Quick');

  const desk = await (await newContext()).newPage();
  await clerk.enter(desk, 'en');
  const ratings = async () => {
    await desk.goto('/staff/surveys');
    return desk.locator('main');
  };
  await expect(await ratings()).not.toContainText(number);

  // A mail scanner follows every link, some of them twice.
  for (const value of [1, 2, 3, 4, 5, 5, 1]) {
    expect((await page.request.get(link(value))).status()).toBe(200);
  }
  await expect(await ratings()).not.toContainText(number);

  // Nothing is said by a form that is empty; a comment alone will do.
  await page.goto(link());
  await expect(page.getByRole('heading', { level: 1, name: t.get('survey-title') })).toBeVisible();
  await expect(page.locator('main')).toContainText(number);
  expect(page.url()).not.toContain('token');
  await noOverflow(page);
  await send();
  await expect(page.getByRole('alert')).toContainText(t.get('refusal-survey-nothing'));
  await comment.fill(words);
  await send();
  await expect(page.getByRole('heading', { level: 1, name: t.get('survey-thanks') })).toBeVisible();
  await expect(page.getByRole('link', { name: t.get('survey-again'), exact: true })).toHaveCount(0);
  const row = desk.locator('main table.list tbody tr', { hasText: number }).first();
  await ratings();
  await expect(row).toContainText(words);

  // Within a week the same link changes it; a bad mark leads to a request that names the old one.
  await page.goto(link(2));
  await expect(mark(2)).toBeChecked();
  await expect(comment).toHaveValue(words);
  await page.locator('select[name=speed]').selectOption('4');
  await send();
  const again = page.getByRole('link', { name: t.get('survey-again'), exact: true });
  await expect(again).toHaveAttribute('href', new RegExp(`^/requests/new\\?.*follows=${number}`));
  await ratings();
  const said = `2 · ${t.get('mark-2')}`;
  await expect(row).toContainText(said);
  await row.getByRole('link', { name: number, exact: true }).click();
  await expect(desk.locator('main')).toContainText(said);

  // Each figure has its plot, its table, and the list its file.
  const file = async (address: string, column: string) => {
    const answer = await desk.request.get(address);
    expect(answer.headers()['content-type']).toContain('text/csv');
    expect(await answer.text()).toContain(column);
  };
  const plots = desk.locator('main figure.plot');
  await ratings();
  await expect(plots).toHaveCount(1);
  await expect(desk.getByRole('heading', { level: 2, name: t.get('ratings-by-engineer'), exact: true })).toBeVisible();
  await file('/staff/surveys.csv', t.get('rating-comment'));
  await desk.locator('#engineers').getByRole('link').first().click();
  await expect(desk).toHaveURL(/engineer=/);
  await expect(plots).toHaveCount(1);

  await desk.goto('/staff/support/reports');
  await expect(plots).toHaveCount(6);
  await plots.first().locator('summary').click();
  await expect(plots.first().locator('table')).toBeVisible();
  await noOverflow(desk);
  await desk.goto('/staff/support/reports?by=queue');
  await expect(desk.locator('main table.list').first()).toContainText('日本語');
  await file('/staff/support/reports.csv?by=queue', t.get('report-opened'));
  await desk.getByRole('link', { name: t.get('quotas'), exact: true }).click();
  await expect(desk.getByRole('heading', { level: 1, name: t.get('quotas') })).toBeVisible();
  await expect(plots).toHaveCount(1);
  await noOverflow(desk);
  await file('/staff/support/reports/contracts.csv', t.get('quota-held'));
  await desk.getByRole('link', { name: t.get('level-premium-plus'), exact: true }).click();
  await expect(desk).toHaveURL(/\/staff\/support\/reports\?of=level/);
  await expect(plots).toHaveCount(6);
});

// SUP-15, ACC-16
test('once a year support asks those who agreed, and reads no names @nojs', async ({ clerk, customer, mailbox, newContext, page, texts, unique }) => {
  const t = texts('support');
  const words = unique('Patient');
  await customer.settleIn();
  await page.goto('/account');
  await page.locator('input[name=notify][value=company_survey]').check();
  await page.locator('#notifications').getByRole('button').click();
  await expect(page.getByText(texts('accounts').get('notify-saved'))).toBeVisible();

  const desk = await (await newContext()).newPage();
  await clerk.enter(desk, 'en');
  await desk.goto('/staff/surveys/rounds');
  await desk.locator('input[name=confirm]').check();
  await desk.getByRole('button', { name: t.get('round-start'), exact: true }).click();
  await expect(desk.getByText(t.get('round-begun'))).toBeVisible();

  const mail = await mailbox.mailTo(customer.email, t.get('mail-yearly-title'));
  await page.goto(linkIn(mail, /\/survey\?token=[\w-]+&mark=5$/));
  await expect(page.getByRole('heading', { level: 1, name: t.get('survey-yearly-title') })).toBeVisible();
  await expect(page.locator('input[name=mark][value="5"]')).toBeChecked();
  await page.locator('textarea[name=comment]').fill(words);
  await page.getByRole('button', { name: t.get('survey-send'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: t.get('survey-thanks') })).toBeVisible();

  // One answer would say whose it is: it is shown with four others.
  await desk.goto('/staff/surveys/rounds');
  await expect(desk.locator('#rounds tbody tr').first()).toContainText(t.get('round-few', { count: 5 }));
  await noOverflow(desk);
  await desk.getByRole('link', { name: t.get('round-answers'), exact: true }).click();
  await expect(desk).toHaveURL(/kind=yearly/);
  await expect(desk.locator('main')).toContainText('Better than a year ago.');
  await expect(desk.locator('main')).not.toContainText(words);
  await expect(desk.locator('main')).not.toContainText(ASKED);
});
