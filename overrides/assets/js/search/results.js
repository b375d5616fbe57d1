// The page of results: the words are in its address, so that Back, reload and a bookmark work.
//
// If every word of the query is in a topic's names, those topics come first, then pages with the words
// in their text; else the text comes first, and topics that are only like the words come last.

const PAGE = 10;
const LONGEST = 200;
const PARTS = 3;

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
  const { results, topics, pages } = await found(query, form.dataset.topics, place.dataset.index);
  if (mine !== latest) return;
  const current = () => mine === latest;
  const next = pager(place, results, query, current);
  const turn = async (focused) => {
    more.hidden = true;
    const shown = await next();
    if (!current()) return;
    more.hidden = !shown.more;
    status.textContent = told(place, shown.total, topics, pages);
    if (focused) shown.first?.querySelector("a").focus();
  };
  more.onclick = () => turn(true);
  await turn(false);
  if (!current()) return;
  advice.hidden = results.length > 0 || (!topics && !pages);
  if (source) offer(source, query);
}

// Ten results at a time, the first as soon as it is here. A page that already stands there as a topic
// adds its excerpts to it, and is counted no more.
function pager(place, results, query, current) {
  const entries = new Map();
  let left = results;
  let total = results.length;
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
      const { at, data } = await result.ready;
      const element = current() ? show({ at, data, topic: result.topic }) : null;
      first ??= element;
    };
    const start = (result) => ({ ...result, ready: read(result) });
    const text = some.findIndex(({ page }) => page);
    const ahead = some.slice(0, text + 1).map(start);
    for (const result of ahead) await add(result);
    const others = some.slice(text + 1).map(start);
    for (const result of others) await add(result);
    return { first, total, more: left.length > 0 };
  };
}

/** What there is for a query; `topics` or `pages` is null where that could not be loaded. */
export async function found(query, topicsAddress, indexAddress) {
  const [topics, pages] = await Promise.all([
    load(topicsAddress).then((all) => find(all, query)).catch(() => null),
    fullText(indexAddress, query).catch(() => null),
  ]);
  return { results: ranked(topics ?? [], pages ?? []), topics, pages };
}

function told(place, number, topics, pages) {
  if (!topics && !pages) return say(place, "failed");
  const found = number ? count(place, number) : say(place, "none");
  return pages ? found : `${found} ${say(place, "titles")}`;
}

function offer(source, query) {
  const link = source.querySelector("a");
  const there = new URL(link.href);
  there.searchParams.set("q", query);
  link.href = there.href;
  source.hidden = false;
}

/** One list of topics and pages in the order of their worth: [{topic} or {page}]. */
export function ranked(topics, pages) {
  const named = (whole) => topics.filter((topic) => topic.whole === whole).map((topic) => ({ topic }));
  return [...named(true), ...pages.map((page) => ({ page })), ...named(false)];
}

let engine;

async function fullText(address, query) {
  engine ??= start(new URL(address, location.href).href);
  const pagefind = await engine.catch((problem) => {
    engine = undefined;
    throw problem;
  });
  for (const words of phrasings(query)) {
    const found = await pagefind.search(words);
    if (found.results.length) return found.results;
  }
  return [];
}

// As it was typed; without words such as "of" and "my", which may be in no text beside the others; and
// without endings, for languages that Pagefind knows no stems of: it finds what begins with a word.
function phrasings(query) {
  const asked = words(query);
  const letters = (word) => [...word];
  const telling = asked.filter((word) => letters(word).length > 3);
  const stems = telling.map((word) => letters(word).slice(0, Math.max(3, letters(word).length - 2)).join(""));
  return new Set([query, telling.join(" "), stems.join(" ")].filter(Boolean));
}

async function start(address) {
  const pagefind = await import(address);
  await pagefind.options({ noWorker: true, excerptLength: 26, ranking: { pageLength: 0.6 } });
  await pagefind.init();
  return pagefind;
}

/** The address of a result, and Pagefind's data of it; only these tell the address of a page. */
export async function read({ topic, page }) {
  const data = page ? await page.data() : null;
  return { at: new URL(data ? data.url : topic.topic.url, location.href).href, data };
}

function item(place, { at, data, topic }, query) {
  const entry = document.createElement("li");
  const heading = document.createElement("h2");
  heading.append(link(at, topic?.topic.title ?? data.meta.title, topic ? "" : query));
  entry.append(heading);
  if (topic && topic.name !== topic.topic.title) {
    entry.append(paragraph("search-also", `${say(place, "also")} ${topic.name}`));
  }
  if (data) entry.append(...excerpts(data, query));
  return entry;
}

function excerpts(data, query) {
  const parts = (data.sub_results ?? []).filter((part) => part.url !== data.url && part.excerpt).slice(0, PARTS);
  const first = paragraph("search-excerpt");
  first.append(...marked(data.excerpt));
  if (!parts.length) return [first];
  const list = document.createElement("ul");
  list.className = "search-parts";
  for (const part of parts) {
    const entry = document.createElement("li");
    const said = paragraph("search-excerpt");
    said.append(...marked(part.excerpt));
    entry.append(link(part.url, part.title, query), said);
    list.append(entry);
  }
  return [list];
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
