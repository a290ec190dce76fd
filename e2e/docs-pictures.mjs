// The pictures of the documentation: which page, whose, and how wide; `npm run shots -- docs` takes them all.
//
// Each page is shown four times, so that every width is seen in every theme, and the languages go round:
//
//   NAME.png             1280 px, light, English          NAME-phone.png        390 px, light, Japanese
//   NAME-dark.png        1280 px, dark, Russian           NAME-phone-dark.png   390 px, dark, Russian or Japanese
//
// A picture ends with the window, so it is no higher than 1,000 px, and should stay under 150 KB.

import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.mjs';
import { enter, giveCode, giveCodeAt, givePassword, linkOn, ROOT, start, submit } from './stage.mjs';

/** @typedef {import('./stage.mjs').Program} Program */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * A page of the documentation.
 * @typedef {object} Shown
 * @property {string} name
 * @property {string} alt what the picture shows, for its text in the pages of docs/guide
 * @property {(page: Page, program: Program, language: string) => Promise<string>} find its address
 * @property {(page: Page) => Promise<void>} [act] what is done there before the picture
 */

/** @type {(address: string) => Shown['find']} */
const at = (address) => async () => address;

/** @type {Shown[]} */
const VISITORS = [
  { name: 'front', alt: 'The first page: four ways in, and the form to sign in', find: at('/') },
  { name: 'sign-in', alt: 'Signing in', find: at('/sign-in') },
  { name: 'trial', alt: 'Asking for a trial, without an account', find: at('/trial') },
  { name: 'support', alt: 'The form for people who cannot sign in', find: at('/support?category=access') },
  { name: 'help', alt: 'The help center: the search, and questions and articles by category', find: at('/help') },
  {
    name: 'help-article',
    alt: 'An article with its steps and a picture, the way to its page, and the question whether it helped',
    find: at('/help/131-add-a-license'),
  },
  { name: 'contract-certificate', alt: 'Checking the certificate of a contract, without an account', find: at('/contract-certificate') },
  { name: 'company-register', alt: 'Registering with a company: names, address, country, and its license', find: at('/companies/register') },
  {
    name: 'survey',
    alt: 'Rating support by the link of a mail: the rating, three questions and a comment',
    find: async (page, { origin }) => {
      await page.goto(`${origin}/_dev/mail`);
      await page.locator('main li', { hasText: 'mika@example.com · support.survey' }).first().locator('a').click();
      const link = /\/survey\?token=[\w-]+&mark=4/.exec(await page.locator('main pre').innerText());
      if (!link) throw new Error('no survey waits for its answer');
      return link[0];
    },
  },
];

/** What lies further down is shown, by a text that is the same in every language. @type {(text: string) => (page: Page) => Promise<void>} */
const down = (text) => (page) =>
  page.getByText(text, { exact: true }).first().evaluate((row) => row.scrollIntoView({ block: 'center' }));

/** Aiko has some of everything. @type {Shown[]} */
const CUSTOMER = [
  { name: 'home', alt: 'Home: what needs the customer, and their products as cards', find: at('/home') },
  { name: 'licenses', alt: 'The customer’s licenses, each with its status, seats and end', find: at('/licenses') },
  {
    name: 'license',
    alt: 'One license: its term, its code, and the devices on it',
    find: (page, { origin }) => linkOn(page, `${origin}/licenses?status=active&sort=product`, 'tbody th a:text-is("Lantern")'),
  },
  {
    name: 'license-blocked',
    alt: 'A blocked license: why, and what to do',
    find: (page, { origin }) => linkOn(page, `${origin}/licenses?status=blocked`, 'tbody th a'),
  },
  { name: 'renewals', alt: 'The renewal center: every license by its expiry date, and how it is renewed', find: at('/licenses/renewals') },
  {
    name: 'renewal',
    alt: 'How one license is renewed, and the switch of automatic renewal',
    find: async (page, { origin }) =>
      `${await linkOn(page, `${origin}/licenses?status=active&sort=product`, 'tbody th a:text-is("Lantern")')}/renewal`,
  },
  { name: 'add-license', alt: 'Adding a license by its code', find: at('/licenses/add') },
  { name: 'requests', alt: 'The customer’s requests, each with its status', find: at('/requests') },
  {
    name: 'request',
    alt: 'One request: whose turn it is, and the whole correspondence',
    find: (page, { origin }) => linkOn(page, `${origin}/requests?status=closed`, 'main a[href^="/requests/0"]'),
  },
  { name: 'request-form', alt: 'The form of a technical request, filled in from a license', find: at('/requests/new?category=technical') },
  {
    name: 'chat',
    alt: 'A chat with support: what both sides wrote, and what can be done with it',
    find: (page, { origin }) => linkOn(page, `${origin}/chats`, 'main tbody a[href^="/chat/"]'),
  },
  { name: 'account', alt: 'The account: who somebody is, and where', find: at('/account') },
  { name: 'security', alt: 'Sign-in and security: password, browsers, sessions', find: at('/account/security') },
  {
    name: 'two-step',
    alt: 'Setting up two-step verification: the QR code for an authenticator app',
    find: at('/account/security/authenticator'),
  },
  { name: 'services', alt: 'Accounts elsewhere by which somebody signs in', find: at('/account/sign-in-services') },
  { name: 'purchases', alt: 'Purchases: order, date, amount, payment, invoice, and the saved card', find: at('/account/purchases') },
  { name: 'export', alt: 'Exporting one’s own data', find: at('/account/export') },
];

