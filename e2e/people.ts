// The people of the journeys: what a customer and a clerk do again and again, through the pages only.

import { createHash } from 'node:crypto';
import { type Cookie, expect, type Page } from '@playwright/test';
import { linkIn, type Mail, type Mailbox } from './smtp.ts';
import { type Language, Texts } from './texts.ts';
import { Authenticator } from './totp.mjs';

/** Meets every rule for passwords. */
export const PASSWORD = 'Quiet-Meadow-58';

export class Customer {
  readonly #accounts: Texts;
  readonly #web: Texts;

  constructor(
    readonly page: Page,
    readonly email: string,
    readonly language: Language,
    readonly mailbox: Mailbox,
    readonly hasScript = true,
  ) {
    this.#accounts = new Texts(language, 'accounts');
    this.#web = new Texts(language, 'web');
  }

  /** Registers and gets to the page "check your email". */
  async register(): Promise<void> {
    await this.page.goto('/');
    await this.page.getByRole('link', { name: this.#accounts.get('register') }).click();
    await this.page.getByLabel(this.#accounts.get('email'), { exact: true }).fill(this.email);
    await this.page.getByLabel(this.#accounts.get('password'), { exact: true }).fill(PASSWORD);
    await this.page.getByLabel(this.#accounts.get('password-again'), { exact: true }).fill(PASSWORD);
    await this.passHumanCheck('/register');
    await this.press('register');
    await this.sees('sent-title');
  }

  /** Opens the link of the mail in the browser that registered, tells the place and confirms: is signed in then. Gives the mail. */
  async confirm(): Promise<Mail> {
    const mail = await this.mailbox.mailTo(this.email, this.#accounts.get('mail-confirm-title'));
    await this.page.goto(linkIn(mail, /\/confirm/));
    await this.sees('confirm-title');
    await this.fillPlace();
    await this.press('confirm-button');
    await expect(this.page.getByText(this.#accounts.get('confirm-done'))).toBeVisible();
    return mail;
  }

  /** Signs in on the page of that name, wherever that leads. */
  async signIn(password = PASSWORD): Promise<void> {
    if (new URL(this.page.url()).pathname !== '/sign-in') await this.page.goto('/sign-in');
    await this.page.getByLabel(this.#accounts.get('email'), { exact: true }).fill(this.email);
    await this.page.getByLabel(this.#accounts.get('password'), { exact: true }).fill(password);
    await this.press('sign-in');
  }

  /** Signs in, and is at home. */
  async enter(password = PASSWORD): Promise<void> {
    await this.signIn(password);
    await expect(this.page).toHaveURL(/\/home$/);
  }

  /** Tells country, region and time zone on the first entry, where they were not told when the address was confirmed. */
  async tellPlace(): Promise<void> {
    await this.sees('welcome-title');
    await this.fillPlace();
    await this.press('continue');
  }

  async fillPlace(): Promise<void> {
    await this.page.getByLabel(this.#accounts.get('country'), { exact: true }).selectOption('JP');
    await this.page.getByLabel(this.#accounts.get('region'), { exact: true }).fill('Tokyo');
    await this.page.getByLabel(this.#accounts.get('zone'), { exact: true }).selectOption('Asia/Tokyo');
  }

  /**
   * As `register` and `confirm`, by the requests that their pages would send: journeys about something else begin so. The browser is
   * signed in then, and the place is not told.
   */
  async arrive(): Promise<void> {
    const token = inputOf(await this.#load('/register'), 'human_token');
    const human = { human_token: token, human_nonce: proofOfWork(token) };
    await this.#send('/register', { email: this.email, password: PASSWORD, again: PASSWORD, ...human });
    const mail = await this.mailbox.mailTo(this.email, this.#accounts.get('mail-confirm-title'));
    await this.#send('/confirm', { token: inputOf(await this.#load(linkIn(mail, /\/confirm/)), 'token') });
  }

  /** The same, and tells the place: a customer with an account and nothing in it, at the empty list of licenses. */
  async settleIn(): Promise<void> {
    await this.arrive();
    await this.#send('/welcome', { country: 'JP', region: 'Tokyo', lang: this.language, zone: 'Asia/Tokyo', next: '' });
    await this.page.goto('/licenses');
    await expect(this.page).toHaveURL(/\/licenses$/);
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: this.#web.get('account-menu') }).click();
    await this.page.getByRole('button', { name: this.#web.get('sign-out'), exact: true }).click();
    await expect(this.page.getByText(this.#accounts.get('signed-out'))).toBeVisible();
  }

  /**
   * With script the page passes its human check alone. Without, the person types the letters of a picture, which no test can read
   * (or the check would be none): so the picture is looked at, and the answer that a script would have found goes along instead.
   */
  async passHumanCheck(action: string): Promise<void> {
    if (this.hasScript) return;
    const picture = this.page.getByRole('img', { name: this.#web.get('human-picture-alt') });
    await picture.scrollIntoViewIfNeeded();
    await expect(picture).toBeVisible();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await expect(this.page.getByLabel(this.#web.get('human-picture'), { exact: true })).toBeVisible();
    const token = await this.page.locator('input[name=human_token]').inputValue();
    await this.page.route(`**${action}`, async (route) => {
      const type = (await route.request().headerValue('content-type')) ?? '';
      if (type.startsWith('multipart/')) {
        const body = route.request().postDataBuffer()?.toString('latin1') ?? '';
        const solved = body.replace(/(name="human_nonce"\r\n\r\n)[^\r]*/, (_, head: string) => head + proofOfWork(token));
        return route.continue({ postData: Buffer.from(solved, 'latin1') });
      }
      const form = new URLSearchParams(route.request().postData() ?? '');
      if (form.has('human_nonce')) form.set('human_nonce', proofOfWork(token));
      return route.continue(route.request().method() === 'POST' ? { postData: form.toString() } : {});
    });
  }

  /** The page at this address, with the browser's cookies. */
  async #load(address: string): Promise<string> {
    const answer = await this.page.request.get(address, { headers: { 'accept-language': this.language } });
    expect(answer.status(), address).toBe(200);
    return answer.text();
  }

  /** Sends a form as the page at this address would, and follows where it leads. */
  async #send(address: string, form: Record<string, string>): Promise<void> {
    const headers = { 'accept-language': this.language, 'sec-fetch-site': 'same-origin' };
    const answer = await this.page.request.post(address, { form, headers });
    expect(answer.status(), `${address} led to ${answer.url()}`).toBe(200);
  }

  /** Presses the button with this text of the accounts' pages. */
  async press(id: string): Promise<void> {
    await this.page.getByRole('button', { name: this.#accounts.get(id), exact: true }).click();
  }

  /** Is at the page with this title. */
  async sees(id: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: this.#accounts.get(id) })).toBeVisible();
  }
}

/** A member of staff with a password and an authenticator app. Signs in once and comes back with the same session. */
export class Clerk {
  readonly #app: Authenticator;
  #session: Cookie[] = [];
  #since = 0;

  constructor(
    readonly email: string,
    readonly password: string,
    secret: string,
  ) {
    this.#app = new Authenticator(secret);
  }

  /** Signs in with password and code; ends at home. */
  async signIn(page: Page, language: Language): Promise<void> {
    const t = new Texts(language, 'staff');
    await this.givePassword(page, language);
    await expect(page.getByRole('heading', { level: 1, name: t.get('code-title') })).toBeVisible();
    await this.giveCode(page, language);
    await expect(page).toHaveURL(/\/staff$/);
  }

  /** The first step. The language is chosen by the address, as the link in the page's foot does. */
  async givePassword(page: Page, language: Language): Promise<void> {
    const t = new Texts(language, 'staff');
    await page.goto(`/staff/sign-in?lang=${language}`);
    await page.getByLabel(t.get('email'), { exact: true }).fill(this.email);
    await page.getByLabel(t.get('password'), { exact: true }).fill(this.password);
    await page.getByRole('button', { name: t.get('sign-in'), exact: true }).click();
  }

  /** The second step; `submit` is the text of its button. */
  async giveCode(page: Page, language: Language, submit = 'code-submit'): Promise<void> {
    const t = new Texts(language, 'staff');
    await page.getByLabel(t.get('code'), { exact: true }).fill(await this.#app.code());
    await page.getByRole('button', { name: t.get(submit), exact: true }).click();
  }

  /** Is signed in on this page, by an earlier session if there is one that has proven itself within the last minutes. */
  async enter(page: Page, language: Language): Promise<void> {
    if (Date.now() - this.#since > 6 * 60_000) {
      await this.signIn(page, language);
      this.#since = Date.now();
      this.#session = (await page.context().cookies()).filter(({ name }) => name.endsWith('gh_staff'));
    }
    await page.context().addCookies(this.#session);
    await page.goto(`/staff?lang=${language}`);
  }
}

/** The value of a hidden input in a page's HTML. */
function inputOf(page: string, name: string): string {
  const tag = page.match(/<input[^>]*>/g)?.find((input) => input.includes(` name="${name}"`));
  const value = tag && / value="([^"]*)"/.exec(tag)?.[1];
  if (!value) throw new Error(`the page has no input ${name}`);
  return value;
}

/** What web/src/ts/captcha-worker.ts looks for: a number whose SHA-256 behind the challenge starts with 16 zero bits. */
function proofOfWork(challenge: string): string {
  for (let nonce = 0; ; nonce += 1) {
    const hash = createHash('sha256').update(`${challenge}:${nonce}`).digest();
    if (hash.readUInt16BE(0) === 0) return String(nonce);
  }
}
