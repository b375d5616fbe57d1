// On arrival from the results: the words asked for are marked, and the first one is brought into view.

const MOST_MARKS = 200;

function hits(text, asked) {
  const segments = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }).segment(text);
  return [...segments].filter(({ segment, isWordLike }) => isWordLike && asked.some((word) => matches(segment, word)));
}

function matches(segment, word) {
  const [folded] = words(segment);
  if (!folded) return false;
  if (folded === word || fold(segment) === word) return true;
  return folded.length > 1 && (word.includes(folded) && /\p{Script=Han}/u.test(folded)
    || word.length > 3 && folded.startsWith(word));
}

function mark(node, asked) {
  const there = hits(node.data, asked).reverse();
  for (const { index, segment } of there) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    range.surroundContents(document.createElement("mark"));
  }
  return there.length;
}

/** Mark the words that the address of the page asks for. */
export function highlight() {
  const asked = words((new URLSearchParams(location.search).get("highlight") ?? "").slice(0, 200)).slice(0, 12);
  const prose = document.querySelector(".prose");
  if (prose && asked.length) {
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    let left = MOST_MARKS;
    for (const node of nodes) if (left > 0 && !node.parentElement.closest("script, style, textarea")) left -= mark(node, asked);
    if (!location.hash) prose.querySelector("mark")?.scrollIntoView({ block: "center" });
  }
}
