// Pictures of every page, to be looked at, and the one of the README:
//
//   npm run shots -- FOLDER [PART-OF-A-NAME…]
//
// It starts the built program with the demo content and saves FOLDER/NAME-LANGUAGE-WIDTH-SCHEME.png for 1280 and 390 px, light and
// dark, in every language. With parts of names only the pages that have one of them; without, or
// with the word `readme`, docs/images/licenses.png too.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.mjs';
import { Authenticator } from './totp.mjs';

const LANGUAGES = ['en', 'ja', 'ru'];
const WIDTHS = [1280, 390];
const SCHEMES = /** @type {const} */ (['light', 'dark']);
const ROOT = join(import.meta.dirname, '..');

/** @typedef {{ origin: string, hints: Map<string, string>, stop: () => Promise<void> }} Program */
/** @typedef {import('@playwright/test').Page} Page */

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}

/** @returns {Promise<Program>} */
async function start() {
  const program = process.env['GATEHOUSE_BINARY'] ?? join(ROOT, 'target', 'debug', 'gatehouse');
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-shots-'));
  const address = `127.0.0.1:${await freePort()}`;
  const environment = { ...process.env, GATEHOUSE__LISTEN: address, GATEHOUSE__DATA_DIR: dataDir, GATEHOUSE__RATE_LIMITS: 'false' };
  const child = spawn(program, ['serve', '--demo'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill()) await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  for (;;) {
    const ready = await fetch(`http://${address}/health/ready`).then((answer) => answer.ok, () => false);
    if (ready && output.includes('Activation code')) break;
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const hints = new Map(output.split('\n').map((line) => /** @type {[string, string]} */ (line.trim().split(/\s{2,}/).slice(0, 2))));
  return { origin: `http://${address}`, hints, stop };
}

/** @param {Program} program @param {string} name */
function hint(program, name) {
  const value = program.hints.get(name);
  if (!value) throw new Error(`the demo content has no ${name}`);
  return value;
}

/** @param {Page} page @param {Program} program @param {string} where @param {string} email */
async function givePassword(page, program, where, email) {
  await page.goto(`${program.origin}${where}?lang=en`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(hint(program, 'password'));
  await page.locator('main button[type=submit]').click();
}

/** The first link's address that fits. @param {Page} page @param {string} address @param {string} selector */
async function linkOn(page, address, selector) {
  await page.goto(address);
  const href = await page.locator(selector).first().getAttribute('href', { timeout: 10_000 });
  if (!href) throw new Error(`${address} has no ${selector}`);
  return href;
}

/** What is opened, by name: an address, and what is done there before the picture. */
/** @typedef {{ name: string, address: string, act?: (page: Page) => Promise<void> }} Shot */

/** @param {Page} page */
const submit = (page) => page.locator('main form button[type=submit]').last().click();

/** @returns {Shot[]} */
function visitorShots() {
  return [
    { name: 'front', address: '/' },
    { name: 'sign-in', address: '/sign-in' },
    { name: 'sign-in-refused', address: '/sign-in', act: submit },
    { name: 'register', address: '/register' },
    { name: 'register-sent', address: '/register/sent' },
    { name: 'confirm-dead', address: '/confirm?token=wrong' },
    { name: 'forgot-password', address: '/forgot-password' },
    { name: 'account-deleted', address: '/account-deleted' },
    { name: 'staff-sign-in', address: '/staff/sign-in' },
    { name: 'not-found', address: '/nothing' },
    { name: 'api-docs', address: '/api/docs' },
    { name: 'api-docs-orders', address: '/api/docs/orders' },
    { name: 'browsers', address: '/browsers' },
    { name: 'gallery', address: '/_ui' },
    { name: 'mails', address: '/_dev/mail' },
  ];
}

/** @param {Page} page @param {Program} program @returns {Promise<Shot[]>} */
async function customerShots(page, program) {
  const to = (/** @type {string} */ path) => `${program.origin}${path}`;
  const active = await linkOn(page, to('/licenses?status=active&sort=product'), 'tbody tr:last-child th a');
  const blocked = await linkOn(page, to('/licenses?status=blocked'), 'tbody th a');
  const fresh = await linkOn(page, to('/licenses?status=not_activated'), 'tbody th a');
  const device = await linkOn(page, to(active), 'a[href$="/deactivate"]');
  const code = hint(program, 'Site code');
  return [
    { name: 'home', address: '/home' },
    { name: 'downloads', address: '/downloads' },
    { name: 'licenses', address: '/licenses' },
    { name: 'licenses-table', address: '/licenses?sort=product' },
    { name: 'licenses-nothing', address: '/licenses?q=nothing' },
    { name: 'license-active', address: active },
    { name: 'license-blocked', address: blocked },
    { name: 'license-fresh', address: fresh },
    { name: 'license-code', address: `${active}/code` },
    { name: 'license-remove', address: `${active}/remove` },
    { name: 'license-device', address: device },
    { name: 'licenses-add', address: '/licenses/add' },
    {
      name: 'licenses-add-mistyped',
      address: '/licenses/add',
      act: async (at) => {
        await at.locator('input[name=code]').fill(`${code.slice(0, 8)}${code[8] === '8' ? '9' : '8'}${code.slice(9)}`);
        await submit(at);
      },
    },
    { name: 'account', address: '/account' },
    { name: 'account-password', address: '/account/password' },
    { name: 'account-sessions', address: '/account/sessions' },
    { name: 'account-activity', address: '/account/activity' },
    { name: 'account-delete', address: '/account/delete' },
    { name: 'account-delete-refused', address: '/account/delete', act: submit },
    { name: 'step-up', address: '/step-up' },
  ];
}

/** @param {Page} page @param {Program} program @returns {Promise<Shot[]>} */
async function staffShots(page, program) {
  const to = (/** @type {string} */ path) => `${program.origin}${path}`;
  const product = await linkOn(page, to('/staff/catalog'), 'tbody th a');
  const order = await linkOn(page, to('/staff/orders?number=P-2041'), 'tbody th a');
  const license = await linkOn(page, to('/staff/licenses?status=active'), 'tbody th a');
  const blocked = await linkOn(page, to('/staff/licenses?status=blocked'), 'tbody th a');
  const member = await linkOn(page, to('/staff/members'), 'tbody th a');
  await page.goto(to('/staff/accounts'));
  await page.locator('input[name=email]').fill('carol@example.com');
  await submit(page);
  const account = new URL(page.url()).pathname;
  return [
    { name: 'staff', address: '/staff' },
    { name: 'staff-search', address: '/staff/search' },
    {
      name: 'staff-search-found',
      address: '/staff/search',
      act: async (at) => {
        await at.locator('main input[name=q]').fill('aiko@example.com');
        await submit(at);
      },
    },
    { name: 'staff-catalog', address: '/staff/catalog' },
    { name: 'staff-catalog-product', address: product },
    { name: 'staff-catalog-edit', address: `${product}/edit` },
    { name: 'staff-catalog-edition', address: `${product}/editions/new` },
    { name: 'staff-catalog-term-refused', address: `${product}/terms/new`, act: submit },
    { name: 'staff-orders', address: '/staff/orders' },
    { name: 'staff-orders-new', address: '/staff/orders/new' },
    { name: 'staff-order', address: order },
    { name: 'staff-licenses', address: '/staff/licenses' },
    { name: 'staff-licenses-nothing', address: '/staff/licenses?q=00000-00000' },
    { name: 'staff-license', address: license },
    { name: 'staff-license-block', address: `${license}/block` },
    { name: 'staff-license-blocked', address: blocked },
    { name: 'staff-accounts', address: '/staff/accounts' },
    { name: 'staff-account', address: account },
    { name: 'staff-members', address: '/staff/members' },
    { name: 'staff-member', address: member },
    { name: 'staff-members-new', address: '/staff/members/new' },
    { name: 'staff-api-keys', address: '/staff/api-keys' },
    { name: 'staff-api-keys-new', address: '/staff/api-keys/new' },
    { name: 'staff-audit', address: '/staff/audit' },
    { name: 'staff-jobs', address: '/staff/jobs' },
    { name: 'staff-dead-letters', address: '/staff/dead-letters' },
    { name: 'staff-profile', address: '/staff/profile' },
    { name: 'staff-step-up', address: '/staff/step-up' },
  ];
}

/** The latest mail of each subject. @param {Page} page @param {Program} program @returns {Promise<Shot[]>} */
async function mailShots(page, program) {
  await page.goto(`${program.origin}/_dev/mail`);
  const mails = await page.locator('a[href^="/_dev/mail/"]').evaluateAll((links) =>
    links.map((link) => [link.textContent ?? '', link.getAttribute('href') ?? '']),
  );
  const bySubject = new Map(/** @type {[string, string][]} */ (mails.reverse()));
  return [...bySubject.values()].map((href, n) => ({ name: `mail-${n + 1}`, address: `${href}/html` }));
}

/** @param {string} folder @param {string[]} only */
async function main(folder, only) {
  await mkdir(folder, { recursive: true });
  const program = await start();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags() });
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    /** @param {Shot[]} shots */
    const take = async (shots) => {
      for (const { name, address, act } of shots.filter((shot) => only.length === 0 || only.some((part) => shot.name.includes(part)))) {
        for (const language of LANGUAGES) {
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: width > 600 ? 800 : 844 });
            await page.emulateMedia({ colorScheme: 'light' });
            await page.goto(`${program.origin}${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
            if (act) {
              await act(page);
              await page.waitForLoadState();
            }
            for (const colorScheme of SCHEMES) {
              await page.emulateMedia({ colorScheme });
              await page.screenshot({ path: join(folder, `${name}-${language}-${width}-${colorScheme}.png`), fullPage: true });
            }
          }
        }
      }
    };
    await take(visitorShots());
    await givePassword(page, program, '/sign-in', 'aiko@example.com');
    await page.waitForURL('**/home');
    await take(await customerShots(page, program));
    await take(await mailShots(page, program));

    if (only.length === 0 || only.includes('readme')) {
      const picture = join(ROOT, 'docs', 'images');
      await mkdir(picture, { recursive: true });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${program.origin}/licenses?lang=en`);
      await page.screenshot({ path: join(picture, 'licenses.png'), fullPage: true });
    }

    const app = new Authenticator(hint(program, 'authenticator'));
    await givePassword(page, program, '/staff/sign-in', 'clerk@example.com');
    await page.waitForURL('**/staff/sign-in/code**');
    await take([{ name: 'staff-sign-in-code', address: '/staff/sign-in/code' }]);
    await page.goto(`${program.origin}/staff/sign-in/code?lang=en`);
    await page.locator('input[name=code]').fill(await app.code());
    await submit(page);
    await page.waitForURL('**/staff');
    await take(await staffShots(page, program));
  } finally {
    await browser.close();
    await program.stop();
  }
}

const [folder, ...only] = process.argv.slice(2);
if (folder) {
  await main(folder, only);
} else {
  process.stderr.write('usage: npm run shots -- FOLDER [PART-OF-A-NAME…]\n');
  process.exitCode = 2;
}
