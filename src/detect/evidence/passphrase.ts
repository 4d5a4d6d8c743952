// Passphrases as password managers make them: four words and more, one separator, at most one number; told apart from prose and identifiers.

const shape = /^([A-Z]?[a-z]{3,11})(\d{0,3})(?:([ ._-])([A-Z]?[a-z]{3,11})(\d{0,3}))(?:\3[A-Z]?[a-z]{3,11}\d{0,3}){2,7}$/;

/** Words that sentences, labels and identifiers are made of; lists for passphrases have none of them, or hardly one in four words. */
// prettier-ignore
const plain = new Set('the and for are was were has have had not but you your our their his her its this that these those with from into onto over under than then when where which who what why how can could will would shall should must may might does did done don any all each one two first last next new old same other only also very more most less must too set get put use used using add remove create delete update change changed reset show hide enter type choose select click press confirm repeat verify check valid invalid wrong incorrect correct missing required optional please sorry error errors failed failure success warning message messages again here there now later before after without between about because user users username name names login logout logged signin signup sign password passwords passphrase passcode secret secrets token tokens key keys auth account accounts admin root email mail mails phone code codes form forms field fields input inputs label labels button link links page pages view icon text title hint help default value values string number test tests testing example sample demo dummy fake placeholder strong weak secure security safe minimum maximum min max length characters character letters digits symbols least long short match matches file files path paths folder directory config configuration setting settings option options env environment service services server servers client clients host port database databases cluster prod production staging development local remote main master primary replica app apps application api apis web http https url uri request requests response queue topic event events role roles group groups policy policies manager provider store storage credential credentials certificate private public access data info id ids list map table column row index item items cache session sessions cookie cookies header headers body query param params parameter job task worker node nodes docker image images kubernetes namespace deploy deployment release build version current previous forgot forgotten lost expired expire expires expiry generate generated hash hashed encrypted encrypt decrypt encoded plain clear open close send sent receive read write only allow allowed deny denied enable enabled disable disabled line slash outline circle solid class style color size width height top bottom left right center control panel modal dialog tooltip container wrapper content section'.split(' '));

/** One common word may be among four by chance; two are a sentence. */
const MAX_PLAIN_WORDS = 1;

export function isPassphrase(value: string): boolean {
  if (value.length < 16 || value.length > 100) return false;
  const match = shape.exec(value);
  if (match === null) return false;
  const words = value.split(match[3] ?? ' ');
  const numbers = words.filter((word) => /\d/.test(word)).length;
  if (numbers > 2 || new Set(words.map((word) => word.toLowerCase())).size < words.length * 0.6) return false;
  const common = words.filter((word) => plain.has(word.toLowerCase().replace(/\d+$/, ''))).length;
  // words one after the other with one capital at the front are a title or a sentence
  const isSentence = match[3] === ' ' && /^[A-Z][a-z]/.test(value) && !/ [A-Z]/.test(value);
  return common <= (numbers > 0 && match[3] !== ' ' ? MAX_PLAIN_WORDS : 0) && !isSentence;
}
