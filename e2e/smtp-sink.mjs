// A real SMTP server that keeps every mail it receives, for the journeys (imported) and for the Rust tests (as a program):
//
//   node e2e/smtp-sink.mjs PORT [--fail-first N] [--most BYTES] [--tls KEY CERTIFICATE] [--until-stdin-closes]
//
// PORT 0 takes a free one. It prints `listening PORT`, then one line of JSON for each received mail:
// {from, to, subject, text, html, headers, attachments, secure, user}. With --tls it offers STARTTLS (and takes a password only under
// it); without, it offers none. Mail servers fail in several ways, and so does this one:
//   --fail-first N            the first N mails are refused for now (451) after their text was sent
//   --most BYTES              a larger mail is refused for good (552), as servers do with a limit
//   later@… as a recipient    refused for now (451), refused@… for good (550)
// With --until-stdin-closes it ends with the program that started it, however that ends.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/**
 * @typedef {object} Mail
 * @property {string} from the envelope's sender
 * @property {string[]} to the envelope's recipients
 * @property {string} subject
 * @property {string} text
 * @property {string} html
 * @property {Record<string, string>} headers by lower-case name, unfolded
 * @property {{ name: string, type: string, content: string }[]} attachments what it brings along; the content in base64
 * @property {boolean} secure whether it came under TLS
 * @property {string} user who signed in, if somebody did
 */

/** @param {string} message @param {number} responseCode */
function refusal(message, responseCode) {
  return Object.assign(new Error(message), { responseCode });
}

/**
 * @param {AsyncIterable<Buffer>} stream
 * @returns {Promise<Buffer>}
 */
async function whole(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * @param {import('smtp-server').SMTPServerSession} session
 * @param {Buffer} source
 * @returns {Promise<Mail>}
 */
async function parse({ envelope, secure, user }, source) {
  const mail = await simpleParser(source, { skipImageLinks: true });
  const headers = Object.fromEntries(
    mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).replace(/\r?\n\s+/g, ' ').trim()]),
  );
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    headers,
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      name: filename ?? '',
      type: contentType,
      content: content.toString('base64'),
    })),
    secure,
    user: user ?? '',
  };
}

/**
 * Starts the server on 127.0.0.1. A mail is given to `onMail` before its sender hears that it was taken.
 * @param {{ port: number, failFirst?: number, most?: number, tls?: { key: Buffer, cert: Buffer }, onMail: (mail: Mail) => void }} options
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 */
export async function startSink({ port, failFirst = 0, most = Infinity, tls, onMail }) {
  let toFail = failFirst;
  const server = new SMTPServer({
    authOptional: true,
    ...(tls ?? {}),
    disabledCommands: tls ? [] : ['AUTH', 'STARTTLS'],
    onAuth({ username, password }, _session, done) {
      if (password !== 'right') return done(refusal('authentication failed', 535));
      return done(null, { user: username });
    },
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('later@')) return done(refusal('the mailbox is busy', 451));
      if (address.startsWith('refused@')) return done(refusal('no such mailbox', 550));
      return done();
    },
    async onData(stream, session, done) {
      try {
        const source = await whole(stream);
        if (toFail > 0) {
          toFail -= 1;
          return done(refusal('try again later', 451));
        }
        if (source.length > most) return done(refusal('5.3.4 the mail is too large', 552));
        onMail(await parse(session, source));
        return done();
      } catch (error) {
        return done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  // A client that is killed in the middle of a mail is what some tests are about.
  server.on('error', () => {});
  await new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** @param {string[]} args */
async function main(args) {
  const option = args.indexOf('--fail-first');
  const failFirst = option < 0 ? 0 : Number(args[option + 1]);
  const mostAt = args.indexOf('--most');
  const most = mostAt < 0 ? Infinity : Number(args[mostAt + 1]);
  const port = Number(args[0]);
  const tlsAt = args.indexOf('--tls');
  const tls =
    tlsAt < 0
      ? undefined
      : { key: readFileSync(args[tlsAt + 1] ?? ''), cert: readFileSync(args[tlsAt + 2] ?? '') };
  if (!Number.isInteger(port) || !Number.isInteger(failFirst)) {
    process.stderr.write('usage: node smtp-sink.mjs PORT [--fail-first N] [--most BYTES] [--tls KEY CERTIFICATE] [--until-stdin-closes]\n');
    process.exitCode = 2;
    return;
  }
  /** @param {string} line */
  const print = (line) => process.stdout.write(`${line}\n`);
  const sink = await startSink({ port, failFirst, most, tls, onMail: (mail) => print(JSON.stringify(mail)) });
  print(`listening ${sink.port}`);
  if (args.includes('--until-stdin-closes')) {
    process.stdin.resume().on('end', () => process.exit(0));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
