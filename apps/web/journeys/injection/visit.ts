import type { Page } from 'playwright-core';
import { harm, trap } from './harm.ts';
import type { Payload } from './payloads.ts';

const framesMax = 1200;

/** In the page: goes somewhere as a link inside the app does, waits until the screen is there, and looks for harm. */
const script = `${trap}
  window.visit = async (path, until, selectors) => {
    if (path !== null) {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
    }
    for (let frame = 0; frame < ${framesMax}; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (!document.querySelector(until)?.checkVisibility()) continue;
      // The title follows what is painted.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const texts = selectors.map((selector) => Array.from(document.querySelectorAll(selector), (one) => one.textContent));
      return { found: ${harm}, texts };
    }
    return { found: ['nothing was shown: ' + until], texts: selectors.map(() => []) };
  };
`;

/** Goes to a path (none: stays) until a screen is there; answers the texts of what each selector finds. */
export type Visit = (
  path: string | null,
  until: string,
  ...selectors: readonly string[]
) => Promise<readonly (readonly string[])[]>;

/** A page that is watched: what runs, what it asks of whom, what it reports. What was found is added to the list. */
export async function visitorOf(page: Page, found: string[]): Promise<Visit> {
  const home = new URL(page.url()).origin;
  page.on('dialog', (dialog) => {
    found.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== home && url.protocol !== 'data:') found.push(`asked elsewhere: ${request.url()}`);
    if (url.pathname === '/v1/reports/content-security') found.push(`reported: ${request.postData()}`);
  });
  page.on('framenavigated', (frame) => {
    if (new URL(frame.url()).origin !== home) found.push(`led elsewhere: ${frame.url()}`);
  });
  await page.addInitScript(script);
  await page.reload();
  return async (path, until, ...selectors) => {
    const seen = await page.evaluate<{ found: string[]; texts: string[][] }>(
      `visit(${[path, until, selectors].map((one) => JSON.stringify(one)).join()})`,
    );
    for (const one of seen.found) found.push(`${path ?? page.url()}: ${one}`);
    return seen.texts;
  };
}

/** Types each text into a field, and looks for harm after each. */
export const typeAll = (page: Page, field: string, all: readonly Payload[]): Promise<readonly string[]> =>
  page.evaluate<string[]>(`(async () => {
    const field = document.querySelector(${JSON.stringify(field)});
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const found = [];
    for (const text of ${JSON.stringify(all.map(({ text }) => text.slice(0, 200)))}) {
      write.call(field, text);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve));
      found.push(...${harm});
    }
    return found;
  })()`);