/** Emil gave the password. @type {Shown[]} */
const HALF = [{ name: 'sign-in-code', alt: 'The second step of signing in: a code, or a passkey', find: at('/sign-in/code') }];

/** Emil has a passkey, an app and recovery codes. @type {Shown[]} */
const SECURED = [
  {
    name: 'passkeys',
    alt: 'Passkeys and authenticator apps, each with its last use',
    find: at('/account/security'),
    act: down('Windows Hello'),
  },
  {
    name: 'recovery-codes',
    alt: 'Ten recovery codes, shown once',
    find: at('/account/security/recovery-codes'),
    act: async (page) => {
      await page.locator('main form[action="/account/security/recovery-codes"] button').click();
      await page.locator('main pre').waitFor();
    },
  },
];

/** Gleb waits for another address. @type {Shown[]} */
const MOVING = [
  { name: 'change-email', alt: 'Another email address, which waits for its proof', find: at('/account/email') },
];

/** Karl took the consent back. @type {Shown[]} */
const ASKED = [
  {
    name: 'consent',
    alt: 'The statement that the law demands before the portal is used',
    find: at('/account/statements?next=/home'),
  },
];

/** Dana has two scales without a network. @type {Shown[]} */
const OFFLINE = [
  {
    name: 'key-files',
    alt: 'The key files of a license, for devices without a network',
    find: async (page, { origin }) => {
      await page.goto(`${origin}/licenses?status=active&sort=product`);
      const licenses = await page.locator('tbody th a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      for (const license of licenses) {
        await page.goto(`${origin}${license}/key-files`);
        if ((await page.locator('main tbody tr').count()) > 0) return `${license}/key-files`;
      }
      throw new Error('no license of Dana has a key file');
    },
  },
];

const FREIGHT = '/c/ostermoor-freight';

/** Dana owns a freight company. @type {Shown[]} */
const COMPANY = [
  { name: 'company', alt: 'The first page of a company, with its logo and what one may do there', find: at(FREIGHT) },
  { name: 'company-users', alt: 'The users of a company, by last name, each with rights and state', find: at(`${FREIGHT}/users`) },
  {
    name: 'company-user',
    alt: 'A user of a company: name, country, branch, and a box for each right',
    find: (page, { origin }) => linkOn(page, `${origin}${FREIGHT}/users`, 'tbody th a:text-is("Ina Pohl")'),
  },
  { name: 'company-blocking', alt: 'Blocking every user, with who is passed over', find: at(`${FREIGHT}/users/block-all`) },
  { name: 'company-invitations', alt: 'Invitations in every state, each with what can be done', find: at(`${FREIGHT}/invitations`) },
  { name: 'company-joining', alt: 'Somebody asks to join the company by its license', find: at(`${FREIGHT}/joining`) },
  { name: 'company-licenses', alt: 'The licenses of a company, by their ends', find: at(`${FREIGHT}/licenses`) },
  { name: 'company-requests', alt: 'The requests of a company, with the mark of its contract', find: at(`${FREIGHT}/requests`) },
  { name: 'company-contracts', alt: 'The contracts of a company, with what is left of each and its end', find: at(`${FREIGHT}/contracts`) },
  {
    name: 'company-contract',
    alt: 'A contract: level and dates, what is left, its contacts, and beside them its certificate in three languages',
    find: (page, { origin }) => linkOn(page, `${origin}${FREIGHT}/contracts`, 'tbody th a'),
  },
  {
    name: 'company-contract-contacts',
    alt: 'Changing the contacts of a contract, a line for each',
    find: async (page, { origin }) => `${await linkOn(page, `${origin}${FREIGHT}/contracts`, 'tbody th a')}/contacts`,
  },
  { name: 'company-settings', alt: 'The settings of a company', find: at(`${FREIGHT}/settings`) },
  { name: 'company-logo', alt: 'The logo of a company', find: at(`${FREIGHT}/settings/logo`) },
  { name: 'company-delete', alt: 'Deleting a company: what exactly will go', find: at(`${FREIGHT}/settings/delete`) },
  { name: 'company-notices', alt: 'Notices, each with a switch', find: at(`${FREIGHT}/notices`) },
  { name: 'company-activity', alt: 'What was done in a company, and by whom', find: at(`${FREIGHT}/audit`) },
];

