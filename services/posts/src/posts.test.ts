import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { isRefusal, JsonText } from '@touchline/kernel';
import { postAnswer, postPageAnswer } from './answer/post-answer.ts';
import { deletePost } from './commands/delete-post.ts';
import { editPost } from './commands/edit-post.ts';
import { giveKudos } from './commands/give-kudos.ts';
import { publishPost } from './commands/publish-post.ts';
import { repostPost } from './commands/repost-post.ts';
import { withdrawKudos } from './commands/withdraw-kudos.ts';
import { listPostsByHashtag } from './queries/list-posts-by-hashtag.ts';
import { listPostsOfPerson } from './queries/list-posts-of-person.ts';
import { listPublicPosts } from './queries/list-public-posts.ts';
import { listReplies } from './queries/list-replies.ts';
import { readPost } from './queries/read-post.ts';
import { readPostHistory } from './queries/read-post-history.ts';
import { people, postsWorld } from './testing/posts-world.ts';

for (const partitions of [1, 8])
  describe(`posts on ${partitions} partition${partitions > 1 ? 's' : ''}`, async () => {
    const world = await postsWorld(partitions);
    after(() => world.close());

    test('publishing answers the post, and reading it answers the same', async () => {
      const { id, body } = await world
        .as('kai')
        .does(publishPost, { text: 'Up with @mia and @nobody #Hills' });
      ok(body instanceof JsonText);
      const answer = postAnswer.parse(JSON.parse(body.text));
      deepEqual(await world.asks('tom', readPost, { post: id }), answer);
      equal(answer.id, id);
      deepEqual(answer.author, { id: people.kai, handle: 'kai', name: 'KAI' });
      deepEqual(answer.mentions, [{ handle: 'mia', person: people.mia }]);
      deepEqual(answer.hashtags, ['hills']);
      equal(answer.visibility, 'public');
    });

    test('kudos and reposts count once each, and only the viewer’s own are marked as theirs', async () => {
      const post = await world.publishes('kai', 'Count me');
      for (const name of ['mia', 'tom', 'mia'] as const) await world.as(name).does(giveKudos, { post });
      await world.as('mia').does(repostPost, { post });
      const seenBy = async (name: 'mia' | 'tom' | null) => {
        const { counts, viewer } = postAnswer.parse(await world.asks(name, readPost, { post }));
        return { ...counts, viewer };
      };
      const counts = { kudos: 2, replies: 0, reposts: 1 };
      deepEqual(await seenBy('mia'), { ...counts, viewer: { kudos: true, reposted: true } });
      deepEqual(await seenBy('tom'), { ...counts, viewer: { kudos: true, reposted: false } });
      deepEqual(await seenBy(null), { ...counts, viewer: { kudos: false, reposted: false } });
      await world.as('tom').does(withdrawKudos, { post });
      deepEqual(await seenBy('tom'), { ...counts, kudos: 1, viewer: { kudos: false, reposted: false } });
    });

    test('the tag changes with text, counts, name of the author, and the viewer’s marks', async () => {
      const post = await world.publishes('kai', 'Tagged');
      const tags = new Set<string | undefined>();
      const take = async (name: 'mia' | null): Promise<void> => {
        const found = await world.as(name).asks(readPost, { post });
        ok(found instanceof JsonText);
        tags.add(found.etag);
      };
      await take(null);
      await take(null);
      equal(tags.size, 1);
      await world.as('mia').does(giveKudos, { post });
      await take(null);
      await take('mia');
      await world.as('kai').does(editPost, { post, text: 'Tagged anew' });
      await take(null);
      await world.takesHandle('kai', 'kai', 'kai_runs');
      await take(null);
      await world.takesHandle('kai', 'kai_runs', 'kai');
      equal(tags.size, 5);
    });

    test('an edit answers the post as it is now; all its texts stay in its history', async () => {
      const post = await world.publishes('kai', 'First', { visibility: 'followers' });
      await world.follows('mia', 'kai');
      await world.as('mia').does(giveKudos, { post });
      const { body } = await world.as('kai').does(editPost, { post, text: 'Second' });
      ok(body instanceof JsonText);
      const answer = postAnswer.parse(JSON.parse(body.text));
      equal(answer.text, 'Second');
      equal(answer.counts.kudos, 1);
      match(answer.editedAt ?? '', /^2026/);
      const history = (await world.asks('mia', readPostHistory, { post })) as { items: { text: string }[] };
      deepEqual(
        history.items.map(({ text }) => text),
        ['First', 'Second'],
      );
      equal(await world.asks('tom', readPostHistory, { post }), 'no-such-post');
      await world.follows('mia', 'kai', false);
      equal(await world.asks('mia', readPostHistory, { post }), 'no-such-post');
    });

    test('a deleted post is gone from everywhere; replies stay', async () => {
      const post = await world.publishes('kai', 'Soon gone #gone');
      const reply = await world.publishes('mia', 'Why?', { replyTo: post });
      await world.as('kai').does(deletePost, { post });
      for (const query of [readPost, readPostHistory, listReplies])
        equal(await world.asks('mia', query, { post }), 'no-such-post');
      for (const command of [giveKudos, withdrawKudos, repostPost, deletePost])
        equal((await world.as('mia').isRefused(command, { post })).refusal, 'no-such-post');
      equal(
        (await world.as('mia').isRefused(publishPost, { text: 'Oh', replyTo: post })).refusal,
        'no-such-post',
      );
      deepEqual(await world.reads('mia', listPostsByHashtag, { tag: 'gone' }), []);
      ok(!(await world.reads(null, listPublicPosts)).includes('Soon gone #gone'));
      equal(postAnswer.parse(await world.asks('tom', readPost, { post: reply })).replyTo, post);
    });

    test('replies are listed with their post and counted, and stand in no other list', async () => {
      const post = await world.publishes('kai', 'Ask me');
      const reply = await world.publishes('mia', 'What?', { replyTo: post });
      await world.publishes('tom', 'When?', { replyTo: post });
      deepEqual(await world.reads(null, listReplies, { post }), ['When?', 'What?']);
      equal(postAnswer.parse(await world.asks(null, readPost, { post })).counts.replies, 2);
      ok(!(await world.reads(null, listPublicPosts)).includes('What?'));
      ok(!(await world.reads(null, listPostsOfPerson, { person: people.mia })).includes('What?'));
      await world.as('mia').does(deletePost, { post: reply });
      equal(postAnswer.parse(await world.asks(null, readPost, { post })).counts.replies, 1);
    });

    test('a reply for fewer people than its post is for leaves no trace in the count', async () => {
      const counted = async (post: string) =>
        postAnswer.parse(await world.asks('kai', readPost, { post })).counts.replies;
      const open = await world.publishes('kai', 'Ask me');
      for (const visibility of ['only-me', 'followers'] as const)
        await world.publishes('mia', 'To myself', { replyTo: open, visibility });
      equal(await counted(open), 0);
      const own = await world.publishes('kai', 'A note', { visibility: 'only-me' });
      const more = await world.publishes('kai', 'And one more', { replyTo: own });
      equal(await counted(own), 1);
      await world.as('kai').does(deletePost, { post: more });
      equal(await counted(own), 0);
    });

    test('a reply takes over the reach of its parent', async () => {
      await world.follows('mia', 'kai');
      const post = await world.publishes('kai', 'Among us', { visibility: 'followers' });
      const reply = await world.publishes('mia', 'Sure', { replyTo: post });
      equal(postAnswer.parse(await world.asks('kai', readPost, { post })).counts.replies, 1);
      equal(postAnswer.parse(await world.asks('mia', readPost, { post: reply })).visibility, 'followers');
      equal(
        (await world.as('tom').isRefused(publishPost, { text: 'Me too', replyTo: post })).refusal,
        'no-such-post',
      );
      await world.follows('mia', 'kai', false);
    });

    test('a hashtag page holds public posts and replies, in whatever spelling it is asked for', async () => {
      const post = await world.publishes('kai', 'One #Über');
      await world.publishes('mia', 'Two #über', { replyTo: post });
      await world.publishes('mia', 'Three #über', { visibility: 'followers' });
      deepEqual(await world.reads(null, listPostsByHashtag, { tag: 'u\u0308BER' }), [
        'Two #über',
        'One #Über',
      ]);
    });

    test('who is muted stands in no list of many, but on their own page and by their own posts', async () => {
      const top = await world.publishes('mia', 'Start #quiet');
      const post = await world.publishes('tom', 'Louder #quiet');
      await world.publishes('tom', 'Louder still', { replyTo: top });
      const lists = async (name: 'kai' | 'tom') => [
        (await world.reads(name, listPublicPosts)).slice(0, 2),
        await world.reads(name, listPostsByHashtag, { tag: 'quiet' }),
        await world.reads(name, listReplies, { post: top }),
      ];
      const all = [['Louder #quiet', 'Start #quiet'], ['Louder #quiet', 'Start #quiet'], ['Louder still']];
      deepEqual(await lists('kai'), all);
      await world.mutes('kai', 'tom');
      const [feed, tagged, replies] = await lists('kai');
      deepEqual([feed?.[0], tagged, replies], ['Start #quiet', ['Start #quiet'], []]);
      ok((await world.reads('kai', listPostsOfPerson, { person: people.tom })).includes('Louder #quiet'));
      equal(postAnswer.parse(await world.asks('kai', readPost, { post })).text, 'Louder #quiet');
      deepEqual(await lists('tom'), all);
      await world.mutes('kai', 'tom', false);
      deepEqual(await lists('kai'), all);
    });

    test('someone who blocks or is blocked is not named by a handle', async () => {
      await world.blocks('lena', 'tom');
      const { body } = await world.as('tom').does(publishPost, { text: 'With @lena @mia @tom' });
      ok(body instanceof JsonText);
      const { mentions } = postAnswer.parse(JSON.parse(body.text));
      deepEqual(
        mentions.map(({ handle }) => handle),
        ['mia', 'tom'],
      );
      await world.blocks('lena', 'tom', false);
    });

    test('an edit goes on naming whom the post named by a handle that they have left, but for a block', async () => {
      const post = await world.publishes('tom', 'With @lena');
      await world.takesHandle('lena', 'lena', 'lena_runs');
      const mentionsIn = async (text: string, of = post) => {
        const { body } = await world.as('tom').does(editPost, { post: of, text });
        ok(body instanceof JsonText);
        return postAnswer.parse(JSON.parse(body.text)).mentions;
      };
      deepEqual(await mentionsIn('Up with @lena'), [{ handle: 'lena', person: people.lena }]);
      deepEqual(
        (await mentionsIn('Up with @lena, now @lena_runs')).map(({ person }) => person),
        [people.lena, people.lena],
      );
      deepEqual(await mentionsIn('Up with @Lena', await world.publishes('tom', 'Up')), []);
      await world.blocks('lena', 'tom');
      deepEqual(await mentionsIn('Down with @lena'), []);
      await world.blocks('lena', 'tom', false);
      await world.takesHandle('lena', 'lena_runs', 'lena');
    });

    test('pages follow one another without gap or repeat', async () => {
      const written: string[][] = [];
      for (let i = 0; i < 7; i++) written.push([await world.publishes('lena', `Lap ${i}`), `Lap ${i}`]);
      const read: string[][] = [];
      let before: string | undefined;
      for (let pages = 0; pages < 10; pages++) {
        const page = postPageAnswer.parse(
          await world.asks('mia', listPostsOfPerson, {
            person: people.lena,
            limit: '3',
            ...(before && { before }),
          }),
        );
        read.push(...page.items.map(({ id, text }) => [id, text]));
        before = page.next;
        if (before === undefined) break;
      }
      deepEqual(read, written.toReversed());
    });

    test('a page is filled up for what the viewer may not see', async () => {
      const post = await world.publishes('kai', 'Talk');
      const seen: string[][] = [];
      for (let i = 0; i < 4; i++) {
        seen.push([await world.publishes('mia', `Seen ${i}`, { replyTo: post }), `Seen ${i}`]);
        await world.publishes('tom', `Hidden ${i}`, { replyTo: post });
      }
      await world.blocks('tom', 'lena');
      const page = postPageAnswer.parse(await world.asks('lena', listReplies, { post, limit: 3 }));
      deepEqual(
        page.items.map(({ id, text }) => [id, text]),
        seen.slice(1).toReversed(),
      );
      await world.blocks('tom', 'lena', false);
      equal((await world.reads('lena', listReplies, { post, limit: 3 })).includes('Hidden 3'), true);
    });
  });

