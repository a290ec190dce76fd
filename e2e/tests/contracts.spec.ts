// A contract from the request that asks for it to its use: support enters it, its certificate comes by mail, is downloaded and checked by anybody,
// its contacts change, and a request uses one of its units.

import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { Clerk, Customer, expect, type Mail, noOverflow, test } from '../fixtures.ts';

const COMPANY = '/c/ostermoor-freight';

test.describe.configure({ timeout: 180_000 });

/** A day from today, as a date field takes it. */
const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

/** The address behind the QR code of a certificate, without the host. */
function checkPage(pdf: Buffer): string {
  const parts = [pdf.toString('latin1')];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      parts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'));
    } catch {
      // Not every stream is deflated.
    }
  }
  const found = /\/contract-certificate\/scanned\?[^)<>\s]+/.exec(parts.join('\n'));
  if (!found) throw new Error('the certificate has no address to check it');
  return found[0];
}

/** The one paper of a mail. */
function paperOf(mail: Mail): { name: string; bytes: Buffer } {
  expect(mail.attachments).toHaveLength(1);
  const [paper] = mail.attachments;
  expect(paper?.type).toBe('application/pdf');
  return { name: paper?.name ?? '', bytes: Buffer.from(paper?.content ?? '', 'base64') };
}

/** Chooses a product as far as the form of a technical request asks. */
async function chooseProduct(page: Page, on: string): Promise<void> {
  const button = page.getByRole('button', { name: on, exact: true });
  for (let step = 0; step < 3 && (await button.count()) > 0; step += 1) {
    for (const name of ['area', 'product']) {
      const select = page.locator(`select[name=${name}]`);
      if ((await select.count()) > 0 && (await select.inputValue()) === '') await select.selectOption({ index: 1 });
    }
    await button.click();
  }
}

