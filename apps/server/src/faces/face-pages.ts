import { header, type EdgeContext } from '@touchline/kernel/http';
import { fileAnswer, pageAnswer } from './face-answer.ts';
import { builtFace, type FaceFiles } from './face-files.ts';
import { withPreview } from './head-tags.ts';
import { previewOf, type ReadAsStranger } from './previews.ts';

export interface FaceOptions {
  /** The folders of the built apps: at `/`, and for operators at `/console`. */
  readonly web: string;
  readonly console: string;
  /** Where people reach this server, when it was told. */
  readonly origin: string | undefined;
  readonly read: ReadAsStranger;
}

/** What GET answers where no route is: files of the apps, and their page for every address that a person goes to. */
export function facePages({ web, console: operators, origin, read }: FaceOptions) {
  const atRoot = builtFace(web);
  const atConsole = builtFace(operators);

  return async (c: EdgeContext, requestId: string): Promise<Response | undefined> => {
    const { path } = c.req;
    // Below these only routes answer: a client of the API is not sent a page.
    if (/^\/(v1|docs|\.well-known)(\/|$)/.test(path)) return undefined;
    const forOperators = path === '/console' || path.startsWith('/console/');
    const face = await (forOperators ? atConsole() : atRoot());
    if (!face) return undefined;
    const below = forOperators ? path.slice('/console/'.length) : path.slice(1);
    const file = face.files.get(below);
    if (file && below !== 'index.html') return fileAnswer(c, file, requestId);
    if (!isNavigation(c, below)) return undefined;
    return forOperators ? indexOf(c, face, requestId) : page(c, face, requestId);
  };

  async function page(c: EdgeContext, face: FaceFiles, requestId: string): Promise<Response | undefined> {
    const preview = await previewOf(c.req.path, read);
    if (!preview) return indexOf(c, face, requestId);
    // Previews need whole addresses, which a server that was not told its own does not have.
    const at = (path: string) => (origin === undefined ? undefined : origin + path);
    const image = face.files.has('icon-512.png') ? at('/icon-512.png') : undefined;
    return pageAnswer(withPreview(face.index, { ...preview, url: at(c.req.path), image }), requestId);
  }
}

const indexOf = (c: EdgeContext, { files }: FaceFiles, requestId: string): Response | undefined => {
  const index = files.get('index.html');
  return index && fileAnswer(c, index, requestId);
};

/**
 * Somebody goes there: what has no ending, asked for as a page. Files that are missing stay missing; positions (`0.42`)
 * and ids have no ending, for what stands after their dot begins with a digit.
 */
function isNavigation(c: EdgeContext, below: string): boolean {
  if (below !== 'index.html' && /\.[A-Za-z][A-Za-z0-9]*$/.test(below)) return false;
  const accepted = header(c, 'accept') ?? '*/*';
  return accepted.includes('text/html') || (accepted === '*/*' && isShared(below));
}

/** What people link to elsewhere. Who makes a preview of such a link often asks for anything. */
const isShared = (below: string): boolean => /^[pu]\/[^/]+$/.test(below);
