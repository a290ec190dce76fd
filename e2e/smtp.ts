// The mails that the program under test sends, received by a real SMTP server.

import { startSink, type Mail } from './smtp-sink.mjs';

export type { Mail };

/** What a mail must be like: words in its subject or text, or a question about it. */
export type Matcher = string | RegExp | ((mail: Mail) => boolean);

const WAIT_MS = 20_000;

export class Mailbox {
  readonly #mails: Mail[] = [];
  readonly #taken = new Set<Mail>();
  #stop: () => Promise<void> = async () => {};
  port = 0;

  /** Starts on `port`, by default a free one. */
  static async start(port = 0): Promise<Mailbox> {
    const box = new Mailbox();
    const sink = await startSink({ port, onMail: (mail) => box.#mails.push(mail) });
    box.port = sink.port;
    box.#stop = sink.stop;
    return box;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** Every mail so far. */
  all(): Mail[] {
    return [...this.#mails];
  }

  /** Every mail to the address so far. */
  allTo(address: string): Mail[] {
    return this.#mails.filter((mail) => mail.to.includes(address));
  }

  /** Waits for a mail to the address that fits and that no earlier call has given back. */
  async mailTo(address: string, matcher: Matcher = () => true): Promise<Mail> {
    const end = Date.now() + WAIT_MS;
    for (;;) {
      const mail = this.allTo(address).find((found) => !this.#taken.has(found) && fits(found, matcher));
      if (mail) {
        this.#taken.add(mail);
        return mail;
      }
      if (Date.now() > end) {
        const subjects = this.allTo(address).map(({ subject }) => subject);
        throw new Error(`no mail to ${address} like ${matcher} in ${WAIT_MS} ms; came: ${JSON.stringify(subjects)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function fits(mail: Mail, matcher: Matcher): boolean {
  if (typeof matcher === 'function') return matcher(mail);
  const words = `${mail.subject}\n${mail.text}`;
  return typeof matcher === 'string' ? words.includes(matcher) : matcher.test(words);
}

/** The first link in the text part whose address fits. */
export function linkIn(mail: Mail, pattern: RegExp = /./): string {
  const links = mail.text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const link = links.find((found) => pattern.test(found));
  if (!link) throw new Error(`no link like ${pattern} in the mail "${mail.subject}": ${JSON.stringify(links)}`);
  return link;
}
