/** What a shared link says of itself to whoever shows a preview of it. */
export interface Preview {
  readonly title: string;
  readonly description: string;
  readonly kind: 'article' | 'profile';
  /** Where it stands, when the server knows its own address. */
  readonly url?: string | undefined;
  /** The address of a picture of the app, likewise. */
  readonly image?: string | undefined;
  readonly publishedAt?: string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for element content and quoted attributes. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => escapes[found] ?? '');

const descriptionMax = 200;

/** Puts a preview into the head of a page: its title, and Open Graph tags in place of `<!--head-->`. */
export function withPreview(page: string, preview: Preview): string {
  const { title, kind, url, image, publishedAt } = preview;
  const description = shortened(preview.description);
  const tags = [
    ['og:site_name', 'Touchline'],
    ['og:type', kind],
    ['og:title', title],
    ['og:description', description],
    ...(url === undefined ? [] : [['og:url', url]]),
    ...(image === undefined ? [] : [['og:image', image]]),
    ...(publishedAt === undefined ? [] : [['article:published_time', publishedAt]]),
  ].map(([property = '', content = '']) => `<meta property="${property}" content="${escaped(content)}" />`);
  const twitter = '<meta name="twitter:card" content="summary" />';
  const head = [...tags, twitter].join('\n    ');
  const marked = page.includes('<!--head-->');
  // Functions, since `$` in a text that replaces would mean something.
  return page
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)}</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, start: string) => start + escaped(description))
    .replace(marked ? '<!--head-->' : '</head>', () => (marked ? head : `${head}\n  </head>`));
}

/** On one line, cut at a character's border. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, 2 * descriptionMax)); // By code points.
  return characters.length <= descriptionMax ? line : `${characters.slice(0, descriptionMax - 1).join('')}…`;
}
