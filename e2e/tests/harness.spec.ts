// The harness must be able to fail: each check meets a page that it has to refuse. No program is needed here.

import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { axe, noOverflow, watch } from '../checks.ts';
import { linkIn, Mailbox } from '../smtp.ts';
import { totp } from '../totp.mjs';

const CSP = "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; require-trusted-types-for 'script'";

const page = (body: string) => `<!doctype html><html lang="en"><head><title>Page</title>
  <meta name="viewport" content="width=device-width"><meta name="description" content="A page to check.">
  <link rel="icon" href="data:,"></head><body><main><h1>Page</h1>${body}</main></body></html>`;

const PAGES: Record<string, { body: string; csp?: string }> = {
  '/clean': { body: page('<p>Text</p>'), csp: CSP },
  '/inline': { body: page('<p style="color: red">Text</p>'), csp: CSP },
  '/sink': { body: page('<p>Text</p><script src="/sink.js"></script>'), csp: CSP },
  '/sink.js': { body: 'document.body.innerHTML = "<p>other</p>"' },
  '/wide': { body: page('<p class="long">Text</p><style>.long { width: 700px }</style>') },
  '/pale': { body: page('<p class="pale">Text</p><style>.pale { color: #ccc; background: #fff }</style>') },
  '/dark': {
    body: page('<p>Text</p><style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }</style>'),
  },
};

let server: Server;
let origin: string;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const found = PAGES[request.url ?? ''];
    response.statusCode = found ? 200 : 404;
    response.setHeader('Content-Type', request.url?.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    if (found?.csp) response.setHeader('Content-Security-Policy', found.csp);
    response.end(found?.body ?? 'User-agent: *\nAllow: /\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

test.afterAll(() => {
  server.close();
});

test('the watch sees an inline style, a forbidden sink and a third party, and nothing else', async ({ page, context }) => {
  const faults = watch(context, origin);
  await page.goto(`${origin}/clean`);
  expect(faults).toEqual([]);
  await page.goto(`${origin}/inline`);
  await expect.poll(() => faults.length).toBe(1);
  await page.goto(`${origin}/sink`);
  await expect.poll(() => faults.some((fault) => fault.startsWith('script error'))).toBe(true);
  await page.goto('http://127.0.0.1:9/').catch(() => {});
  expect(faults.at(-1)).toContain('third party');
});

test('a page wider than 320 px is refused and keeps its size @nojs @phone', async ({ page }) => {
  const size = page.viewportSize();
  await page.goto(`${origin}/wide`);
  await expect(noOverflow(page)).rejects.toThrow('p.long');
  expect(page.viewportSize()).toEqual(size);
  await page.goto(`${origin}/clean`);
  await noOverflow(page);
});

test('text too pale is refused, also when it is so only in the dark, and under a policy @nojs', async ({ page }) => {
  await page.goto(`${origin}/clean`);
  await axe(page);
  await page.goto(`${origin}/pale`);
  await expect(axe(page)).rejects.toThrow('color-contrast');
  await page.goto(`${origin}/dark`);
  await expect(axe(page)).rejects.toThrow('dark: color-contrast');
});

test('the mailbox gives each mail once, and its links', async () => {
  const mailbox = await Mailbox.start();
  await send(mailbox.port, 'aiko@example.com', 'Hello =?UTF-8?B?44GC?=', 'Open http://127.0.0.1:1/confirm?token=abc now.');
  const mail = await mailbox.mailTo('aiko@example.com', /confirm/);
  expect(mail.subject).toBe('Hello あ');
  expect(mail.from).toBe('vendor@example.com');
  expect(linkIn(mail, /confirm/)).toBe('http://127.0.0.1:1/confirm?token=abc');
  await send(mailbox.port, 'aiko@example.com', 'Second', 'Text');
  expect((await mailbox.mailTo('aiko@example.com')).subject).toBe('Second');
  await expect(send(mailbox.port, 'refused@example.com', 'Third', 'Text')).rejects.toThrow('550');
  await mailbox.stop();
});

test('the codes are those of RFC 6238, appendix B', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect([59, 1111111109, 2000000000].map((second) => totp(secret, second * 1000))).toEqual(['287082', '081804', '279037']);
});

/** Speaks SMTP by hand (RFC 5321). */
async function send(port: number, to: string, subject: string, text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const answers = socket.setEncoding('utf8')[Symbol.asyncIterator]();
  const lines = [
    'EHLO test',
    'MAIL FROM:<vendor@example.com>',
    `RCPT TO:<${to}>`,
    'DATA',
    `To: ${to}\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n.`,
  ];
  try {
    await answers.next();
    for (const line of lines) {
      socket.write(`${line}\r\n`);
      const answer = String((await answers.next()).value);
      if (!/^[23]/.test(answer)) throw new Error(answer);
    }
  } finally {
    socket.destroy();
  }
}
