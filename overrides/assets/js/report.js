// A link in each paragraph, to report a mistake in it. The button `.tool-report` asks for them and sends them away.
const PARAGRAPHS = "p, li, dt, dd, td, th, h2, h3, h4";

export function toggle(button) {
  const asked = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(asked));
  for (const link of document.querySelectorAll(".report-paragraph")) link.remove();
  if (!asked) return;
  // The link at the end of the page says already on which page, in which language and of which version.
  const report = document.querySelector(".report-link").href;
  // Two languages side by side are two paragraphs.
  const all = document.querySelectorAll(`.prose :is(${PARAGRAPHS}, .side)`);
  for (const block of [...all].filter((one) => !one.querySelector(`${PARAGRAPHS}, .side`))) add(block, report, button.dataset.words);
}

function add(block, report, words) {
  const text = block.textContent.trim().replace(/\s+/g, " ");
  if (!text) return;
  const link = document.createElement("a");
  link.className = "report-paragraph";
  // The words of the button are the page's, whatever the language of the block.
  link.lang = document.documentElement.lang;
  link.dir = document.documentElement.dir;
  link.textContent = words;
  link.setAttribute("aria-label", `${words}: ${text.slice(0, 60)}`);
  link.href = addressed(report, `${section(block)}${language(block)}${text.slice(0, 500)}`);
  block.append(link);
}

// The reader's text goes to the end of the address, before its fragment if it has one.
function addressed(report, text) {
  const hash = report.indexOf("#");
  const end = hash < 0 ? report.length : hash;
  return report.slice(0, end) + encodeURIComponent(text) + report.slice(end);
}

// The heading above, which has the same id in every language.
function section(block) {
  const above = [...document.querySelectorAll(".prose :is(h2, h3, h4)[id]")].filter(
    (one) => one === block || one.contains(block) || one.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above.length ? `#${above.at(-1).id}\r\n` : "";
}

// Of a paragraph that is not in the page's language.
function language(block) {
  const { lang } = block.closest("[lang]");
  return lang === document.documentElement.lang ? "" : `${lang}: `;
}
