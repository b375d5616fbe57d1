// What tests ask of the stops of a keyboard. Like measure.js, functions that return plain values.

function boxes(e) {
  return [...e.getClientRects()].filter((box) => box.width && box.height);
}

function called(e) {
  const words = (e.getAttribute("aria-label") ?? e.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `${e.localName}${e.id ? `#${e.id}` : ""}${e.className ? `.${e.className}` : ""} “${words}”`;
}

// Everything a key can stop at, in the order of the document.
function stops() {
  const all = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const named = new Map();
  return [...document.querySelectorAll(all)]
    .filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }))
    // Of radio buttons of one name a key stops at the chosen one alone.
    .filter((e) => e.type !== "radio" || e.checked)
    .filter((e) => e.localName !== "summary" || e.parentElement.querySelector("summary") === e)
    .filter((e) => !named.has(e) && named.set(e));
}

// Call it before the first key; each stop is then judged as it gets the focus.
function watch() {
  window.walked = [];
  addEventListener("focusin", ({ target }) => window.walked.push({ e: target, faults: hidden(target) }));
}

// What cuts off the things that stand out of it: the window, and each element that does not let them be seen.
function edges(e) {
  const found = [{ name: "the window", top: 0, left: 0, bottom: innerHeight, right: document.documentElement.clientWidth }];
  for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) {
    if (getComputedStyle(up).overflow === "visible") continue;
    const { top, left, bottom, right } = up.getBoundingClientRect();
    found.push({ name: called(up), top, left, bottom, right });
  }
  return found;
}

// Out of the window, or below something else, at any corner, edge or middle of its box.
function hidden(e) {
  const found = [];
  const style = getComputedStyle(e);
  const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  if (!boxes(e).length) return [`${called(e)} has no box`];
  for (const box of boxes(e)) {
    const room = document.documentElement;
    const fits = box.width <= room.clientWidth && box.height <= room.clientHeight;
    // A round corner shows what is behind it.
    const inset = 1 + 0.3 * parseFloat(style.borderStartStartRadius);
    const [left, right, top, bottom] = [box.left + inset, box.right - inset, box.top + inset, box.bottom - inset];
    for (const edge of fits ? edges(e) : []) {
      if (box.top - ring >= edge.top && box.bottom + ring <= edge.bottom && box.left - ring >= edge.left && box.right + ring <= edge.right) continue;
      found.push(`the ring of ${called(e)} is cut off by ${edge.name}`);
    }
    for (const x of [left, (left + right) / 2, right]) {
      for (const y of [top, (top + bottom) / 2, bottom]) {
        const inside = x >= 0 && y >= 0 && x <= room.clientWidth && y <= innerHeight;
        if (!inside) {
          if (fits) found.push(`${called(e)} is out of sight at ${Math.round(x)}, ${Math.round(y)}`);
          continue;
        }
        const there = document.elementFromPoint(x, y);
        if (there && (there.contains(e) || e.contains(there))) continue;
        found.push(`${called(e)} is below ${there ? called(there) : "nothing"}`);
      }
    }
  }
  return [...new Set(found)].slice(0, 2);
}

// What went wrong on the way to the last stop and back to the first.
function walk() {
  const wanted = stops();
  const found = window.walked.flatMap(({ faults }) => faults);
  const turned = window.walked.map(({ e }) => e);
  const forth = turned.slice(0, wanted.length);
  const back = turned.slice(wanted.length, 2 * wanted.length - 1);
  if (forth.some((e, at) => e !== wanted[at])) {
    const at = forth.findIndex((e, i) => e !== wanted[i]);
    found.push(`stop ${at} is ${called(forth[at])}, in the document ${called(wanted[at])}`);
  }
  if (forth.length < wanted.length) found.push(`only ${forth.length} of ${wanted.length} stops`);
  const expected = [...wanted].reverse().slice(1);
  const lost = expected.findIndex((e, at) => e !== back[at]);
  if (lost >= 0) found.push(`back at ${lost}: ${back[lost] ? called(back[lost]) : "nothing"}, not ${called(expected[lost])}`);
  return [...found, ...outOfOrder(wanted)];
}

// Two stops stand as the parts of the page do that they are in: columns, cells or lines.
function parts(one, other) {
  let common = one;
  while (!common.contains(other)) common = common.parentElement;
  const below = (e) => {
    let up = e;
    while (up.parentElement !== common) up = up.parentElement;
    return up.getClientRects()[0];
  };
  return [below(one), below(other)];
}