/** A page of the company of whoever is signed in. @type {(below: string) => Shown['find']} */
const inOwn = (below) => async (page, { origin }) => {
  await page.goto(`${origin}/home`);
  const own = /\/c\/[a-z0-9-]+/.exec(await page.content());
  if (!own) throw new Error('they belong to no company');
  return `${own[0]}${below}`;
};

/** Fumiko's company has proven a domain, and has a directory. @type {Shown[]} */
const DIRECTORY = [
  { name: 'company-domains', alt: 'The domains of a company: one proven, one whose record is missing', find: inOwn('/settings/domains') },
  { name: 'company-sign-in', alt: 'The company’s own sign-in', find: inOwn('/settings/sign-in') },
  { name: 'company-directory', alt: 'The address and the tokens of a company’s directory', find: inOwn('/settings/provisioning') },
  { name: 'company-groups', alt: 'Groups of the directory, and what each gives', find: inOwn('/settings/provisioning/groups') },
  { name: 'company-directory-log', alt: 'What the directory asked for, and what came of it', find: inOwn('/settings/provisioning/log') },
];

/** Tess waits for an answer. @type {Shown[]} */
const ASKING = [{ name: 'company-asked', alt: 'A request to join a company, which waits for an answer', find: at('/companies/joining') }];

/** @type {Shown[]} */
const NEWCOMER = [{ name: 'home-empty', alt: 'Home of a new customer: three steps', find: at('/home') }];

