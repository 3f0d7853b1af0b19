import { usageFault } from '../cli-fault.ts';

/** What a new service is called, and one of what it holds: `clubs` and `club`. */
export interface ServiceWords {
  readonly service: string;
  readonly thing: string;
}

const word = /^[a-z][a-z0-9]{1,29}$/;

/** Words of the language, and those that stand for something in the files written. */
const reserved = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally ' +
    'for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield arguments eval ' +
    'kernel server cli web console published authorize service stream command query view event id by text all'
  ).split(' '),
);

/** Checks the words that were typed. */
export function serviceWords(name: string, of: string | undefined): ServiceWords {
  checkWord(name, 'A service');
  const thing = of ?? singular(name);
  if (thing === undefined)
    throw usageFault(
      `“${name}” does not end in s: say with --of what one of them is called, such as --of report.`,
    );
  checkWord(thing, 'What it holds');
  if (thing === name)
    throw usageFault(`One of “${name}” needs a name of its own: say another with --of, such as --of report.`);
  return { service: name, thing };
}

function checkWord(text: string, what: string): void {
  if (!word.test(text))
    throw usageFault(
      `${what} is named with one word of 2 to 30 lower-case letters and digits, such as clubs; not “${text}”.`,
    );
  if (reserved.has(text)) throw usageFault(`“${text}” stands for something else here: choose another word.`);
}

function singular(name: string): string | undefined {
  if (/[^aeiou]ies$/.test(name)) return name.replace(/ies$/, 'y');
  if (/(ch|sh|ss|x)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) ? name.slice(0, -1) : undefined;
}
