/** A small fictional community: nobody here exists. */
export interface DemoPerson {
  readonly handle: string;
  readonly name: string;
  readonly bio: string;
  readonly sports: readonly string[];
  readonly location: string;
  readonly follows: readonly string[];
}

export const people: readonly DemoPerson[] = [
  {
    handle: 'mara_hill',
    name: 'Mara Hill',
    bio: 'Fell runner. Slow up, reckless down.',
    sports: ['running', 'hiking'],
    location: 'Bramble Vale',
    follows: ['tomo', 'harbour_fc', 'ines_k', 'old_joe', 'rowena'],
  },
  {
    handle: 'tomo',
    name: 'Tomo Arai',
    bio: 'Track cycling, coffee, repeat.',
    sports: ['cycling'],
    location: 'Port Ellery',
    follows: ['mara_hill', 'pax', 'ines_k', 'harbour_fc'],
  },
  {
    handle: 'harbour_fc',
    name: 'Harbour FC Women',
    bio: 'News from the dressing room. Home games at Quay Lane.',
    sports: ['football'],
    location: 'Port Ellery',
    follows: ['ines_k', 'nkechi', 'rowena'],
  },
  {
    handle: 'ines_k',
    name: 'Inés Kovač',
    bio: 'Left back for Harbour. Physio on weekdays.',
    sports: ['football', 'swimming'],
    location: 'Port Ellery',
    follows: ['harbour_fc', 'nkechi', 'mara_hill', 'rowena', 'tomo'],
  },
  {
    handle: 'nkechi',
    name: 'Nkechi Obi',
    bio: 'Striker. Two left feet, both good.',
    sports: ['football', 'athletics'],
    location: 'Port Ellery',
    follows: ['harbour_fc', 'ines_k', 'pax'],
  },
  {
    handle: 'old_joe',
    name: 'Joe Tamsin',
    bio: 'Seventy-one. Still timing the parkrun.',
    sports: ['running'],
    location: 'Bramble Vale',
    follows: ['mara_hill', 'rowena', 'pax', 'lumi'],
  },
  {
    handle: 'rowena',
    name: 'Rowena Best',
    bio: 'Coxswain. I shout for a living.',
    sports: ['rowing'],
    location: 'Lake Orm',
    follows: ['mara_hill', 'old_joe', 'lumi', 'harbour_fc'],
  },
  {
    handle: 'pax',
    name: 'Pax Lindqvist',
    bio: 'Climbing walls, then rocks.',
    sports: ['climbing', 'running'],
    location: 'Stonegate',
    follows: ['tomo', 'lumi', 'nkechi'],
  },
  {
    handle: 'lumi',
    name: 'Lumi Saari',
    bio: 'Cross-country skier waiting for snow.',
    sports: ['cross-country-skiing', 'cycling'],
    location: 'Lake Orm',
    follows: ['rowena', 'pax', 'old_joe', 'mara_hill'],
  },
  {
    handle: 'dede',
    name: 'Dede Marchetti',
    bio: 'Third-division referee. Be kind.',
    sports: ['football'],
    location: 'Stonegate',
    follows: ['harbour_fc', 'nkechi', 'ines_k'],
  },
];

export interface DemoPost {
  readonly by: string;
  readonly text: string;
  readonly hoursAgo: number;
  readonly kudosFrom: readonly string[];
  readonly replies?: readonly { readonly by: string; readonly text: string }[];
  readonly visibility?: 'public' | 'followers';
}