/** @type {Shown[]} */
const STAFF = [
  { name: 'staff-home', alt: 'Home of a clerk: their work, and plots', find: at('/staff') },
  { name: 'staff-licenses', alt: 'The active licenses, each with its customer', find: at('/staff/licenses?status=active') },
  {
    name: 'staff-person',
    alt: 'A customer as staff see them, with a tab for each kind of thing',
    find: async (page, { origin }) => {
      await page.goto(`${origin}/staff/accounts`);
      await page.locator('main input[name=email]').fill('dana@ostermoor.test');
      await submit(page);
      await page.waitForURL('**/staff/accounts/*');
      return new URL(page.url()).pathname;
    },
  },
  {
    name: 'staff-catalog',
    alt: 'A product of the catalog: editions, features, terms',
    find: (page, { origin }) => linkOn(page, `${origin}/staff/catalog`, 'tbody th a:text-is("Lantern")'),
  },
  {
    name: 'staff-order',
    alt: 'An order with its licenses',
    find: (page, { origin }) => linkOn(page, `${origin}/staff/orders?number=S-10402`, 'tbody th a'),
  },
  { name: 'staff-requests', alt: 'Requests as support has them: the critical incident first, then by contract and arrival', find: at('/staff/requests') },
  {
    name: 'staff-request',
    alt: 'A request for staff: the correspondence with a note, the answer, and beside it its clocks, its people and what else they asked',
    find: (page, { origin }) =>
      linkOn(page, `${origin}/staff/requests?status=solution_provided&level=premium_plus`, 'main table.list tbody th a'),
  },
  {
    name: 'staff-requests-answer',
    alt: 'The answer of a request: the text, the status that follows, canned answers and macros',
    find: (page, { origin }) => linkOn(page, `${origin}/staff/requests?status=awaiting_answer`, 'main table.list tbody th a'),
    act: (page) => page.locator('#answer').evaluate((form) => form.scrollIntoView({ block: 'center' })),
  },
  { name: 'staff-requests-macros', alt: 'Macros, each with what it does', find: at('/staff/macros') },
  { name: 'staff-requests-settings', alt: 'How support works: queues, their rules, targets and working hours', find: at('/staff/support') },
  { name: 'staff-surveys', alt: 'What customers say of support: answers, the mean of each month, team members', find: at('/staff/surveys') },
  { name: 'staff-surveys-rounds', alt: 'The yearly survey: its rounds, each with answers and mean', find: at('/staff/surveys/rounds') },
  { name: 'staff-support-reports', alt: 'How support does: volume, times, ratings, with plots', find: at('/staff/support/reports') },
  { name: 'staff-support-quotas', alt: 'What is left of contracts, by level', find: at('/staff/support/reports/contracts') },
  {
    name: 'staff-contract',
    alt: 'A contract: its products, its contacts, and what became of each unit',
    find: (page, { origin }) => linkOn(page, `${origin}/staff/contracts`, 'main table.list tbody th a'),
  },
  { name: 'staff-chats', alt: 'The console of chats: who waits, one’s own, and those of colleagues', find: at('/staff/chats') },
  {
    name: 'staff-chat',
    alt: 'A chat for staff: what was said, and beside it the customer and what can be done',
    find: (page, { origin }) => linkOn(page, `${origin}/staff/chats`, '#others tbody a'),
  },
  {
    name: 'staff-help-edit',
    alt: 'Writing an article: title, text, and what becomes of it',
    find: async (page, { origin }) => `${await linkOn(page, `${origin}/staff/help?q=131`, 'main table.list tbody a')}/text/en`,
  },
  { name: 'staff-help-missed', alt: 'What readers looked for in vain, and how often', find: at('/staff/help/missed') },
  {
    name: 'staff-contract-change',
    alt: 'A contract runs longer, gets other requests, or ends before its term',
    find: async (page, { origin }) => `${await linkOn(page, `${origin}/staff/contracts?state=active`, 'main table.list tbody th a')}/change`,
  },
  { name: 'staff-trials', alt: 'The trials: who asked, what came of it, and the numbers of each month', find: at('/staff/trials') },
  { name: 'staff-companies', alt: 'The companies, by name, each with its state', find: at('/staff/companies') },
  {
    name: 'staff-company',
    alt: 'A company whose owner has left: the letter waits for a second person',
    find: (page, { origin }) => linkOn(page, `${origin}/staff/companies?country=KG`, 'tbody th a'),
  },
  { name: 'staff-approvals', alt: 'Large changes that wait for a second person', find: at('/staff/proposals') },
  { name: 'staff-verification', alt: 'Licenses and companies that wait to be verified', find: at('/staff/verification') },
  { name: 'staff-brand', alt: 'Settings > Brand, with the preview in light and dark', find: at('/staff/settings/brand') },
  { name: 'staff-audit', alt: 'The audit log', find: at('/staff/audit') },
];

/** Otto has two passkeys. @type {Shown[]} */
const STAFF_SECURED = [
  {
    name: 'staff-passkeys',
    alt: 'The passkeys of a member of the staff, on their profile',
    find: at('/staff/profile'),
    act: down('Security key'),
  },
];

/** Who is written to in each language. @type {Record<string, string>} */
const READERS = { en: 'dana@ostermoor.test', ja: 'aiko@example.com', ru: 'boris@example.com' };

/** @type {Shown[]} */
const MAILS = [
  {
    name: 'mail-codes',
    alt: 'The mail with an activation code',
    find: async (page, { origin }, language) => {
      await page.goto(`${origin}/_dev/mail`);
      const line = page.locator('main li', { hasText: `${READERS[language]} · licenses.codes` }).first();
      return `${await line.locator('a').getAttribute('href', { timeout: 10_000 })}/html`;
    },
  },
];

/** @typedef {{ suffix: string, width: number, height: number, scheme: 'light' | 'dark', languages: string[] }} Shape */

