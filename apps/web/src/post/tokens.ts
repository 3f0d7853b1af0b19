/** A piece of a post's text. What is not understood is text. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly handle: string }
  | { readonly kind: 'hashtag'; readonly text: string; readonly tag: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

// What may stand before a mention or hashtag is what the server says: kai@example.org is an address, page#part a place.
// An address ends where the direction of writing is overridden: it would read as another one.
const pattern =
  /(?<link>https?:\/\/[^\s<>"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)|(?<![\p{L}\p{M}\p{N}_@/+\-%])@(?<handle>[A-Za-z0-9_]{2,30})(?![\p{L}\p{M}\p{N}_@])|(?<![\p{L}\p{M}\p{N}_#/&])#(?<tag>[\p{L}\p{M}\p{N}_]{1,50})(?![\p{L}\p{M}\p{N}_])/gu;

/** Where a sentence ends inside what looks like an address. */
const afterLink = /[.,;:!?'"’”»\])}]+$/;

/** Takes a text apart. Only the people whom the server found become mentions. */
export function tokensOf(text: string, handles: ReadonlySet<string>): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  const put = (token: Token, start: number, end: number): void => {
    if (start > done) tokens.push({ kind: 'text', text: text.slice(done, start) });
    tokens.push(token);
    done = end;
  };
  for (const match of text.matchAll(pattern)) {
    const { link, handle, tag } = match.groups ?? {};
    const start = match.index;
    if (handle !== undefined && handles.has(handle.toLowerCase()))
      put(
        { kind: 'mention', text: `@${handle}`, handle: handle.toLowerCase() },
        start,
        start + match[0].length,
      );
    if (tag !== undefined && /\p{L}/u.test(tag)) {
      const form = tag.toLowerCase().normalize('NFC');
      put({ kind: 'hashtag', text: `#${tag}`, tag: form }, start, start + match[0].length);
    }
    if (link !== undefined) {
      const shown = trimmed(link);
      const href = URL.canParse(shown) ? new URL(shown) : undefined;
      // Names and passwords in an address serve to deceive.
      if (href && href.username === '' && href.password === '')
        put({ kind: 'link', text: shown, href: href.href }, start, start + shown.length);
    }
  }
  if (done < text.length) tokens.push({ kind: 'text', text: text.slice(done) });
  return tokens;
}

function trimmed(link: string): string {
  const cut = link.replace(afterLink, '');
  // A bracket that the address itself opened belongs to it.
  return link.charAt(cut.length) === ')' && cut.includes('(') && !cut.includes(')') ? `${cut})` : cut;
}
