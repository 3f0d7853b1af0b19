import { compose } from '../../apps/server/src/compose.ts';
import { serveApp } from '@touchline/kernel/http';
import { slowed } from '../../apps/server/src/testing/slowed.ts';

/** A server whose work takes long: `FOLDER SABOTAGE`. Says where it is, and ends with its parent. */
const [, , folder = '', sabotage = 'none'] = process.argv;
const operatorKey = 'operator.overload';
const slowerMs = 5;
const noLine = { take: (start: (late: boolean) => void) => start(false), arrived: () => {}, length: () => 0 };

const { app, host } = await compose({ dataFolder: folder, partitions: 3 }, { operatorKey });
slowed(host.services, slowerMs);
if (sabotage === 'no-retry-after') {
  const answer = app.fetch.bind(app);
  app.fetch = async (...request) => {
    const answered = await answer(...request);
    answered.headers.delete('retry-after');
    return answered;
  };
}
const served = await serveApp(app, {
  host: '127.0.0.1',
  port: 0,
  ...(sabotage === 'no-line' && { line: noLine }),
});
process.send?.({ url: served.url, key: operatorKey });
process.once('disconnect', () => process.exit(0));