describe('every action, by everyone, on a post of every visibility', async () => {
  const world = await postsWorld(4);
  after(() => world.close());
  await world.follows('mia', 'kai');

  /** Follower mia, stranger tom, and lena with a block of either direction. */
  const viewers = ['kai', 'mia', 'tom', 'lena', null] as const;
  const visibilities = ['public', 'followers', 'only-me'] as const;
  const sees = (name: (typeof viewers)[number], visibility: (typeof visibilities)[number]): boolean =>
    name === 'kai' ||
    (name !== 'lena' && (visibility === 'public' || (visibility === 'followers' && name === 'mia')));

  for (const [blocker, blocked] of [
    ['kai', 'lena'],
    ['lena', 'kai'],
  ] as const)
    for (const visibility of visibilities)
      test(`${visibility}, while ${blocker} blocks ${blocked}`, async () => {
        await world.blocks(blocker, blocked);
        const text = `Seen? #t${visibility.length}${blocker}`;
        const post = await world.publishes('kai', text, { visibility });
        const onIt = await world.publishes('kai', 'On it', { replyTo: post });
        let cells = 0;
        for (const name of viewers) {
          const seen = sees(name, visibility);
          const note = `${String(name)} ${visibility}`;
          for (const query of [readPost, readPostHistory, listReplies]) {
            equal(
              (await world.asks(name, query, { post })) !== 'no-such-post',
              seen,
              `${query.name} ${note}`,
            );
            cells++;
          }
          equal((await world.asks(name, readPost, { post: onIt })) !== 'no-such-post', seen, `reply ${note}`);
          const ofKai = await world.reads(name, listPostsOfPerson, { person: people.kai, limit: 100 });
          if (name === 'lena') equal(ofKai, 'no-such-person');
          else equal(ofKai.includes(text), seen, `by author ${note}`);
          const isPublic = visibility === 'public';
          equal(
            (await world.reads(name, listPublicPosts, { limit: 100 })).includes(text),
            seen && isPublic,
            note,
          );
          const tag = text.slice(text.indexOf('#') + 1);
          deepEqual(
            await world.reads(name, listPostsByHashtag, { tag }),
            seen && isPublic ? [text] : [],
            note,
          );
          cells += 4;

          if (name === null) continue; // Commands are for members; the edge sees to that.
          const outcome = async (
            command: Parameters<ReturnType<typeof world.as>['does']>[0],
            input: object,
          ) => {
            const caller = { actor: people[name], session: null, roles: [] };
            const service = world.host.services.find(({ commands }) => commands.includes(command));
            ok(service);
            const done = await world.host.execute(service, command, input, caller);
            cells++;
            return isRefusal(done) ? done.refusal : 'done';
          };
          const isOwn = name === 'kai';
          const expected = (whenSeen: string): string => (seen ? whenSeen : 'no-such-post');
          equal(await outcome(publishPost, { text: 'Re', replyTo: post }), expected('done'), `reply ${note}`);
          equal(await outcome(giveKudos, { post }), expected(isOwn ? 'own-post' : 'done'), `kudos ${note}`);
          equal(
            await outcome(repostPost, { post }),
            expected(isPublic ? 'done' : 'not-public'),
            `repost ${note}`,
          );
          equal(
            await outcome(editPost, { post, text }),
            expected(isOwn ? 'done' : 'not-the-author'),
            `edit ${note}`,
          );
          if (!isOwn)
            equal(await outcome(deletePost, { post }), expected('not-the-author'), `delete ${note}`);
        }
        equal(cells, 5 * 7 + 4 * 5 - 1);
        await world.as('kai').does(deletePost, { post });
        await world.blocks(blocker, blocked, false);
      });
});
