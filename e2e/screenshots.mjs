// Pictures of the program with the demo content.
//
//   npm run shots -- docs [PART-OF-A-NAME…]     those of the documentation: docs/images/NAME.png, by the table in docs-pictures.mjs
//   npm run shots -- help [PART-OF-A-NAME…]     those of the program's articles: modules/help/pictures, by the table in help-pictures.mjs
//   npm run shots -- FOLDER [PART-OF-A-NAME…]   every page, to be looked at: FOLDER/NAME-LANGUAGE-WIDTH-SCHEME.png for 1280 and 390 px,
//                                               light and dark, in every language
//
// With parts of names only those that have one of them.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.mjs';
import { takePictures } from './docs-pictures.mjs';
import { takeHelpPictures } from './help-pictures.mjs';
import { enter, giveCode, givePassword, hint, linkOn, start, submit } from './stage.mjs';

const LANGUAGES = ['en', 'ja', 'ru'];
const WIDTHS = [1280, 390];
const SCHEMES = /** @type {const} */ (['light', 'dark']);

/** @typedef {import('./stage.mjs').Program} Program */
/** @typedef {import('@playwright/test').Page} Page */

/** What is opened, by name: an address, and what is done there before the picture. */
/** @typedef {{ name: string, address: string, act?: (page: Page) => Promise<void> }} Shot */

/** @returns {Shot[]} */
function visitorShots() {
  return [
    { name: 'front', address: '/' },
    { name: 'sign-in', address: '/sign-in' },
    { name: 'sign-in-refused', address: '/sign-in', act: submit },
    { name: 'register', address: '/register' },
    { name: 'company-register', address: '/companies/register' },
    { name: 'company-register-refused', address: '/companies/register', act: submit },
    { name: 'company-invitation-dead', address: '/companies/invitation?token=wrong' },
    { name: 'seller', address: '/seller' },
    { name: 'support', address: '/support' },
    { name: 'support-form', address: '/support?category=access' },
    { name: 'support-form-refused', address: '/support?category=access', act: submit },
    { name: 'support-upload', address: '/support/upload' },
    { name: 'register-sent', address: '/register/sent' },
    { name: 'confirm-dead', address: '/confirm?token=wrong' },
    { name: 'forgot-password', address: '/forgot-password' },
    { name: 'account-deleted', address: '/account-deleted' },
    { name: 'staff-sign-in', address: '/staff/sign-in' },
    { name: 'not-found', address: '/nothing' },
    { name: 'api-docs', address: '/api/docs' },
    { name: 'api-docs-orders', address: '/api/docs/orders' },
    { name: 'browsers', address: '/browsers' },
    { name: 'device', address: '/device' },
    { name: 'device-refused', address: '/device', act: submit },
    { name: 'oauth-stuck', address: '/oauth/authorize?client_id=wrong' },
    { name: 'oauth-signed-out', address: '/oauth/logout/done' },
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
    { name: 'requests', address: '/requests' },
    { name: 'request-new', address: '/requests/new' },
    { name: 'request-new-technical', address: '/requests/new?category=technical' },
    { name: 'request-new-code', address: '/requests/new?category=compromised_code' },
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
    { name: 'account-security', address: '/account/security' },
    { name: 'account-authenticator', address: '/account/security/authenticator' },
    { name: 'account-authenticator-refused', address: '/account/security/authenticator', act: submit },
    { name: 'account-passkey', address: '/account/security/passkey' },
    { name: 'account-email', address: '/account/email' },
    { name: 'account-email-refused', address: '/account/email', act: submit },
    { name: 'account-privacy', address: '/account/privacy' },
    { name: 'account-purchases', address: '/account/purchases' },
    { name: 'account-export', address: '/account/export' },
    { name: 'account-password', address: '/account/password' },
    { name: 'account-security', address: '/account/security' },
    { name: 'account-two-step', address: '/account/security/authenticator' },
    { name: 'account-services', address: '/account/sign-in-services' },
    { name: 'account-email', address: '/account/email' },
    { name: 'account-purchases', address: '/account/purchases' },
    { name: 'account-export', address: '/account/export' },
    { name: 'account-sessions', address: '/account/sessions' },
    { name: 'account-apps', address: '/account/apps' },
    { name: 'account-activity', address: '/account/activity' },
    { name: 'account-delete', address: '/account/delete' },
    { name: 'account-delete-refused', address: '/account/delete', act: submit },
    { name: 'step-up', address: '/step-up' },
  ];
}

