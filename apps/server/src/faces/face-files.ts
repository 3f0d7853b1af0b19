import { hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** One file of a built app, with what was compressed beside it when it was built. */
export interface FaceFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
  readonly brotli: Uint8Array<ArrayBuffer> | undefined;
  /** Its name changes with its content. */
  readonly hashed: boolean;
}

/** A built app in memory. */
export interface FaceFiles {
  /** By path below the folder, with `/`. */
  readonly files: ReadonlyMap<string, FaceFile>;
  readonly index: string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const filesMax = 2_000;
const bytesMax = 32 * 1024 * 1024;

/** Reads a built app; `undefined` when there is none. */
async function readFace(folder: string): Promise<FaceFiles | undefined> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  const paths = (names ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    );
  if (!paths.includes('index.html')) return undefined;
  if (paths.length > filesMax)
    throw new Error(`${folder} holds ${paths.length} files; at most ${filesMax} are served. Build it anew.`);
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  let bytes = 0;
  for (const path of paths) {
    const content = new Uint8Array(await readFile(join(folder, path)));
    bytes += content.length;
    if (bytes > bytesMax)
      throw new Error(
        `${folder} is larger than ${bytesMax} bytes, which would be kept in memory. Build it anew.`,
      );
    contents.set(path, content);
  }
  const files = new Map<string, FaceFile>();
  for (const [path, content] of contents) {
    const type = types[extname(path)];
    if (type === undefined || path.startsWith('.')) continue;
    files.set(path, {
      type,
      etag: hash('sha1', content, 'base64url'),
      bytes: content,
      gzip: contents.get(`${path}.gz`),
      brotli: contents.get(`${path}.br`),
      hashed: path.startsWith('assets/') && /-[\w-]{8,}\.\w+$/.test(path),
    });
  }
  return { files, index: new TextDecoder().decode(contents.get('index.html')) };
}

/** A built app that is read again when it was built again. */
export function builtFace(folder: string): () => Promise<FaceFiles | undefined> {
  let builtAtMs = -1;
  let read: Promise<FaceFiles | undefined> = Promise.resolve(undefined);
  return async () => {
    const { mtimeMs } = await stat(join(folder, 'index.html')).catch(() => ({ mtimeMs: 0 }));
    if (mtimeMs !== builtAtMs) {
      builtAtMs = mtimeMs;
      read = readFace(folder);
    }
    return read;
  };
}
