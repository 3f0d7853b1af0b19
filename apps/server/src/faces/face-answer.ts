import { header, type EdgeContext } from '@touchline/kernel/http';
import type { FaceFile } from './face-files.ts';
import { fileHeaders, pageHeaders } from './face-headers.ts';

/** A file as it is answered: compressed as the client can take it, or 304 where it has it already. */
export function fileAnswer(c: EdgeContext, file: FaceFile, requestId: string): Response {
  const [encoding, bytes] = encodingOf(header(c, 'accept-encoding') ?? '', file);
  const etag = `"${file.etag}${encoding === undefined ? '' : `-${encoding}`}"`;
  const isPage = file.type.startsWith('text/html');
  const headers: Record<string, string> = {
    ...(isPage ? pageHeaders : fileHeaders),
    'cache-control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: isPage ? 'Accept, Accept-Encoding' : 'Accept-Encoding',
    etag,
    'x-request-id': requestId,
  };
  if (header(c, 'if-none-match') === etag) return new Response(null, { status: 304, headers });
  if (encoding !== undefined) headers['content-encoding'] = encoding;
  headers['content-type'] = file.type;
  return new Response(bytes, { headers });
}

function encodingOf(accepted: string, { bytes, gzip, brotli }: FaceFile) {
  if (brotli && /\bbr\b(?!;q=0(?:\.0*)?(?:,|$))/.test(accepted)) return ['br', brotli] as const;
  if (gzip && /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(accepted)) return ['gzip', gzip] as const;
  return [undefined, bytes] as const;
}

/** The page of an app with tags of its own in the head. */
export const pageAnswer = (text: string, requestId: string): Response =>
  new Response(text, {
    headers: {
      ...pageHeaders,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Accept',
      'x-request-id': requestId,
    },
  });
