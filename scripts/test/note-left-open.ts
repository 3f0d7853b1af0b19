// Loaded before the tests. The runner ends the process when the last test has ended, so that a forgotten timer or
// server cannot hang the run; what was still open then is named here, because it is a leak somewhere.
const ownKinds = new Set(['PipeWrap', 'TTYWrap', 'FSReqPromise', 'FSReqCallback', 'MessagePort']);

process.once('exit', () => {
  const leftOpen = process.getActiveResourcesInfo().filter((kind) => !ownKinds.has(kind));
  if (leftOpen.length > 0) process.stdout.write(`ℹ left open by tests: ${leftOpen.join(', ')}\n`);
});
