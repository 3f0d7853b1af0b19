/** What engines have in common. A thread of theirs takes all it needs from here: the kernel as a whole brings more packages. */
export { Fault } from '../fault.ts';
export { idPattern, idTimeMs } from '../id.ts';
export { checkLeases } from './lease-check.ts';
export { logTail, type LogTail } from './log-tail.ts';
export { partitionFor, textHash } from './partition-for.ts';
export { checkDelay, checkMessage, checkTake } from './queue-check.ts';
export { requestSize } from './request-size.ts';
export { checkPerson, newWrappedKey, unwrapKey, wrapKey } from './wrapped-key.ts';
export { recentMap, type RecentMap } from '../runtime/recent-map.ts';
export { checkBy, checkCount, checkLength, checkName, checkTable, refused } from './view-check.ts';
