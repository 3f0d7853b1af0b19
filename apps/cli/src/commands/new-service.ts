import { resolve } from 'node:path';
import type { Command } from '../command.ts';

const ownTree = resolve(import.meta.dirname, '../../../..');

export const newService: Command = {
  name: 'new service',
  about: 'Writes the skeleton of a service, with tests, and enters it where services are composed.',
  notes:
    'One stream with one event and one command, one view, one query: change them to what you need. An existing folder is never touched.',
  arguments: [{ name: 'NAME', about: 'one word in the plural, such as clubs; it becomes services/NAME' }],
  options: {
    of: { value: 'THING', about: 'what one of them is called (default: the name without its s)' },
    tree: { value: 'DIR', about: 'the clone to write to (default: the one of this command)' },
  },
  examples: ['new service clubs', 'new service weather --of report'],
  reaches: false,
  async run({ args: [name = ''], given, terminal }) {
    // Loaded only here: whoever operates a server never needs it.
    const { serviceWords } = await import('../new-service/service-words.ts');
    const { writeService } = await import('../new-service/write-service.ts');
    const words = serviceWords(name, given.text('of'));
    const files = await writeService(resolve(given.text('tree') ?? ownTree), words);
    terminal.out(`Wrote services/${name}: ${files.length} files, and entered it in apps/server.`);
    terminal.out(`Try: npm test -- services/${name}; npm run check. Then begin with its README.`);
    return 0;
  },
};
