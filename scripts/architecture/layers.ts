import { posix } from 'node:path';
import { allImports, type Import } from './imports.ts';
import type { Tree } from './tree.ts';

export type Layer = 'kernel' | 'engine' | 'service' | 'app' | 'workshop';

/** Who a file belongs to. What is in no workspace (scripts, bench, tests of the whole) is the workshop. */
export interface Owner {
  readonly layer: Layer;
  readonly folder: string;
}

const layers: Readonly<Record<string, Layer>> = { engines: 'engine', services: 'service', apps: 'app' };

export function ownerOf(path: string): Owner {
  const [top = '', name = ''] = path.split('/');
  if (top === 'kernel') return { layer: 'kernel', folder: top };
  const layer = layers[top];
  return layer && path.includes('/', top.length + 1)
    ? { layer, folder: `${top}/${name}` }
    : { layer: 'workshop', folder: '' };
}

/** An import of ours, resolved: the file it reaches, and whether it went through the package's front door. */
export interface Edge extends Import {
  readonly to: string;
  readonly byName: boolean;
}

/** The imports that reach files of this repository. Those of npm packages and of Node are left out. */
export function edgesOf(tree: Tree): Edge[] {
  const doors = frontDoors(tree);
  return allImports(tree).flatMap((edge): Edge[] => {
    if (edge.specifier.startsWith('.'))
      return [{ ...edge, to: posix.join(posix.dirname(edge.from), edge.specifier), byName: false }];
    if (!edge.specifier.startsWith('@touchline/')) return [];
    return [
      {
        ...edge,
        to: doors.get(edge.specifier) ?? `(nothing is exported as ${edge.specifier})`,
        byName: true,
      },
    ];
  });
}

/** What each package exports: specifier → file. */
function frontDoors(tree: Tree): Map<string, string> {
  const doors = new Map<string, string>();
  for (const [path, text] of tree) {
    if (!path.endsWith('/package.json')) continue;
    const manifest = JSON.parse(text) as { name?: string; exports?: Record<string, string> };
    for (const [subpath, target] of Object.entries(manifest.exports ?? {}))
      doors.set(posix.join(manifest.name ?? '', subpath), posix.join(posix.dirname(path), target));
  }
  return doors;
}