// LIC-27, LIC-28, SUP-3, SUP-21
test('a company asks for a contract, has its certificate, names its contacts and uses it @journey', async ({
  gatehouse,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const t = texts('support');
  const open = async () => (await newContext()).newPage();
  const [number, guest] = [unique('C'), `${unique('carl')}@example.com`];
  const person = new Customer(await open(), 'dana@ostermoor.test', 'en', mailbox);
  await person.enter(gatehouse.demo.password);
  const dana = person.page;
  const press = (page: Page, id: string) => page.locator('main').getByRole('button', { name: t.get(id), exact: true }).first().click();
  const told = (to: string, title: string) =>
    mailbox.mailTo(to, (mail) => mail.subject === t.get(title) && mail.text.includes(number));

  // Asked for with the order number, and the people who will use it.
  await dana.goto(`${COMPANY}/contracts`);
  await noOverflow(dana);
  await dana.locator('main').getByRole('link', { name: t.get('contract-activate'), exact: true }).click();
  await expect(dana.locator('[name="fields.kind"]')).toHaveValue('premium_activation');
  await dana.locator('[name="fields.order_number"]').fill('S-20811');
  await dana.locator('[name="fields.contacts"]').fill(`Dana Whitfield <dana@ostermoor.test>, +44 20 7946 0100\nCarl Contact <${guest}>`);
  await dana.getByLabel(t.get('mail-subject'), { exact: true }).fill(`Contract ${number}`);
  await dana.getByLabel(t.get('ask-description'), { exact: true }).fill('We have bought premium support.');
  await press(dana, 'ask-send');
  await expect(dana.getByRole('heading', { level: 1, name: `Contract ${number}` })).toBeVisible();
  const request = new URL(dana.url()).pathname.split('/').at(-1) ?? '';

  // Support finds all of it in the form of the new contract; entering it answers the request.
  const desk = await open();
  await new Clerk('support@example.com', gatehouse.demo.password, gatehouse.demo.secret).enter(desk, 'en');
  await desk.goto(`/staff/requests/${request}`);
  await desk.locator(`main a[href="/staff/contracts/new?request=${request}"]`).click();
  await expect(desk.locator('[name=contacts]')).toHaveValue(new RegExp(guest));
  await desk.locator('[name=number]').fill(number);
  await desk.locator('[name=name]').fill('Premium for the harbor');
  await desk.locator('[name=level][value=premium]').check();
  await desk.locator('[name=units]').fill('3');
  await desk.locator('[name=starts]').fill(day(-1));
  await desk.locator('[name=ends]').fill(day(200));
  await press(desk, 'staff-contract-enter');
  await expect(desk.getByText(t.get('staff-contract-entered'))).toBeVisible();
  const contract = new URL(desk.url()).pathname.split('/').at(-1) ?? '';
  const page = `${COMPANY}/contracts/${contract}`;
  await dana.goto(`${COMPANY}/requests/${request}`);
  await expect(dana.locator('main')).toContainText(t.get('status-solution-provided'));

  // The certificate comes with the mail, and is the one of the page. Who is no user of the company gets one that is theirs alone.
  const mailed = paperOf(await told('dana@ostermoor.test', 'mail-contract-active-title'));
  expect(mailed.name).toBe(`contract-${number}-en.pdf`);
  const toGuest = await told(guest, 'mail-contract-active-title');
  expect(toGuest.text).not.toContain(COMPANY);
  expect(paperOf(toGuest).bytes.equals(mailed.bytes)).toBe(false);
  await dana.goto(page);
  await noOverflow(dana);
  await expect(dana.locator('#contacts')).toContainText(guest);
  const saving = dana.waitForEvent('download');
  await dana.getByRole('link', { name: t.get('contract-certificate-download', { language: 'English' }), exact: true }).click();
  const saved = await readFile(await (await saving).path());
  expect(saved.equals(mailed.bytes)).toBe(true);

  // Anybody checks it by the code on the paper, without an account.
  const stranger = await open();
  const check = async () => {
    await stranger.goto(checkPage(saved));
    await expect(stranger.getByText(t.get('contract-genuine'))).toBeVisible();
    await expect(stranger.locator('main')).not.toContainText(guest);
  };
  await check();
  await expect(stranger.locator('main')).toContainText(number);
  await noOverflow(stranger);

  // The company names another contact; there is a new issue, and its people are told.
  await dana.getByRole('link', { name: t.get('staff-contacts-change'), exact: true }).click();
  const field = dana.locator('[name=contacts]');
  await field.fill(`${await field.inputValue()}\nEmil Brandt <emil@ostermoor.test>`);
  await press(dana, 'staff-save');
  await expect(dana.getByText(t.get('contract-contacts-saved'))).toBeVisible();
  await expect(dana.locator('#contacts')).toContainText('emil@ostermoor.test');
  for (const to of ['dana@ostermoor.test', guest]) paperOf(await told(to, 'mail-contract-contacts-title'));
  await check();

  // A request uses it: held when it is sent, used by the first answer.
  await dana.goto(`${COMPANY}/requests/new?category=technical&contract=${contract}`);
  await chooseProduct(dana, t.get('ask-continue'));
  await dana.locator('select[name=contract]').selectOption(contract);
  await dana.locator('[name="fields.kind"]').selectOption('error');
  await dana.locator('[name="fields.os"]').fill('Windows Server 2022');
  await dana.getByLabel(t.get('mail-subject'), { exact: true }).fill('Scales lose the server');
  await dana.getByLabel(t.get('ask-description'), { exact: true }).fill('Since this morning.');
  await press(dana, 'ask-send');
  await expect(dana.getByRole('heading', { level: 1, name: 'Scales lose the server' })).toBeVisible();
  const asked = new URL(dana.url()).pathname.split('/').at(-1) ?? '';
  await dana.goto(page);
  await expect(dana.locator('main')).toContainText(t.get('contract-left-of', { count: 2, shown: '2', all: '3' }));
  await desk.goto(`/staff/requests/${asked}`);
  await desk.locator('#answer textarea[name=text]').fill('We look into it.');
  await press(desk, 'staff-answer-send');
  await expect(desk.getByText(t.get('staff-answer-sent'))).toBeVisible();
  await dana.goto(`${page}/ledger`);
  const lines = dana.locator('main tbody');
  for (const kind of ['ledger-granted', 'ledger-reserved', 'ledger-used']) await expect(lines).toContainText(t.get(kind));
});
