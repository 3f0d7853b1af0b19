import type { Page } from 'playwright-core';
import type { Written } from './written.ts';

const asPage = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };

interface Preview {
  /** Names of all elements with their attributes' names, in order. */
  readonly tree: string;
  readonly title: string;
  readonly description: string;
  readonly shared: Readonly<Record<string, string>>;
}

/** Reads the pages of profiles and posts as the server writes them, with the browser's own parser. */
export async function readPreviews(
  page: Page,
  url: string,
  written: readonly Written[],
): Promise<{ readonly pages: number; readonly found: readonly string[] }> {
  await page.goto('about:blank');
  const parse = async (path: string): Promise<Preview> => {
    const html = await (await fetch(url + path, { headers: asPage })).text();
    return page.evaluate<Preview>(`(() => {
      const page = new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html');
      const names = (one) => one.localName + one.getAttributeNames().join('.');
      const shared = Array.from(page.querySelectorAll('meta[property]'), (one) =>
        [one.getAttribute('property'), one.content]);
      return {
        tree: Array.from(page.querySelectorAll('*'), names).join(' '),
        title: page.title,
        description: page.querySelector('meta[name=description]').content,
        shared: Object.fromEntries(shared),
      };
    })()`);
  };
  const found: string[] = [];
  const like: Record<string, string> = {};
  let pages = 0;

  async function hold(path: string, of: string, title: string, description: string): Promise<void> {
    const preview = await parse(path);
    pages++;
    if (preview.tree !== (like[of] ??= preview.tree))
      found.push(`${path} has other elements: ${preview.tree}`);
    for (const shown of [preview.title, preview.shared['og:title']])
      if (shown !== title) found.push(`${path} is called ${shown}, not ${title}`);
    for (const shown of [preview.description, preview.shared['og:description']])
      if (!shown?.startsWith(description)) found.push(`${path} says ${shown}, not ${description}`);
  }

  // These two are harmless, and have the elements that all others must have.
  await hold('/u/mara_hill', 'u', 'Mara Hill (@mara_hill) on Touchline', '');
  for (const { handle, name, bio, post, payload } of written) {
    const title = `${oneLine(name)} (@${handle}) on Touchline`;
    await hold(`/u/${handle}`, 'u', title, start(bio));
    if (post !== undefined) await hold(`/p/${post}`, 'p', title, start(payload));
  }
  return { pages, found };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
/** A preview is cut; what stands before the cut is the text. */
const start = (text: string): string => Array.from(oneLine(text)).slice(0, 150).join('');
