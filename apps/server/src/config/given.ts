import { parseArgs } from 'node:util';
import { settings, type Setting, type SettingName } from './settings.ts';

/** A value, and the name it was given under. */
export interface Given {
  readonly value: string;
  readonly name: string;
}

/** What was set, checked one by one; what is wrong is noted in `faults`. */
export interface AllGiven {
  readonly faults: string[];
  /** `undefined` when it was not set; or to nothing, which is a fault of an option. */
  text(setting: SettingName): Given | undefined;
  filled(setting: SettingName, otherwise: string): string;
  whole(setting: SettingName, least: number, most: number): number | undefined;
  flag(setting: SettingName): boolean;
}

export function given(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): AllGiven {
  const { values, faults } = parsed(args);

  function fromFile(variable: string): Given | undefined {
    const name = `${variable}_FILE`;
    const path = env[name];
    if (path === undefined || path === '') return undefined;
    if (env[variable]) faults.push(`${variable} and ${name} are both set; leave one of them out`);
    try {
      return { value: readFile(path).trim(), name };
    } catch (error) {
      const { code = 'unreadable' } = error as NodeJS.ErrnoException;
      faults.push(`${name} names the file ${path}, which cannot be read (${code})`);
      return undefined;
    }
  }

  function raw(setting: SettingName): Given | undefined {
    const option = values[setting];
    if (typeof option === 'string') return { value: option, name: `--${setting}` };
    const { variable, secret }: Setting = settings[setting];
    if (variable === undefined) return undefined;
    const filed = secret && fromFile(variable);
    const value = env[variable];
    return filed ?? (value === undefined ? undefined : { value, name: variable });
  }

  const text = (setting: SettingName): Given | undefined => {
    const found = raw(setting);
    if (found?.value !== '') return found;
    // A variable that is set to nothing is not set; who types an option means something by it.
    const fault = `${found.name} is empty`;
    if (found.name.startsWith('--') && !faults.includes(fault)) faults.push(fault);
    return undefined;
  };

  return {
    faults,
    text,
    filled(setting, otherwise) {
      const { value, name } = raw(setting) ?? { value: otherwise, name: setting };
      if (value.trim() === '') faults.push(`${name} is empty`);
      return value;
    },
    whole(setting, least, most) {
      const found = raw(setting);
      if (!found || (found.value === '' && !found.name.startsWith('--'))) return undefined;
      const number = /^\d+$/.test(found.value) ? Number(found.value) : Number.NaN;
      if (!(number >= least && number <= most))
        faults.push(`${found.name} takes a whole number from ${least} to ${most}, not “${found.value}”`);
      return number;
    },
    flag(setting) {
      if (values[setting] === true) return true;
      const { variable }: Setting = settings[setting];
      const value = variable === undefined ? '' : (env[variable] ?? '');
      if (!['', 'true', 'false'].includes(value))
        faults.push(`${variable} takes true or false, not “${value}”`);
      return value === 'true';
    },
  };
}

function parsed(args: readonly string[]): {
  values: Record<string, string | boolean | undefined>;
  faults: string[];
} {
  const faults: string[] = [];
  const options = Object.fromEntries(
    Object.entries<Setting>(settings).map(([name, { value }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(name === 'help' && { short: 'h' }),
      },
    ]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return { values, faults };
  } catch (error) {
    faults.push((error as Error).message.split(/\.? *\n|\. /)[0] ?? 'an option is wrong');
    return { values: {}, faults };
  }
}
