// The page of results: the words are in its address, so that Back, reload and a bookmark work.
//
// If every word of the query is in a topic's names, those topics come first, then pages with all the words
// in their text; then what has some of the words, or is only like them, by how much.

const PAGE = 10;
const LONGEST = 200;
// What stands before the first letter of a sentence, and after its last.
const ENDED = /(^|[.!?…:;。！？：；।؟])["”’»」』)）]?\s*$/u;
const PARTS = 3;
// Of a query's words that are looked up one by one; each may cost a request.
const MOST_PARTS = 8;
// What a short word is worth that no page has.
const SMALL_WORTH = 0.2;

/** Show the results for the address of the page, now and whenever it changes. */
export function open(form, place) {
  const input = form.elements.q;
  form.dataset.quiet = "";
  const show = () => {
    input.value = (new URLSearchParams(location.search).get("q") ?? "").slice(0, LONGEST);
    search(form, place, input.value);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const here = new URL(location.href);
    here.searchParams.set("q", input.value.trim().slice(0, LONGEST));
    if (here.href !== location.href) history.pushState(null, "", here);
    show();
  });
  addEventListener("popstate", show);
  show();
}

let latest = 0;

async function search(form, place, asked) {
  latest += 1;
  const mine = latest;
  const query = asked.trim();
  const [status, list, more] = [".search-status", ".search-results", ".search-more"]
    .map((name) => place.querySelector(name));
  const [advice, source] = [".search-advice", ".search-source"].map((name) => place.querySelector(name));
  list.replaceChildren();
  list.hidden = true;
  more.hidden = true;
  advice.hidden = true;
  if (source) source.hidden = true;
  status.textContent = query ? say(place, "searching") : "";
  if (!query) return;
  const { results, topics, pages, lost } = await found(query, form.dataset.topics, place.dataset.index);
  if (mine !== latest) return;
  const current = () => mine === latest;
  const next = pager(place, results, query, current);
  const turn = async (focused) => {
    more.hidden = true;
    const shown = await next();
    if (!current()) return;
    more.hidden = !shown.more;
    const texts = Boolean(pages) && !lost && !shown.lost;
    const all = texts && Boolean(topics);
    status.textContent = told(place, shown.total, texts, all);
    advice.hidden = shown.total > 0 || !all;
    if (focused) shown.first?.querySelector("a").focus();
  };
  more.onclick = () => turn(true);
  await turn(false);
  if (!current()) return;
  if (source) offer(source, query);
}

// Ten results at a time, the first as soon as it is here. A page that already stands there as a topic
// adds its excerpts to it, and is counted no more; neither is one that the network has kept from coming.
function pager(place, results, query, current) {
  const entries = new Map();
  let left = results;
  let total = results.length;
  let lost = false;
  const show = ({ at, data, topic }) => {
    const there = entries.get(at);
    if (there) {
      total -= 1;
      if (data && !there.textTold) there.element.append(...excerpts(data, query));
      there.textTold ||= Boolean(data);
      return null;
    }
    const element = item(place, { at, data, topic }, query);
    entries.set(at, { element, textTold: Boolean(data) });
    const list = place.querySelector(".search-results");
    list.append(element);
    list.hidden = false;
    return element;
  };
  return async () => {
    const some = left.slice(0, PAGE);
    left = left.slice(PAGE);
    let first = null;
    const add = async (result) => {
      const found = await result.ready;
      if (!found) {
        total -= 1;
        lost = true;
        return;
      }
      const element = current() ? show({ ...found, topic: result.topic }) : null;
      first ??= element;
    };
    const start = (result) => ({ ...result, ready: read(result).catch(() => null) });
    const text = some.findIndex(({ page }) => page);
    const ahead = some.slice(0, text + 1).map(start);
    for (const result of ahead) await add(result);
    const others = some.slice(text + 1).map(start);
    for (const result of others) await add(result);
    return { first, total, lost, more: left.length > 0 };
  };
}

/**
 * What there is for a query; `topics` or `pages` is null where that could not be loaded, and `lost` tells that
 * a part of the index was not there to be asked.
 */
export async function found(query, topicsAddress, indexAddress) {
  const before = losses;
  const [topics, pages] = await Promise.all([
    load(topicsAddress).then((all) => find(all, query)).catch(() => null),
    fullText(indexAddress, query).catch(() => null),
  ]);
  return { results: ranked(topics ?? [], pages ?? []), topics, pages, lost: losses > before };
}

