// What tests ask of a page in a browser. Each function returns plain values; an empty list means all is well.

function visible(element) {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(".visually-hidden, [hidden]") &&
    !(element.closest("thead") && element.closest("thead").clientWidth <= 1);
}

function words(element) {
  return element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
}

function texts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() && visible(node.parentElement)) found.push(node);
  }
  return found;
}

function smallText({ size, leading }) {
  return texts().map((node) => node.parentElement)
    .filter((e) => !e.closest("sup, sub"))
    .map((e) => [e, getComputedStyle(e)])
    .filter(([e, style]) => parseFloat(style.fontSize) < size ||
      (!e.closest("h1, h2, h3, h4, .admonition-title, .contents") &&
        parseFloat(style.lineHeight) / parseFloat(style.fontSize) < leading - 0.001))
    .map(([e, style]) => `${words(e)}: ${style.fontSize} / ${style.lineHeight}`);
}

// `longest` is in letters, or in Chinese characters, of which two narrow letters take the room of one.
function longLines({ longest, wide }) {
  const found = [];
  for (const block of document.querySelectorAll("p, li, dd, dt, td, th, summary, caption")) {
    if (!visible(block)) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const segmenter = new Intl.Segmenter(document.documentElement.lang);
    let line = "", bottom = null;
    const end = () => {
      const signs = [...segmenter.segment(line.trim())].map((part) => part.segment);
      const narrow = wide ? signs.filter((sign) => !/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(sign)).length : 0;
      const letters = signs.length - narrow / 2;
      if (letters > longest) found.push(`${letters}: ${line}`);
      line = "";
    };
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("p, li, dd, dt, td, th, summary, caption") !== block) continue;
      const range = document.createRange();
      for (let i = 0; i < node.length; i++) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getClientRects()[0];
        if (!box || !box.width) { line += line.endsWith(" ") ? "" : node.data[i].replace(/\s/, " "); continue; }
        const middle = (box.top + box.bottom) / 2;
        if (bottom !== null && middle > bottom) end();
        bottom = box.bottom;
        line += node.data[i];
      }
    }
    end();
  }
  return found;
}

function closeParagraphs() {
  return [...document.querySelectorAll("p:not(.admonition-title) + p")].filter(visible)
    .filter((p) => !p.querySelector(":scope > .action:only-child"))
    .filter((p) => {
      const before = p.previousElementSibling;
      if (getComputedStyle(p).display === "inline" || !visible(before)) return false;
      const gap = p.getBoundingClientRect().top - before.getBoundingClientRect().bottom;
      return gap < 1.5 * parseFloat(getComputedStyle(p).lineHeight) - 1;
    }).map(words);
}

// Colors

