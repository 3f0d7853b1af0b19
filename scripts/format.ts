import { spawnSync } from 'node:child_process';
import { root, tool } from './tools.ts';

const [command, script] = tool('oxfmt');
process.exitCode =
  spawnSync(command, [script, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1;
