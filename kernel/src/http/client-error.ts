import { STATUS_CODES } from 'node:http';
import { problemText, safetyHeaders } from './problem.ts';
import { edgeProblems } from './problem-codes.ts';

/** The whole answer to bytes that are no request, by the code of Node's parser. */
export function clientErrorText(parserCode: string | undefined): string {
  const code = problemOf(parserCode);
  const { status } = edgeProblems[code];
  const body = problemText({ code, ...edgeProblems[code] }, 'none');
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...Object.entries(safetyHeaders).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function problemOf(parserCode: string | undefined): keyof typeof edgeProblems {
  if (parserCode === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return parserCode === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-timeout' : 'bad-request';
}