/** Where a shape has several languages, the pages take turns. @type {Shape[]} */
const SHAPES = [
  { suffix: '', width: 1280, height: 900, scheme: 'light', languages: ['en'] },
  { suffix: '-dark', width: 1280, height: 900, scheme: 'dark', languages: ['ru'] },
  { suffix: '-phone', width: 390, height: 844, scheme: 'light', languages: ['ja'] },
  { suffix: '-phone-dark', width: 390, height: 844, scheme: 'dark', languages: ['ru', 'ja'] },
];

const FOLDER = join(ROOT, 'docs', 'images');
const MOST_BYTES = 150_000;

/** Takes those whose names have one of these parts; all without parts. @param {string[]} only */
export async function takePictures(only) {
  await mkdir(FOLDER, { recursive: true });
  const program = await start();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags() });
  /** @type {(enters: (page: Page) => Promise<void>, shown: Shown[]) => Promise<void>} */
  const take = async (enters, shown) => {
    const wanted = shown.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
    if (wanted.length === 0) return;
    const context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'Asia/Tokyo' });
    const page = await context.newPage();
    await enters(page);
    for (const [turn, one] of wanted.entries()) await takeOne(page, program, one, turn);
    await context.close();
  };
  try {
    const visitor = async () => {};
    await take(visitor, VISITORS);
    await take((page) => enter(page, program, 'aiko@example.com'), CUSTOMER);
    await take((page) => enter(page, program, 'dana@ostermoor.test'), [...OFFLINE, ...COMPANY]);
    await take((page) => enter(page, program, 'tess@ostermoor.test'), ASKING);
    await take(async (page) => {
      await givePassword(page, program, '/sign-in', 'fumiko@mihon.test');
      await page.waitForURL('**/sign-in/code**');
      await giveCodeAt(page, program, '/sign-in/code', '**/home');
    }, DIRECTORY);
    await take((page) => enter(page, program, 'june@example.com'), NEWCOMER);
    const givesPassword = async (/** @type {Page} */ page) => {
      await givePassword(page, program, '/sign-in', 'emil@ostermoor.test');
      await page.waitForURL('**/sign-in/code**');
    };
    await take(givesPassword, HALF);
    await take(async (page) => {
      await givesPassword(page);
      await giveCodeAt(page, program, '/sign-in/code', '**/home');
    }, SECURED);
    await take((page) => enter(page, program, 'gleb@obrazets.test'), MOVING);
    await take(async (page) => {
      await givePassword(page, program, '/sign-in', 'karl@ostermoor.test');
      await page.waitForURL('**/account/statements**');
    }, ASKED);
    await take(async (page) => {
      await givePassword(page, program, '/staff/sign-in', 'clerk@example.com');
      await page.waitForURL('**/staff/sign-in/code**');
      await giveCode(page, program);
    }, STAFF);
    await take(async (page) => {
      await givePassword(page, program, '/staff/sign-in', 'otto@example.com');
      await page.waitForURL('**/staff/sign-in/code**');
      await giveCodeAt(page, program, '/staff/sign-in/code', '**/staff');
    }, STAFF_SECURED);
    await take(visitor, MAILS);
  } finally {
    await browser.close();
    await program.stop();
  }
}

/** @param {Page} page @param {Program} program @param {Shown} shown @param {number} turn */
async function takeOne(page, program, { name, find, act }, turn) {
  for (const { suffix, width, height, scheme, languages } of SHAPES) {
    const language = languages[turn % languages.length] ?? 'en';
    // Found on a desk: on phones some of it lies behind a button.
    await page.setViewportSize({ width: 1280, height: 900 });
    const address = await find(page, program, language);
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${program.origin}${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
    await act?.(page);
    const path = join(FOLDER, `${name}${suffix}.png`);
    await page.screenshot({ path });
    const { size } = await stat(path);
    if (size > MOST_BYTES) process.stderr.write(`${name}${suffix}.png has ${size} bytes\n`);
  }
}

/** What a picture of the table shows, by its name. @type {Map<string, string>} */
export const ALTS = new Map(
  [VISITORS, CUSTOMER, OFFLINE, COMPANY, ASKING, DIRECTORY, NEWCOMER, HALF, SECURED, MOVING, ASKED, STAFF, STAFF_SECURED, MAILS].flat().map(({ name, alt }) => [name, alt]),
);