function outOfOrder(all) {
  const rtl = document.documentElement.dir === "rtl";
  const found = [];
  all.forEach((e, at) => {
    const before = all[at - 1];
    // The skip link shows above the page while it has the focus.
    if (!before || before.matches(".skip-link")) return;
    const [one, two] = parts(before, e);
    const sameRow = Math.abs(one.top + one.bottom - two.top - two.bottom) / 2 < Math.min(one.height, two.height) / 2;
    const backwards = rtl ? two.left >= one.right : two.right <= one.left;
    if (sameRow ? backwards : two.bottom <= one.top) found.push(`${called(e)} stands before ${called(before)}`);
  });
  return found;
}

// How a stop looks with the focus: stops of the same look are measured one time.
function look(e) {
  const style = getComputedStyle(e);
  let clips = e.parentElement;
  while (clips.parentElement && getComputedStyle(clips).overflow === "visible") clips = clips.parentElement;
  const room = clips.getBoundingClientRect(), ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const cut = boxes(e).some((box) => box.left - ring < room.left || box.right + ring > room.right ||
    box.top - ring < room.top || box.bottom + ring > room.bottom);
  const grounds = [e, e.parentElement].map((one) => {
    let up = one;
    while (up && /, 0\)$|transparent/.test(getComputedStyle(up).backgroundColor)) up = up.parentElement;
    return up ? getComputedStyle(up).backgroundColor : "";
  });
  // In tenths of the size of letters, since a line is drawn in whole pixels.
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const lengths = [style.outlineWidth, style.outlineOffset, style.borderRadius]
    .map((size) => Math.round(10 * parseFloat(size) / rem + 0.01));
  return [e.localName, e.className, clips.className, cut, style.display, style.outlineStyle, style.outlineColor, ...lengths, boxes(e).length > 1,
    ...grounds].join("|");
}

// The stops whose look is not among the known ones; they are kept for `take`.
function newLooks(known) {
  const seen = new Set(known);
  window.taken = [];
  return stops().flatMap((e) => {
    e.focus({ focusVisible: true });
    const found = look(e);
    if (seen.has(found)) return [];
    seen.add(found);
    return [{ look: found, index: window.taken.push(e) - 1, name: called(e) }];
  });
}

// Give a stop the focus and say where it and its surroundings are, in the page and in the clip.
function take(index) {
  const e = window.taken[index];
  e.focus({ focusVisible: true });
  const around = 16;
  const all = boxes(e);
  const left = Math.max(0, Math.floor(Math.min(...all.map((box) => box.left)) - around));
  const top = Math.max(0, Math.floor(Math.min(...all.map((box) => box.top)) - around));
  const right = Math.min(document.documentElement.clientWidth, Math.ceil(Math.max(...all.map((box) => box.right)) + around));
  const bottom = Math.min(innerHeight, Math.ceil(Math.max(...all.map((box) => box.bottom)) + around));
  return {
    clip: { x: left + scrollX, y: top + scrollY, width: right - left, height: bottom - top, scale: 1 },
    boxes: all.map((box) => ({ x: box.left - left, y: box.top - top, width: box.width, height: box.height })),
  };
}

function leave(index) {
  window.taken[index].blur();
}

// How much of a ring of 2 px around the boxes has as many pixels as changed by 3:1 (WCAG 2.4.13).
async function indicated({ focused, unfocused, boxes: all }) {
  const [one, two] = await Promise.all([focused, unfocused].map(pixels));
  const linear = (c) => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const light = ({ data }, at) =>
    0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]) + 0.05;
  let changed = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    if (one.data[at] === two.data[at] && one.data[at + 1] === two.data[at + 1] && one.data[at + 2] === two.data[at + 2]) continue;
    const [a, b] = [light(one, at), light(two, at)];
    if (Math.max(a, b) / Math.min(a, b) >= 3) changed++;
  }
  return changed / Math.min(line(all), line([around(all)]));
}

// The pixels of a line of 2 px inside the edges of boxes.
function line(all) {
  return all.reduce((sum, { width, height }) => sum + width * height - Math.max(0, width - 4) * Math.max(0, height - 4), 0);
}

// The perimeter is that of the words' own boxes, or of the box around all, "whichever is shorter" (WCAG 2.4.13).
function around(all) {
  const [left, top] = ["x", "y"].map((side) => Math.min(...all.map((box) => box[side])));
  return {
    width: Math.max(...all.map((box) => box.x + box.width)) - left,
    height: Math.max(...all.map((box) => box.y + box.height)) - top,
  };
}

async function pixels(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

function count() {
  return stops().length;
}

function faults() {
  return window.walked.flatMap((stop) => stop.faults);
}

function passed(selector) {
  return new Set(window.walked.map(({ e }) => e).filter((e) => e.matches(selector))).size;
}