/** Of Dana, who owns a company. @param {Page} page @param {Program} program @returns {Promise<Shot[]>} */
async function companyShots(page, program) {
  const own = '/c/ostermoor-freight';
  const user = await linkOn(page, `${program.origin}${own}/users`, 'tbody th a');
  const license = await linkOn(page, `${program.origin}${own}/licenses`, 'tbody th a');
  const below = {
    company: '',
    'company-users': '/users',
    'company-block-all': '/users/block-all',
    'company-branches': '/branches',
    'company-me': '/me',
    'company-invitations': '/invitations',
    'company-invite': '/invitations/new',
    'company-joining': '/joining',
    'company-licenses': '/licenses',
    'company-licenses-add': '/licenses/add',
    'company-devices': '/licenses/devices',
    'company-renewals': '/licenses/renewals',
    'company-usage': '/licenses/usage',
    'company-settings': '/settings',
    'company-logo': '/settings/logo',
    'company-two-step': '/settings/two-step',
    'company-delete': '/settings/delete',
    'company-domains': '/settings/domains',
    'company-sign-in': '/settings/sign-in',
    'company-directory': '/settings/provisioning',
    'company-notices': '/notices',
    'company-activity': '/audit',
    'company-another-owner': '/another-owner',
  };
  return [
    ...Object.entries(below).map(([name, path]) => ({ name, address: `${own}${path}` })),
    { name: 'company-user', address: user },
    { name: 'company-remove', address: `${user}/remove` },
    { name: 'company-license', address: license },
    { name: 'company-invite-refused', address: `${own}/invitations/new`, act: submit },
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
  const company = await linkOn(page, to('/staff/companies?country=GB'), 'tbody th a');
  const request = await linkOn(page, to('/staff/requests?status=solution_provided&level=premium_plus'), 'main table.list tbody th a');
  const critical = await linkOn(page, to('/staff/requests'), 'main table.list tbody th a');
  const contract = await linkOn(page, to('/staff/contracts'), 'main table.list tbody th a');
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
    { name: 'staff-requests', address: '/staff/requests' },
    { name: 'staff-requests-nothing', address: '/staff/requests?status=closed&whose=mine' },
    {
      name: 'staff-requests-chosen',
      address: '/staff/requests',
      act: async (at) => {
        await at.locator('input.tick[name=row]').first().check();
        await at.locator('#chosen button[value=macro]').click();
      },
    },
    { name: 'staff-request', address: request },
    { name: 'staff-request-critical', address: critical },
    { name: 'staff-request-refused', address: critical, act: (at) => at.locator('#answer button.primary').click() },
    { name: 'staff-request-cancel', address: `${critical}/status?to=canceled_by_support` },
    { name: 'staff-request-join', address: `${critical}/join` },
    { name: 'staff-request-macros', address: `${critical}/macros` },
    { name: 'staff-request-caller', address: '/staff/requests/new' },
    { name: 'staff-answers', address: '/staff/answers' },
    { name: 'staff-answers-refused', address: '/staff/answers/new', act: submit },
    { name: 'staff-macros', address: '/staff/macros' },
    { name: 'staff-macros-new', address: '/staff/macros/new' },
    { name: 'staff-support', address: '/staff/support' },
    { name: 'staff-support-rule', address: '/staff/support/rules/new' },
    { name: 'staff-support-hours', address: '/staff/support/calendars/new' },
    { name: 'staff-support-target', address: '/staff/support/targets/new' },
    { name: 'staff-surveys', address: '/staff/surveys' },
    { name: 'staff-surveys-rounds', address: '/staff/surveys/rounds' },
    { name: 'staff-support-reports', address: '/staff/support/reports' },
    { name: 'staff-support-reports-queue', address: '/staff/support/reports?by=queue' },
    { name: 'staff-support-quotas', address: '/staff/support/reports/contracts' },
    { name: 'staff-contracts', address: '/staff/contracts' },
    { name: 'staff-contract', address: contract },
    { name: 'staff-contracts-new', address: '/staff/contracts/new' },
    { name: 'staff-contract-change', address: `${contract}/change` },
    { name: 'staff-contract-end', address: `${contract}/end` },
    { name: 'staff-failed-mails', address: '/staff/failed-mails' },
    { name: 'staff-companies', address: '/staff/companies' },
    { name: 'staff-company', address: company },
    { name: 'staff-company-users', address: `${company}/users` },
    { name: 'staff-company-invitations', address: `${company}/invitations` },
    { name: 'staff-company-requests', address: `${company}/requests` },
    { name: 'staff-company-edit', address: `${company}/edit` },
    { name: 'staff-company-owner', address: `${company}/owner` },
    { name: 'staff-company-merge', address: `${company}/merge` },
    { name: 'staff-company-domains', address: '/staff/company-domains' },
    { name: 'staff-portal-changes', address: '/staff/portal-changes' },
    { name: 'staff-approvals', address: '/staff/proposals' },
    { name: 'staff-verification', address: '/staff/verification' },
    { name: 'staff-members', address: '/staff/members' },
    { name: 'staff-member', address: member },
    { name: 'staff-members-new', address: '/staff/members/new' },
    { name: 'staff-api-keys', address: '/staff/api-keys' },
    { name: 'staff-api-keys-new', address: '/staff/api-keys/new' },
    { name: 'staff-clients', address: '/staff/clients' },
    { name: 'staff-clients-new', address: '/staff/clients/new' },
    { name: 'staff-webhooks', address: '/staff/webhooks' },
    { name: 'staff-webhooks-new', address: '/staff/webhooks/new' },
    { name: 'staff-audit', address: '/staff/audit' },
    { name: 'staff-brand', address: '/staff/settings/brand' },
    { name: 'staff-single-sign-on', address: '/staff/settings/sso' },
    { name: 'staff-sellers', address: '/staff/sellers' },
    { name: 'staff-reports', address: '/staff/reports' },
    { name: 'staff-over-use', address: '/staff/over-use?all=true' },
    { name: 'staff-expiries', address: '/staff/reports/expiries' },
    { name: 'staff-sales', address: '/staff/reports/sales' },
    { name: 'staff-statements', address: '/staff/statements' },
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
    await enter(page, program, 'aiko@example.com');
    await take(await customerShots(page, program));
    await page.context().clearCookies();
    await enter(page, program, 'dana@ostermoor.test');
    await take(await companyShots(page, program));
    await take(await mailShots(page, program));

    await givePassword(page, program, '/staff/sign-in', 'clerk@example.com');
    await page.waitForURL('**/staff/sign-in/code**');
    await take([{ name: 'staff-sign-in-code', address: '/staff/sign-in/code' }]);
    await giveCode(page, program);
    await take(await staffShots(page, program));
  } finally {
    await browser.close();
    await program.stop();
  }
}

const [folder, ...only] = process.argv.slice(2);
if (folder === 'docs') {
  await takePictures(only);
} else if (folder === 'help') {
  await takeHelpPictures(only);
} else if (folder) {
  await main(folder, only);
} else {
  process.stderr.write('usage: npm run shots -- docs|help|FOLDER [PART-OF-A-NAME…]\n');
  process.exitCode = 2;
}
