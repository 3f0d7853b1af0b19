import { people, posts } from './community.ts';

/** Sends a JSON request as a person (or as the operator, with `null`) and gives the answer's body. */
export type Send = (
  method: string,
  path: string,
  body: object | undefined,
  as: string | null,
) => Promise<unknown>;

/** Fills an empty community through the public routes, with a clock that has been set back for each post. */
export async function fillDemo(
  send: Send,
  setBackMs: (ms: number) => void,
  guest: { readonly login: string; readonly password: string },
): Promise<{ people: number; posts: number }> {
  const hourMs = 3_600_000;
  const ids = new Map<string, string>();
  const idOf = (handle: string): string => ids.get(handle) ?? '';
  setBackMs(150 * hourMs);
  for (const { handle, name } of people) {
    const password = handle === guest.login && { password: guest.password };
    const account = (await send('POST', '/v1/admin/accounts', { handle, name, ...password }, null)) as {
      id: string;
    };
    ids.set(handle, account.id);
  }
  for (const { handle, name, bio, sports, location } of people)
    await send('PUT', '/v1/me/profile', { name, bio, sports, location, links: [] }, idOf(handle));
  for (const { handle, follows } of people)
    for (const other of follows)
      await send('PUT', `/v1/people/${idOf(other)}/follow`, undefined, idOf(handle));
  for (const post of posts) {
    setBackMs(post.hoursAgo * hourMs);
    const { text, visibility = 'public' } = post;
    const { id } = (await send('POST', '/v1/posts', { text, visibility }, idOf(post.by))) as { id: string };
    for (const from of post.kudosFrom) await send('PUT', `/v1/posts/${id}/kudos`, undefined, idOf(from));
    for (const [i, reply] of (post.replies ?? []).entries()) {
      setBackMs(post.hoursAgo * hourMs - (i + 1) * 60_000 * 7);
      await send('POST', '/v1/posts', { text: reply.text, replyTo: id }, idOf(reply.by));
    }
  }
  setBackMs(0);
  return { people: people.length, posts: posts.length };
}
