import type { Bench } from '../bench.ts';
import { diskOf } from '../data/disk-of.ts';
import { madeWorld } from '../data/made-world.ts';
import { texts } from '../data/people-and-posts.ts';
import { askOnce } from '../processes/ask.ts';

const posts = 10_000;

export const disk: Bench = {
  name: 'disk',
  about: `what ${posts} posts of about 110 characters add to the folder: log, commands and all views, closed`,
  async run() {
    const world = await madeWorld({ people: 1000, posts: 1000, kudosPerPost: 0, follows: 15 });
    try {
      const before = await diskOf(world.folder);
      const text = texts(997);
      await askOnce('publish', { folder: world.folder, authors: world.people, texts: text, posts });
      const added = [...(await diskOf(world.folder))]
        .map(([file, bytes]) => ({ file, bytes: bytes - (before.get(file) ?? 0) }))
        .filter(({ bytes }) => bytes > 0)
        .toSorted((a, b) => b.bytes - a.bytes);
      const perThousand = (bytes: number): number => (bytes / posts) * 1000;
      const mean = text.reduce((sum, { length }) => sum + length, 0) / text.length;
      return [
        {
          what: 'disk per 1,000 posts',
          value: perThousand(added.reduce((sum, { bytes }) => sum + bytes, 0)) / 2 ** 20,
          unit: 'MiB',
          bar: { atMost: 1 },
          note: `${added.map(({ file, bytes }) => `${file} ${Math.round(perThousand(bytes) / 1024)}`).join(', ')} KiB; texts of ${Math.round(mean)} characters on average`,
        },
      ];
    } finally {
      await world.remove();
    }
  },
};
