import { CliFault } from '../cli-fault.ts';

/** The files that a new service is entered in, and how each of them reads afterwards. */
export interface Edit {
  readonly path: string;
  /** Left alone where there is no such file. */
  readonly optional?: true;
  readonly change: (text: string, service: string) => string;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

const version = '0.1.0';

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a.localeCompare(b, 'en');

const withDependency = <M extends Manifest>(manifest: M, service: string): M => {
  const dependencies = { ...manifest.dependencies, [`@touchline/${service}`]: version };
  return { ...manifest, dependencies: Object.fromEntries(Object.entries(dependencies).toSorted(byName)) };
};

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** As `npm install` would write it. */
function lockWith(text: string, service: string): string {
  const lock = JSON.parse(text) as Lock;
  const dependencies = { '@touchline/kernel': version, zod: zodIn(lock) };
  const packages: Record<string, object> = {
    ...lock.packages,
    [`services/${service}`]: { name: `@touchline/${service}`, version, license: 'Apache-2.0', dependencies },
    [`node_modules/@touchline/${service}`]: { resolved: `services/${service}`, link: true },
  };
  const server = packages['apps/server'] as Manifest | undefined;
  if (server?.dependencies) packages['apps/server'] = withDependency(server, service);
  return json({ ...lock, packages: Object.fromEntries(Object.entries(packages).toSorted(byName)) });
}

function zodIn({ packages }: Lock): string {
  const { version: locked } = packages['node_modules/zod'] ?? {};
  if (locked === undefined) throw new CliFault('package-lock.json does not know zod: run npm install first.');
  return locked;
}

function replaced(text: string, pattern: RegExp, by: string, what: string): string {
  if (pattern.test(text)) return text.replace(pattern, by);
  throw new CliFault(`${what} was not found where it is expected: enter the service by hand.`);
}

/** Everything that knows the services by name. */
export const edits: readonly Edit[] = [
  {
    path: 'apps/server/src/services.ts',
    change(text, service) {
      const imported = replaced(
        text,
        /^([\s\S]*from '@touchline\/[^']+';\n)/,
        `$1import { ${service} } from '@touchline/${service}';\n`,
        'An import of a service in apps/server/src/services.ts',
      );
      return replaced(
        imported,
        /([[{]\s*identity,\s*(?:\w+,\s*)*\w+)(?=,?\s*[\]}])/,
        `$1, ${service}`,
        'The list of services in apps/server/src/services.ts',
      );
    },
  },
  {
    path: 'apps/server/src/service-names.ts',
    optional: true,
    change: (text, service) =>
      replaced(
        text,
        /(\[\s*'identity',\s*(?:'\w+',\s*)*'\w+')(?=,?\s*\])/,
        `$1, '${service}'`,
        'The list of names in apps/server/src/service-names.ts',
      ),
  },
  {
    path: 'apps/server/package.json',
    change: (text, service) => json(withDependency(JSON.parse(text) as Manifest, service)),
  },
  { path: 'package-lock.json', change: lockWith },
  // What is installed, too: the launcher compares the two.
  { path: 'node_modules/.package-lock.json', optional: true, change: lockWith },
];
