// The shop of the journeys: a program with a key of its own that sells over the API, so that a journey has a code that nobody else has.

import { type APIRequestContext, expect, type Page } from '@playwright/test';
import { Texts } from './texts.ts';
import type { Mailbox } from './smtp.ts';

const CODE = /\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b/;

export class Shop {
  private constructor(
    readonly request: APIRequestContext,
    readonly key: string,
  ) {}

  /** Makes the key as a clerk does, who is signed in on this page, in English. What is sold is asked for by `request`. */
  static async open(desk: Page, name: string, request: APIRequestContext): Promise<Shop> {
    const [staff, licenses] = [new Texts('en', 'staff'), new Texts('en', 'licenses')];
    await desk.goto('/staff/api-keys/new?lang=en');
    await desk.getByLabel(staff.get('name'), { exact: true }).fill(name);
    for (const scope of ['scope-orders-read', 'scope-orders-write']) {
      await desk.getByRole('checkbox', { name: licenses.get(scope) }).check();
    }
    await desk.getByRole('button', { name: staff.get('key-make'), exact: true }).click();
    await expect(desk.getByRole('heading', { level: 1, name: staff.get('key-made-title') })).toBeVisible();
    const key = /ghk_[A-Za-z0-9_-]{20,}/.exec(await desk.locator('main').innerText())?.[0];
    return new Shop(request, key ?? 'no key is shown');
  }

  /** Sells a license to whoever has this address, and to the company of this name; gives the code that was mailed. */
  async sell(mailbox: Mailbox, number: string, buyer: string, licensee: string, seats = 2): Promise<string> {
    const headers = { authorization: `Bearer ${this.key}` };
    const data = { number, source: 'shop', buyer_email: buyer, buyer_lang: 'en', licensee };
    const order = await this.request.post('/api/v1/orders', { headers, data });
    expect(order.ok()).toBe(true);
    const { id } = (await order.json()) as { id: string };
    const sold = { product: 'lantern', edition: 'pro', term: 'year', seats };
    const issued = await this.request.post(`/api/v1/orders/${id}/licenses`, { headers, data: sold });
    expect(issued.ok()).toBe(true);
    const mail = await mailbox.mailTo(buyer, (sent) => sent.text.includes(number));
    return CODE.exec(mail.text)?.[0] ?? 'no code is in the mail';
  }
}
