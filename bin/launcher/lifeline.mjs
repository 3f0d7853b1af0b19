// Loaded before the program: when the launcher vanishes (kill -9, a closed terminal), the program is asked to stop
// rather than left behind holding its port and its database.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
