import type { Page } from 'playwright-core';
import type { Payload } from './payloads.ts';

/** How many of them run where a careless page makes them markup or an address and no policy forbids it. */
export async function howManyRun(page: Page, all: readonly Payload[]): Promise<number> {
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.route(/evil\.example/, (route) => route.abort());
  await page.goto('about:blank');
  return page.evaluate<number>(`(async () => {
    let ran = 0;
    for (const text of ${JSON.stringify(all.map(({ text }) => text.toWellFormed()))}) {
      let hit = false;
      const frame = document.body.appendChild(document.createElement('iframe'));
      const { contentWindow, contentDocument } = frame;
      window.hit = contentWindow.hit = () => void (hit = true);
      for (const markup of [text, '<input value="' + text + '">', '<title>' + text + '</title>']) {
        const place = contentDocument.body.appendChild(contentDocument.createElement('div'));
        place.innerHTML = markup;
        for (const script of place.querySelectorAll('script')) {
          const live = contentDocument.createElement('script');
          live.text = script.text;
          script.replaceWith(live);
        }
      }
      const link = contentDocument.body.appendChild(contentDocument.createElement('a'));
      link.href = text;
      if (link.protocol === 'javascript:') link.click();
      for (let turn = 0; turn < 3 && !hit; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
      frame.remove();
      if (hit) ran++;
    }
    return ran;
  })()`);
}
