// Where every npm script begins, before anything is installed. Nothing newer than import() on this page:
// a Node too old for the rest must still be able to read it, and say so.
const nodeMajor = Number(process.versions.node.split('.')[0]);
const nodeMajorMin = 20;

if (nodeMajor < nodeMajorMin) {
  console.error(
    'Touchline needs Node ' +
      nodeMajorMin +
      ' or newer to start; this is Node ' +
      process.versions.node +
      '.',
  );
  process.exitCode = 1;
} else {
  void import('./launcher/main.mjs').then((launcher) => launcher.main(process.argv.slice(2)));
}
