// A name server that answers every question for TXT records with one text, over UDP.

import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

export class NameServer {
  /** What it says. */
  text = '';

  private constructor(readonly socket: Socket) {}

  static async start(): Promise<NameServer> {
    const socket = createSocket('udp4');
    const server = new NameServer(socket);
    socket.on('message', (question, from) => socket.send(server.#answer(question), from.port, from.address));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return server;
  }

  get address(): string {
    return `127.0.0.1:${(this.socket.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }

  /** RFC 1035 §4.1: the question again, and one record of its name. */
  #answer(message: Buffer): Buffer {
    let end = 12;
    while (message[end] !== 0) end += (message[end] ?? 0) + 1;
    const question = message.subarray(12, end + 5);
    const text = Buffer.from(this.text, 'ascii');
    const head = Buffer.from([...message.subarray(0, 2), 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
    const record = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, text.length + 1, text.length]);
    return Buffer.concat([head, question, record, text]);
  }
}