function color(text) {
  const parts = text.match(/[\d.]+/g).map(Number);
  return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function behind(element) {
  for (let e = element; e; e = e.parentElement) {
    const { rgb, alpha } = color(getComputedStyle(e).backgroundColor);
    if (alpha === 1) return rgb;
    if (alpha > 0) throw new Error(`half transparent: ${e.className}`);
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
}

function lowContrast(lowest) {
  const found = [];
  const check = (style, ground, name) => {
    const ratio = contrast(color(style.color).rgb, ground);
    if (ratio < lowest) found.push(`${ratio.toFixed(2)}: ${name}`);
  };
  for (const node of texts()) {
    const e = node.parentElement;
    check(getComputedStyle(e), behind(e), words(e));
  }
  for (const e of document.querySelectorAll("body *")) {
    if (!visible(e)) continue;
    for (const pseudo of ["::before", "::after", "::marker"]) {
      const style = getComputedStyle(e, pseudo);
      if (style.content === "none" || style.content === "normal" || style.content === '""') continue;
      const own = color(style.backgroundColor);
      check(style, own.alpha === 1 ? own.rgb : behind(e), `${pseudo} of ${words(e)}`);
    }
  }
  return found;
}

// The frame of each control: its own, or that of the box drawn in it.
function frames(selector) {
  const framed = (style) => style.content !== "none" && parseFloat(style.borderBlockStartWidth) > 0;
  return [...document.querySelectorAll(selector)].filter(visible).map((e) => {
    const style = [getComputedStyle(e), getComputedStyle(e, "::before")].find(framed);
    const line = style && color(style.borderBlockStartColor).rgb;
    return { name: e.className || e.tagName, contrast: line ? contrast(line, behind(e.parentElement)) : 0 };
  });
}

// The ring lies outside its element: over what is behind the parent, or inside a clipped summary.
function focusRing() {
  const e = document.activeElement;
  if (e === document.body) return null;
  const style = getComputedStyle(e);
  const ground = parseFloat(style.outlineOffset) < 0 ? behind(e) : behind(e.parentElement);
  return {
    name: words(e),
    width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: contrast(color(style.outlineColor).rgb, ground),
  };
}

function keptColors() {
  return [...document.querySelectorAll("body, body *")]
    .filter((e) => getComputedStyle(e).forcedColorAdjust === "none" && !e.closest("svg")).map(words);
}

function moving() {
  return [...document.querySelectorAll("html, body *")].filter((e) => {
    const style = getComputedStyle(e);
    return style.animationName !== "none" || style.transitionDuration.split(",").some((d) => parseFloat(d) > 0) ||
      style.scrollBehavior === "smooth";
  }).map(words);
}

// Targets, zoom

// A link is in running text where its own block says more than the link.
function inRunningText(link) {
  const block = link.closest("p, li, td, dd, dt, figcaption, blockquote, .admonition-title");
  if (!block || getComputedStyle(link).display !== "inline") return false;
  const rest = block.textContent.replace(link.textContent, "").trim();
  return rest.length > 0;
}

function smallTargets(least) {
  return [...document.querySelectorAll("a[href], summary, button, input:not([disabled])")]
    .filter(visible)
    .filter((e) => !inRunningText(e) && !e.closest(".skip-link"))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.width < least - 0.1 || box.height < least - 0.1)
    .map(([e, box]) => `${words(e)}: ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`);
}

function sideways() {
  const root = document.documentElement;
  return Math.max(0, root.scrollWidth - root.clientWidth);
}

function cut() {
  return [...document.querySelectorAll("body *")].filter(visible)
    .filter((e) => e.clientWidth > 1 && !e.closest("svg"))
    .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX) &&
      (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
    .map((e) => e.className || e.tagName);
}

function box(selector) {
  const { top, bottom, height } = document.querySelector(selector).getBoundingClientRect();
  return { top, bottom, height, middle: (top + bottom) / 2 };
}

function style([selector, property]) {
  return getComputedStyle(document.querySelector(selector))[property];
}

function before(selector) {
  return getComputedStyle(document.querySelector(selector), "::before").content;
}

// Words that stand on two lines, though no hyphen or slash of their own lets them.
function brokenWords(selector) {
  const found = [];
  for (const cell of document.querySelectorAll(selector)) {
    if (!visible(cell)) continue;
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const match of node.data.matchAll(/[\p{L}\p{M}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const tops = new Set([...range.getClientRects()].filter((r) => r.width).map((r) => Math.round(r.top)));
        if (tops.size > 1) found.push(match[0]);
      }
    }
  }
  return found;
}

// Paper: the body becomes columns of the size of a sheet, one after the other.
function sheets() {
  const mm = 96 / 25.4, width = (210 - 44) * mm, height = (297 - 34) * mm, gap = 40;
  const rtl = document.dir === "rtl";
  Object.assign(document.body.style, {
    columnWidth: `${width}px`, columnGap: `${gap}px`, columnFill: "auto",
    width: `${width}px`, height: `${height}px`, margin: "0",
  });
  document.querySelectorAll("details").forEach((d) => { d.open = true; });
  const origin = document.body.getBoundingClientRect();
  const sheetOf = (rect) => Math.floor(((rtl ? origin.right - rect.right : rect.left - origin.left) + 1) / (width + gap));
  const rects = (e) => [...e.getClientRects()].filter((r) => r.height);
  const first = (e) => sheetOf(rects(e)[0]);
  const last = (e) => sheetOf(rects(e).at(-1));
  const shown = (e) => e && visible(e) && rects(e).length;
  const whole = ".emergency, .urgent, .routine, .do, .dont, .warning, .prose details, .disclaimer, .quantity, tr, li";
  const cutInTwo = [...document.querySelectorAll(whole)].filter(shown)
    .filter((e) => first(e) !== last(e)).map(words);
  const leads = [...document.querySelectorAll("h1, h2, h3, .admonition-title, p:has(+ ul, + ol, + table)")];
  const parted = leads.filter((e) => shown(e) && shown(e.nextElementSibling))
    .filter((e) => {
      const next = e.nextElementSibling;
      return last(e) !== first(next.matches("ul, ol") ? next.firstElementChild : next);
    }).map(words);
  const alone = [...document.querySelectorAll("main p, main li")].filter(shown).filter((e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    const lines = {};
    for (const r of range.getClientRects()) {
      if (r.width && r.height) (lines[sheetOf(r)] ??= new Set()).add(Math.round(r.bottom / 6));
    }
    return Object.keys(lines).length > 1 && Object.values(lines).some((set) => set.size < 2);
  }).map(words);
  const split = [...document.querySelectorAll(".quantity")].filter((e) =>
    new Set(rects(e).map((r) => Math.round(r.bottom))).size > 1).map(words);
  const bottoms = [];
  for (const e of document.querySelectorAll("main *, footer *")) {
    for (const r of rects(e)) {
      const sheet = sheetOf(r);
      bottoms[sheet] = Math.max(bottoms[sheet] || 0, (r.bottom - origin.top) / height);
    }
  }
  return { count: bottoms.length, cut: cutInTwo, parted, alone, split, filled: bottoms };
}
