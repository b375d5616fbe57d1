// Suggestions below the search box: an editable combobox with a list (WAI-ARIA 1.2, "list autocomplete
// with manual selection"). Nothing is chosen for the reader; Enter asks for the page of results.

const LIST = "page-search-list";

/** Make a search form's input a combobox. */
export function attach(form) {
  const input = form.elements.q;
  const list = listbox(say(form, "suggestions"));
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": LIST,
  })) input.setAttribute(name, value);
  let active = -1;
  let asked = "";
  let telling = 0;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  // A screen reader says the letters typed first; the number comes when they rest.
  function tell(number) {
    clearTimeout(telling);
    telling = setTimeout(() => { status.textContent = number ? count(form, number) : ""; }, 700);
  }

  async function suggest() {
    asked = input.value;
    const mine = asked;
    const topics = await load(form.dataset.topics).catch(() => []);
    // Someone may have typed on, or left, while the list was on its way.
    if (mine !== asked || document.activeElement !== input) return;
    const found = find(topics, mine);
    list.replaceChildren(...found.map(option));
    const open = found.length > 0;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    activate(-1);
    tell(found.length);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const size = list.children.length;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else if (list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp") && input.value) suggest();
    else if (list.hidden) return;
    // One place in the round is the input itself, where nothing is chosen.
    else if (event.key === "ArrowDown") activate(active + 1 < size ? active + 1 : -1);
    else if (event.key === "ArrowUp") activate(active < 0 ? size - 1 : active - 1);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => { asked = ""; close(); });
  form.addEventListener("submit", () => { asked = ""; close(); });
  // The input keeps the focus, so the list stays open until the click is done.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.assign(chosen.dataset.url);
  });
  if (input.value && document.activeElement === input && !form.dataset.quiet) suggest();
}

function listbox(name) {
  const list = document.createElement("ul");
  list.className = "search-list";
  list.id = LIST;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", name);
  return list;
}

function option({ topic, name }, index) {
  const item = document.createElement("li");
  item.id = `${LIST}-${index}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.url = topic.url;
  item.append(topic.title);
  if (name !== topic.title) {
    const other = document.createElement("span");
    other.className = "search-other-name";
    other.textContent = name;
    item.append(" ", other);
  }
  return item;
}