export const posts: readonly DemoPost[] = [
  {
    by: 'old_joe',
    hoursAgo: 118,
    text: 'Parkrun no. 300 as timekeeper. 84 finishers, one dog, two proposals of marriage. #parkrun',
    kudosFrom: ['mara_hill', 'rowena', 'lumi', 'pax'],
  },
  {
    by: 'pax',
    hoursAgo: 101,
    text: 'Three weeks on the same blue problem. Today my fingers simply knew. #climbing',
    kudosFrom: ['tomo', 'lumi'],
    replies: [{ by: 'lumi', text: 'The wall gave up before you did.' }],
  },
  {
    by: 'harbour_fc',
    hoursAgo: 96,
    text: 'Saturday, 15:00, Quay Lane: we welcome Stonegate Rovers. Gates open at 14:00, soup at half-time. #matchday',
    kudosFrom: ['ines_k', 'nkechi', 'dede', 'rowena', 'tomo'],
  },
  {
    by: 'lumi',
    hoursAgo: 80,
    text: 'Roller skis on the lake road, 28 km. A child asked where my snow was. So do I. #skiing',
    kudosFrom: ['rowena', 'old_joe', 'pax'],
  },
  {
    by: 'tomo',
    hoursAgo: 73,
    text: 'Flying 200 in 10.94. Under eleven at last, and my legs have filed a complaint. #track #cycling',
    kudosFrom: ['mara_hill', 'pax', 'ines_k', 'nkechi', 'lumi'],
    replies: [
      { by: 'mara_hill', text: 'Ten ninety-four! What gear?' },
      { by: 'tomo', text: '@mara_hill 52 by 14, and a tailwind of pure spite.' },
    ],
  },
  {
    by: 'rowena',
    hoursAgo: 60,
    text: 'Eight women, one boat, 05:40, fog. Nobody said a word for two kilometres. Perfect. #rowing',
    kudosFrom: ['mara_hill', 'old_joe', 'lumi', 'harbour_fc'],
  },
  {
    by: 'ines_k',
    hoursAgo: 51,
    text: 'Recovery swim, 1,500 m easy. If your calves could talk, listen to them. #swimming',
    kudosFrom: ['nkechi', 'tomo'],
  },
  {
    by: 'dede',
    hoursAgo: 49,
    text: 'To the parent who counted my steps on Sunday: 11,204, thank you for asking.',
    kudosFrom: ['harbour_fc', 'nkechi', 'ines_k', 'mara_hill'],
  },
  {
    by: 'nkechi',
    hoursAgo: 30,
    text: 'Hat-trick in training. It counts if @ines_k was in goal. #football',
    kudosFrom: ['harbour_fc', 'dede', 'pax'],
    replies: [
      { by: 'ines_k', text: 'I was tying my boots for two of them.' },
      { by: 'harbour_fc', text: 'The video says one.' },
    ],
  },
  {
    by: 'mara_hill',
    hoursAgo: 27,
    text: 'Recce of the Bramble Round: 21 km, 1,340 m up. Met one sheep with opinions. #fellrunning',
    kudosFrom: ['old_joe', 'rowena', 'lumi', 'tomo', 'pax'],
    replies: [{ by: 'old_joe', text: 'That sheep has been there since 1994.' }],
  },
  {
    by: 'ines_k',
    hoursAgo: 22,
    visibility: 'followers',
    text: 'Knee is holding. Telling only you lot, so nobody panics before Saturday.',
    kudosFrom: ['harbour_fc', 'nkechi'],
  },
  {
    by: 'old_joe',
    hoursAgo: 9,
    text: 'Frost on the stopwatch this morning. Course record safe for another week. #parkrun',
    kudosFrom: ['mara_hill', 'rowena'],
  },
  {
    by: 'harbour_fc',
    hoursAgo: 4,
    text: 'FULL TIME: Harbour 2, Stonegate Rovers 1. @nkechi in the 12th and the 88th. Quay Lane, you were loud. #matchday',
    kudosFrom: ['ines_k', 'nkechi', 'rowena', 'tomo', 'mara_hill', 'dede'],
    replies: [
      { by: 'nkechi', text: 'The second one was a cross. Do not tell anyone.' },
      { by: 'dede', text: 'As a neutral: it was a cross.' },
    ],
  },
  { by: 'tomo', hoursAgo: 3, text: 'Rest day means only 40 km, right? #cycling', kudosFrom: ['pax'] },
  {
    by: 'lumi',
    hoursAgo: 1,
    text: 'SNOW. Four centimetres, but it is snow. #skiing',
    kudosFrom: ['rowena', 'old_joe', 'pax', 'mara_hill'],
  },
];
