// Passkeys with Chromium's virtual authenticator: added, offered in the sign-in form, the second step, renamed and removed.

import type { Page } from '@playwright/test';
import { test as base, expect } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';

/** Passkeys belong to a name, and an address of digits is none. */
const test = base.extend<object, { gatehouse: Gatehouse }>({
  gatehouse: [
    async ({ engine, mailbox }, use) => {
      const gatehouse = await Gatehouse.start(engine, mailbox.port, {}, 'localhost');
      await use(gatehouse);
      await gatehouse.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** The authenticator of a page's device: a phone or laptop that verifies its owner. */
class Device {
  private constructor(readonly answers: (answers: boolean) => Promise<void>) {}

  static async of(page: Page): Promise<Device> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(async (enabled) => {
      await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    });
  }
}

// ACC-9, ACC-10, ALL-4
test('a customer adds a passkey, signs in with it from the form without a word typed, and with it beside the password @journey', async ({
  page,
  customer,
  mailbox,
  texts,
}) => {
  const t = texts('accounts');
  const device = await Device.of(page);
  await customer.settleIn();
  await page.goto('/account/security');
  await page.getByRole('link', { name: t.get('passkey-add') }).click();
  await customer.sees('passkey-add');
  const optional = texts('web').get('form-optional');
  await page.getByLabel(`${t.get('factor-name')} ${optional}`, { exact: true }).fill('Work laptop');
  await customer.press('passkey-create');
  await customer.sees('codes-title');
  await page.getByRole('link', { name: t.get('codes-kept') }).click();
  await expect(page.getByText('Work laptop', { exact: true }).first()).toBeVisible();
  await mailbox.mailTo(customer.email, t.get('mail-passkey-added-title'));

  // It is on this device already, and says so.
  await page.getByRole('link', { name: t.get('passkey-add') }).click();
  await customer.press('passkey-create');
  await expect(page.getByText(texts('web').get('passkey-known'))).toBeVisible();

  // The browser offers it in the field of the address (conditional mediation): nobody touches the form.
  await device.answers(false);
  await customer.signOut();
  await expect(page.getByLabel(t.get('email'), { exact: true })).toHaveAttribute('autocomplete', 'username webauthn');
  await expect(page.getByRole('button', { name: t.get('passkey-sign-in') })).toBeVisible();
  await device.answers(true);
  // The question of the page before may be answered first, which leads away.
  await page.goto('/sign-in').catch(() => undefined);
  await expect(page).not.toHaveURL(/sign-in/);

  // Beside the password: the second step.
  await device.answers(false);
  await customer.signOut();
  await customer.signIn();
  await customer.sees('code-title');
  await device.answers(true);
  await customer.press('passkey-use');
  await expect(page).not.toHaveURL(/sign-in/);

  // By the button, in a browser that offers nothing in the field.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await customer.signOut();
  await customer.press('passkey-sign-in');
  await expect(page).not.toHaveURL(/sign-in/);

  await page.goto('/account/security');
  await page.getByRole('link', { name: t.get('factor-rename') }).click();
  await page.getByLabel(t.get('factor-name'), { exact: true }).fill('Blue laptop');
  await customer.press('factor-rename');
  await expect(page.getByText(t.get('factor-renamed'))).toBeVisible();
  await expect(page.getByText('Blue laptop', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: t.get('factor-remove') }).click();
  await expect(page.getByText(t.get('factor-last-removed'))).toBeVisible();
  await mailbox.mailTo(customer.email, t.get('mail-passkey-removed-title'));
});

// ALL-8
test('a clerk adds a passkey and signs in with it alone @journey', async ({ page, clerk, texts }) => {
  const t = texts('staff');
  const device = await Device.of(page);
  await device.answers(false);
  await clerk.signIn(page, 'en');
  await device.answers(true);
  await page.goto('/staff/profile');
  await page.getByRole('link', { name: t.get('passkey-add') }).click();
  await page.getByRole('button', { name: t.get('passkey-create'), exact: true }).click();
  await expect(page.getByText(t.get('passkey-added'))).toBeVisible();
  await page.context().clearCookies();
  await page.goto('/staff/sign-in');
  await expect(page).toHaveURL(/\/staff$/);
  await page.goto('/staff/profile');
  await page.getByRole('button', { name: t.get('passkey-remove') }).click();
  await expect(page.getByText(t.get('passkey-removed'))).toBeVisible();
});

// ACC-9
test('without passkeys the form for signing in is as it was @nojs-only', async ({ page, texts }) => {
  const t = texts('accounts');
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: t.get('sign-in'), exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: t.get('passkey-sign-in') })).toBeHidden();
});
