import { connect, createServer, type Socket } from 'node:net';

/** What becomes of a statement that is noticed: the server never hears of it, its answer is lost, or it comes late. */
export type Break = 'request-lost' | 'answer-lost' | 'late';

export interface BrokenLine {
  /** Of the database, over this line. */
  readonly url: string;
  /** Breaks the line, once, when something passes that has this text in it. */
  breakAt(text: string, how: Break): void;
  breaks(): number;
  /** Lets the statements go on that were held back; resolves when the server has answered them. */
  letGo(): Promise<void>;
  close(): Promise<void>;
}

/** A line to PostgreSQL that breaks on demand. What was held back goes on at the next break. */
export async function brokenLine(url: string): Promise<BrokenLine> {
  const target = new URL(url);
  const port = Number(target.port);
  const open = new Set<Socket>();
  const held: (() => Promise<void>)[] = [];
  const planned = new Map<string, Break>();
  let broken = 0;

  /** What is to become of what the client sends. */
  function fateOf(data: Buffer): Break | undefined {
    for (const [text, how] of planned)
      if (data.includes(text)) {
        planned.delete(text);
        broken++;
        return how;
      }
    return undefined;
  }

  async function letGo(): Promise<void> {
    for (const go of held.splice(0)) await go();
  }

  const server = createServer((client) => {
    const upstream = connect(port, target.hostname);
    let answers = true;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    upstream.on('data', (data) => {
      if (answers) client.write(data);
      else client.destroy();
    });
    upstream.on('close', () => client.destroy());
    client.on('data', (data: Buffer) => {
      const how = fateOf(data);
      if (how === undefined) return void upstream.write(data);
      void letGo();
      answers = false;
      if (how === 'answer-lost') return void upstream.write(data);
      client.destroy();
      if (how === 'request-lost') return void upstream.destroy();
      held.push(async () => {
        upstream.write(data);
        await new Promise((resolve) => upstream.once('data', resolve));
        upstream.destroy();
      });
    });
    client.on('close', () => {
      if (answers) upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as { port: number }).port);
  return {
    url: target.href,
    breakAt: (text, how) => void planned.set(text, how),
    breaks: () => broken,
    letGo,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
