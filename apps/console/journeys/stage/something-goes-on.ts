import type { Screen } from '../screens.ts';
import type { Stage } from './stage.ts';

/** Posts, a view that failed, acts of operators: what a console is for. Answers the screens that need their ids. */
export async function somethingGoesOn(stage: Stage): Promise<readonly Screen[]> {
  const { host } = stage.server.composed;
  const kai = await stage.register('kai');
  const mend = stage.breakView('feed', 'card', 'PostPublished');
  for (const text of ['Up the hill before breakfast. #running', 'Down again. Faster.', 'Tea.'])
    await stage.post('/v1/posts', { text, visibility: 'public' }, kai);
  await host.drain();
  mend();
  await stage.post('/v1/operator/consumers/feed/pause', {
    reason: 'Looking into the lag after lunch',
  });
  await stage.post('/v1/operator/consumers/feed/resume', {});
  await stage.post('/v1/operator/rebuilds', { target: 'posts/post', reason: 'A count looked wrong' });
  await stage.post('/v1/operator/verify', {});
  const stream = `account-${stage.administrator}`;
  return [
    { name: 'stream', path: `/console/streams/${stream}?v=3`, until: '.diff' },
    { name: 'trace', path: '/console/correlation/0.40', until: '.tree li' },
    { name: 'account', path: `/console/people/${kai}`, until: '.facts' },
  ];
}
