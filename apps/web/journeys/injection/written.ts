import { setTimeout as wait } from 'node:timers/promises';
import type { Payload } from './payloads.ts';

/** Somebody whose whole profile is one payload, as far as it was taken, and who posted it. */
export interface Written {
  readonly payload: string;
  readonly person: string;
  readonly handle: string;
  /** As the server answers them. */
  readonly name: string;
  readonly bio: string;
  readonly location: string;
  readonly links: readonly string[];
  /** Their post of it; none where it was refused. */
  readonly post: string | undefined;
}

export interface World {
  readonly written: readonly Written[];
  /** A post that everybody answered with their payload. */
  readonly thread: string;
  /** Posts that said one payload after the other. */
  readonly edited: readonly string[];
  /** How often each field took a payload, and how often it refused one. */
  readonly tally: Readonly<Record<string, { taken: number; refused: number }>>;
}

interface Options {
  readonly url: string;
  readonly key: string;
  /** Whom everybody follows, or asks to. */
  readonly followed: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: {
    readonly id?: string;
    readonly code?: string;
    readonly faults?: readonly { readonly path: string }[];
  };
}

/** So few that hardly any waits so long in line that it is refused. */
const atOnce = 4;
const refusalsMax = 10;
const editsMax = 100;

/** Writes every payload into every field that takes text, as clients of the API do that are no browser. */
export async function writeAll(all: readonly Payload[], { url, key, followed }: Options): Promise<World> {
  const tally: Record<string, { taken: number; refused: number }> = {};

  async function ask(method: string, path: string, body?: object, as = key): Promise<Answer> {
    const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
    const send = () => fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    let answer = await send();
    // A server whose machine is busy says when to come again; nothing was done then.
    for (let times = 0; answer.status === 503 && times < refusalsMax; times++) {
      await wait(Number(answer.headers.get('retry-after')) * 1000);
      answer = await send();
    }
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }
  /** Taken, or refused as what it is: a text that does not go there. Anything else is a defect. */
  function count(field: string, { status, body: { code } }: Answer): boolean {
    const kept = (tally[field] ??= { taken: 0, refused: 0 });
    if (status < 300) kept.taken++;
    else if (status === 400 || status === 422 || code === 'handle-reserved') kept.refused++;
    else throw new Error(`${field} was answered ${status} ${code}.`);
    return status < 300;
  }
  const made = async (path: string, body: object, as = key): Promise<string> => {
    const { status, body: answer } = await ask('POST', path, body, as);
    if (status !== 201 || answer.id === undefined)
      throw new Error(`${path} was answered ${status} ${answer.code}.`);
    return answer.id;
  };

  const host = await made('/v1/admin/accounts', { handle: 'host', name: 'Host' });
  const thread = await made('/v1/posts', { text: 'What do you say?' }, `${key}/${host}`);

  async function writeOne({ text }: Payload, i: number): Promise<Written> {
    const first = `writer_${i}`;
    const person = await made('/v1/admin/accounts', { handle: first, name: `Writer ${i}` });
    const as = `${key}/${person}`;
    const isHandle = count('handle', await ask('PUT', '/v1/me/handle', { handle: text }, as));
    const handle = isHandle ? text.toLowerCase() : first;
    count('name of an account', await ask('POST', '/v1/admin/accounts', { handle: `twin_${i}`, name: text }));
    const profile: { name: string; bio: string; location: string; links: string[] } = {
      name: `Writer ${i}`,
      bio: '',
      location: '',
      links: [],
    };
    const edit = async (field: string, to: Partial<typeof profile>): Promise<void> => {
      const answer = await ask('PUT', '/v1/me/profile', { ...profile, ...to }, as);
      if (count(field, answer)) Object.assign(profile, to);
    };
    await edit('name', { name: text });
    await edit('bio', { bio: text });
    await edit('location', { location: text });
    for (const link of [text, `https://evil.example/${text}`, `https://${text}`])
      await edit('link', { links: [...profile.links, link] });
    const posted = await ask('POST', '/v1/posts', { text }, as);
    count('post', posted);
    count('reply', await ask('POST', '/v1/posts', { text, replyTo: thread }, as));
    for (const whom of followed) await ask('PUT', `/v1/people/${whom}/follow`, undefined, as);
    return { payload: text, person, handle, post: posted.body.id, ...profile };
  }

  /** A post is edited a hundred times at most. */
  async function editThrough(some: readonly Payload[]): Promise<string> {
    const post = await made('/v1/posts', { text: 'Before.' }, `${key}/${host}`);
    for (const { text } of some)
      count('edit', await ask('PUT', `/v1/posts/${post}`, { text }, `${key}/${host}`));
    return post;
  }

  const written: Written[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < all.length; i = next++) written[i] = await writeOne(all[i] as Payload, i);
  };
  const parts = Array.from({ length: Math.ceil(all.length / editsMax) }, (_, i) =>
    all.slice(i * editsMax, (i + 1) * editsMax),
  );
  const edited: string[] = [];
  const editing = async (): Promise<void> => {
    for (const part of parts) edited.push(await editThrough(part));
  };
  await Promise.all([editing(), ...Array.from({ length: atOnce - 1 }, lane)]);
  return { written, thread, edited, tally };
}