// That there is nothing is said only where all has been looked at.
function told(place, total, texts, all) {
  if (!total) return say(place, all ? "none" : "failed");
  return texts ? count(place, total) : `${count(place, total)} ${say(place, "titles")}`;
}

function offer(source, query) {
  const link = source.querySelector("a");
  const there = new URL(link.href);
  there.searchParams.set("q", query);
  link.href = there.href;
  source.hidden = false;
}

/**
 * One list of topics and pages in the order of their worth: [{topic} or {page}]. Where there is no page with
 * each word, how much of the query they have decides between pages and topics.
 */
export function ranked(topics, pages) {
  const named = (whole) => topics.filter((topic) => topic.whole === whole).map((topic) => ({ topic, score: topic.score }));
  const some = [...pages.filter(({ whole }) => !whole), ...named(false)].sort((a, b) => b.score - a.score);
  return [...named(true), ...pages.filter(({ whole }) => whole), ...some];
}

let engine;
let losses = 0;

// Pages with each word, best first, as Pagefind has them; else pages with as many of the words as can be.
async function fullText(address, query) {
  engine ??= start(new URL(address, location.href).href);
  const pagefind = await engine.catch((problem) => {
    engine = undefined;
    throw problem;
  });
  const { results } = await pagefind.search(query);
  return await areWhole(results, query) ? results.map((page) => ({ page, score: 1, whole: true })) : someWords(pagefind, query);
}

// Pagefind leaves out words that it does not know, and takes "за" for "заморозка"; so its first page is looked at.
async function areWhole(results, query) {
  if (!results.length) return false;
  const said = await marks(results[0]);
  return parts(query).every((word) => isSmall(fold(word)) || likeness(word, said) > 0);
}

// The words of a page that Pagefind took for those it was asked for, folded.
async function marks(page) {
  const { raw_content: text, locations } = await page.data();
  const all = text.split(text.includes("\u200b") ? "\u200b" : /\s+/u);
  return new Set(locations.flatMap((at) => words(all[at] ?? "")));
}

function likeness(word, said) {
  const asked = words(word).join("");
  return Math.max(0, ...[...said].map((one) => Math.max(alike(asked, one), one.length >= SMALL && asked.startsWith(one) ? LOOSE : 0)));
}

/**
 * Pages with some of the words, best first: {page, score}. A word counts for less the more pages have it,
 * and a short one such as "of" for next to nothing if no page has it; the score is the part that a page has.
 * Pages with none but short words are left out, unless nothing else was asked for.
 */
async function someWords(pagefind, query) {
  const found = new Map();
  let all = 0;
  const asked = parts(query).slice(0, MOST_PARTS);
  const onlySmall = asked.every((word) => isSmall(fold(word)));
  for (const word of asked) {
    const there = await occurrences(pagefind, word);
    const small = isSmall(fold(word));
    const weight = there.length ? 1 / (1 + Math.log2(there.length)) : small ? SMALL_WORTH : 1;
    all += weight;
    for (const { page, worth } of there) {
      const entry = found.get(page.id) ?? { page, score: 0, rank: 0, telling: onlySmall };
      entry.score += worth * weight;
      entry.rank += page.score;
      entry.telling ||= !small;
      found.set(page.id, entry);
    }
  }
  const scored = [...found.values()].filter(({ telling }) => telling).map((entry) => ({ ...entry, score: entry.score / all }));
  scored.sort((a, b) => b.score - a.score || b.rank - a.rank);
  return scored.filter(({ score }) => score >= scored[0].score / 2);
}

// The words as they were typed, since Pagefind's index is of the texts as they are written.
function parts(query) {
  const segments = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }).segment(query);
  return [...new Set([...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment))];
}

// The pages with a word, or else with what may be meant by it.
async function occurrences(pagefind, word) {
  for (const form of forms(word)) {
    const { results } = await pagefind.search(form);
    const worth = results.length ? likeness(word, await marks(results[0])) : 0;
    if (worth > 0) return results.map((page) => ({ page, worth }));
  }
  return isHan(word) && word.length > 1 ? characters(pagefind, [...word]) : [];
}

