import { parseSync, type Program, Visitor } from 'oxc-parser';
import { isCode, lineAt, type Tree } from './tree.ts';

/** One import or re-export as it is written. */
export interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  /** Of types alone: nothing is loaded. */
  readonly types: boolean;
}

const programs = new WeakMap<Tree, Map<string, Program>>();

/** The syntax tree of a file, parsed once. Throws where it cannot be read: a file not understood is not checked. */
export function programOf(tree: Tree, path: string): Program {
  const parsed = programs.get(tree) ?? new Map<string, Program>();
  programs.set(tree, parsed);
  let program = parsed.get(path);
  if (!program) {
    const result = parseSync(path, tree.get(path) ?? '', { sourceType: 'module' });
    if (result.errors.length > 0) throw new Error(`${path} cannot be parsed: ${result.errors[0]?.message}`);
    program = result.program;
    parsed.set(path, program);
  }
  return program;
}

/** Every import of a file: static, re-exported, dynamic with a literal, and import('…') in types. */
export function importsOf(tree: Tree, path: string): Import[] {
  const text = tree.get(path) ?? '';
  const found: Import[] = [];
  const note = (source: { type: string; value?: unknown; start: number } | null, types = false): void => {
    if (source?.type === 'Literal' && typeof source.value === 'string')
      found.push({ from: path, line: lineAt(text, source.start), specifier: source.value, types });
  };
  new Visitor({
    ImportDeclaration: (node) => note(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => note(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => note(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => note(node.source),
    TSImportType: (node) => note(node.source, true),
  }).visit(programOf(tree, path));
  return found;
}

export const allImports = (tree: Tree): Import[] =>
  [...tree.keys()].filter(isCode).flatMap((path) => importsOf(tree, path));
