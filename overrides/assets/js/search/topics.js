// Finds articles by their titles and other names, with letters missing, swapped or wrong.
//
// A topic is [address, title, ...other names]; scores run from 0 (nothing) to 1 (the very name).

const EXACT = 1;
const BEGINS = 0.9;
const SLIP = 0.75;
// What may be meant, but proves nothing: never before the pages that have the very word in their text.
const LOOSE = 0.6;
// What a word of the name that was not asked for costs; long names are no worse answers by much.
const UNASKED = 0.04;
const OTHER_NAME = 0.97;
// Fewer letters than this tell too little to allow for a slip.
const SHORT = 4;
const LONG = 8;

// Words as short as this may be "of", "la" or "до": where no name has them, they tell nothing.
const SMALL = 3;
const MOST_LETTERS = 200;
const MOST_WORDS = 12;

let loading;

/** The topics of the list at an address, loaded one time; a failure is tried again. */
export function load(address) {
  const there = new URL(address, location.href);
  loading ??= fetch(there).then((answer) => {
    if (!answer.ok) throw new Error(`${there}: ${answer.status}`);
    return answer.json();
  }).then((topics) => prepare(topics, there)).catch((problem) => {
    loading = undefined;
    throw problem;
  });
  return loading;
}

/** Make a list of topics ready: its names as folded words, its addresses whole. */
export function prepare(topics, there) {
  return topics.map(([url, title, ...others]) => ({
    url: new URL(url || ".", there).href,
    title,
    names: [title, ...others].map((name) => ({ name, words: words(name) })),
  }));
}

/**
 * The topics that a query may mean, best first: {topic, name, score, whole}. `whole` tells that
 * every word of the query is in one name of the topic.
 */
export function find(prepared, query, limit = 8) {
  const asked = words(query.slice(0, MOST_LETTERS)).slice(0, MOST_WORDS);
  if (!asked.length) return [];
  const found = [];
  for (const topic of prepared) {
    let best = null;
    topic.names.forEach(({ name, words: named }, index) => {
      const match = compare(asked, named);
      const score = match.score * (index ? OTHER_NAME : 1);
      if (score > 0 && (!best || score > best.score)) best = { topic, name, score, whole: match.whole };
    });
    if (best) found.push(best);
  }
  found.sort((a, b) => b.whole - a.whole || b.score - a.score || a.topic.title.length - b.topic.title.length);
  return found.slice(0, limit);
}

function compare(asked, named) {
  // "ultra sound", "एम आर आई": where words end, people and keyboards differ.
  const joined = asked.length === named.length ? 0 : together(asked.join(""), named.join(""));
  if (joined) return { score: joined, whole: true };
  const used = new Set();
  const telling = asked.filter((word) => !isSmall(word));
  // Where most words are short, each of them tells something.
  const needed = telling.length * 2 >= asked.length ? telling : asked;
  let sum = 0;
  let whole = true;
  for (const word of needed) {
    const [best, at] = nearest(word, named);
    if (best) used.add(at);
    whole &&= best > LOOSE;
    sum += best;
  }
  if (!sum) return { score: 0, whole: false };
  for (const word of asked) if (!needed.includes(word) && named.includes(word)) used.add(named.indexOf(word));
  const unasked = UNASKED * (named.length - used.size);
  return { score: Math.max(0.01, sum / needed.length - unasked), whole };
}

function together(one, other) {
  if (one === other) return BEGINS;
  const allowed = one.length < LONG ? 0 : 1;
  return allowed && slips(one, other, allowed) <= allowed ? SLIP : 0;
}

function nearest(word, named) {
  let found = [0, -1];
  named.forEach((other, index) => {
    const score = alike(word, other);
    if (score > found[0]) found = [score, index];
  });
  return found;
}

// In Vietnamese each syllable stands alone, so that short ones tell as much as any.
function isSmall(word) {
  return document.documentElement.lang !== "vi" && word.length <= SMALL && /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u.test(word);
}

function alike(word, other) {
  if (word === other) return EXACT;
  if (isHan(word) || isHan(other)) return han(word, other);
  if (other.startsWith(word)) return word.length > 1 ? BEGINS : 0;
  if (word.length < SHORT) return 0;
  const allowed = word.length < LONG ? 1 : 2;
  const near = slips(word, other, allowed);
  if (near <= allowed) return SLIP - 0.1 * near;
  if (other.length > word.length && slips(word, other.slice(0, word.length), 1) <= 1) return LOOSE;
  if (word.length > SHORT && other.includes(word)) return LOOSE;
  return sameStart(word, other) ? LOOSE : 0;
}

// Another ending of the same word: нирок and нирки.
function sameStart(word, other) {
  let same = 0;
  while (same < word.length && word[same] === other[same]) same += 1;
  return same >= 3 && same >= 0.6 * Math.max(word.length, other.length);
}

// The more characters both share, the likelier one means the other: 肾脏癌 still finds 肾癌.
function han(word, other) {
  if (other.includes(word)) return word.length > 1 ? BEGINS : LOOSE;
  const shared = [...new Set(word)].filter((character) => other.includes(character)).length;
  const alike = (2 * shared) / (word.length + other.length);
  if (word.includes(other)) return other.length > 1 ? Math.max(LOOSE, SLIP * alike) : 0;
  return shared > 1 && alike >= 0.5 ? SLIP * alike : 0;
}

/** How many letters are wrong, missing, added or swapped; stops counting above `most`. */
export function slips(a, b, most) {
  const [one, two] = [[...a], [...b]];
  if (Math.abs(one.length - two.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: two.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= two.length; j += 1) {
      const same = one[i - 1] === two[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[two.length];
}