// How a word may stand in a text: as typed; as those write it whose keyboard has all letters, or not; with
// another ending, since Pagefind finds what begins with a word; with a slip near its end.
function forms(word) {
  const letters = [...word];
  const start = (length) => letters.slice(0, Math.max(SHORT, length)).join("");
  const shorter = isHan(word) ? [] : [start(letters.length - 2), start(Math.ceil(letters.length * 0.6))];
  return new Set([word, fold(word), word.replace(/^d/iu, "đ"), ...shorter]);
}

// A Chinese word that Pagefind parted otherwise: each page has a share of its characters.
async function characters(pagefind, letters) {
  const found = new Map();
  for (const letter of letters) {
    const { results } = await pagefind.search(letter);
    for (const page of results) {
      const entry = found.get(page.id) ?? { page, worth: 0 };
      entry.worth += LOOSE / letters.length;
      found.set(page.id, entry);
    }
  }
  return [...found.values()];
}

async function start(address) {
  const { createInstance } = await import(address);
  watch(new URL(".", address).pathname);
  const pagefind = createInstance({ noWorker: true, excerptLength: 26, ranking: { pageLength: 0.6 } });
  await pagefind.init();
  return pagefind;
}

let watched;

// Pagefind takes a part of its index that did not come for an empty one, and asks for it no more. So what it
// asks for is watched; after a loss the next search begins with another Pagefind.
function watch(folder) {
  if (watched) return;
  watched = globalThis.fetch;
  globalThis.fetch = async (asked, ...options) => {
    const answer = await watched(asked, ...options).catch((problem) => problem);
    if (!answer.ok && new URL(asked.url ?? asked, location.href).pathname.startsWith(folder)) {
      losses += 1;
      engine = undefined;
    }
    if (answer instanceof Response) return answer;
    throw answer;
  };
}

/** The address of a result, and Pagefind's data of it; only these tell the address of a page. */
export async function read({ topic, page }) {
  const data = page ? await page.data() : null;
  return { at: new URL(data ? data.url : topic.topic.url, location.href).href, data };
}

function item(place, { at, data, topic }, query) {
  const entry = document.createElement("li");
  const heading = document.createElement("h2");
  heading.append(link(at, topic?.topic.title ?? closed(data.meta.title), topic ? "" : query));
  entry.append(heading);
  if (topic && topic.name !== topic.topic.title) {
    entry.append(paragraph("search-also", `${say(place, "also")} ${topic.name}`));
  }
  if (data) entry.append(...excerpts(data, query));
  return entry;
}

function excerpts(data, query) {
  const parts = (data.sub_results ?? []).filter((part) => part.url !== data.url && part.excerpt).slice(0, PARTS);
  if (!parts.length) return [excerpt(data.excerpt, data.content)];
  const list = document.createElement("ul");
  list.className = "search-parts";
  for (const part of parts) {
    const entry = document.createElement("li");
    entry.append(link(part.url, closed(part.title), query), excerpt(part.excerpt, data.content));
    list.append(entry);
  }
  return [list];
}

// Where an excerpt begins or ends inside a sentence, it says so.
function excerpt(html, content) {
  const said = paragraph("search-excerpt");
  said.append(...marked(closed(html)));
  const [before, after] = closed(content).split(said.textContent.trim());
  if (!ENDED.test(before)) said.prepend("… ");
  if (!ENDED.test(said.textContent) && after?.trim()) said.append(" …");
  return said;
}

// The index has a space before the full stop of Indic scripts, by which Pagefind knows the word's end.
// So an excerpt may begin with that of the sentence before it.
function closed(text) {
  return text.replaceAll(/^\s*[।॥]\s*| (?=[।॥])/gu, "");
}

function link(url, title, query) {
  const element = document.createElement("a");
  const there = new URL(url, location.href);
  if (query) there.searchParams.set("highlight", query);
  element.href = there.href;
  element.textContent = title;
  return element;
}

function paragraph(name, text = "") {
  const element = document.createElement("p");
  element.className = name;
  element.textContent = text;
  return element;
}

// Pagefind's excerpts are escaped text with <mark>; nothing else of them becomes an element.
function marked(html) {
  return html.split(/(<mark>.*?<\/mark>)/gu).map((part) => {
    const found = /^<mark>(.*)<\/mark>$/u.exec(part);
    if (!found) return plain(part);
    const mark = document.createElement("mark");
    mark.textContent = plain(found[1]);
    return mark;
  });
}

function plain(html) {
  const inert = document.createElement("template");
  inert.innerHTML = html;
  return inert.content.textContent;
}
