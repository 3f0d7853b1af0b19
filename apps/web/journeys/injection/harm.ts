/** In the page, before anything of it: what is called when a payload runs. */
export const trap = `
  window.hits = 0;
  window.hit = () => void window.hits++;
  window.alert = window.confirm = window.prompt = window.hit;
`;

/**
 * In the page: all that is there and should not be. Elements and attributes that the app does not use, addresses that
 * leave the web, markup where a text belongs, lines wider than the window, and payloads that ran.
 */
export const harm = `(() => {
  const found = [];
  const note = (what, element) => found.push(what + ': ' + element.outerHTML.slice(0, 200));
  if (window.hits > 0) found.push('it ran ' + window.hits + ' times');
  if (document.querySelector('base')) found.push('a base for addresses');
  const own = new Set(('html head noscript br meta title link script body div main nav header footer aside section article h1 h2 h3 ' +
    'p a span bdi strong button svg path use circle rect g symbol line polyline form label input textarea select option ' +
    'ul ol li dl dt dd time dialog details summary kbd pre code').split(' '));
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (!own.has(name)) note('a strange element', element);
    if (name === 'script' && !element.src.startsWith(location.origin + '/')) note('a strange script', element);
    if (name === 'link' && new URL(element.href).origin !== location.origin) note('a strange link', element);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on|^(srcdoc|formaction|action|ping|background|is|http-equiv)$/.test(attribute)) note('a strange attribute', element);
      if (/(^|:)href$|^src$/.test(attribute) && !/^(https?:\\/\\/|[/#](?!\\/))/.test(value)) note('a strange address', element);
    }
  }
  for (const text of document.querySelectorAll('.text, .who h2, .names strong, .facts span, h1, .toast'))
    for (const inner of text.querySelectorAll('*'))
      if (!['a', 'svg', 'use', 'path', 'button', 'span', 'bdi'].includes(inner.localName)) note('markup in a text', text);
  for (const link of document.querySelectorAll('.text a[target]')) {
    // Read from the left to the right, whatever stands around it or in it.
    const range = document.createRange();
    range.setStart(link.firstChild, 0);
    range.setEnd(link.firstChild, 1);
    const first = range.getClientRects()[0];
    range.setStart(link.firstChild, 4);
    range.setEnd(link.firstChild, 5);
    const later = range.getClientRects()[0];
    if (first && later && later.top === first.top && later.left <= first.left) note('a link that reads backwards', link);
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0)
    for (const element of document.querySelectorAll('main *'))
      if (element.getBoundingClientRect().right > innerWidth + 1) {
        note(wide + ' pixels wider than the window', element);
        break;
      }
  return found;
})()`;
