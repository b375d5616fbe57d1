// A term of the glossary says what it means where it stands. Without popovers it stays a link.
if ("popover" in HTMLElement.prototype) {
  const kept = [...document.querySelectorAll("template.terms")].map((one) => one.content.firstElementChild);
  let open = null;

  // One card a term, made when the page is read: its meaning alone, of all that the template holds.
  const cardOf = (id) => {
    const one = kept.find((card) => [...card.children].some((part) => part.dataset.term === id));
    const card = one?.cloneNode(true);
    for (const part of card?.querySelectorAll("[data-term]") ?? []) {
      if (part.dataset.term !== id) part.remove();
      else card.ariaLabel = card.firstElementChild.textContent = part.dataset.name;
    }
    return card;
  };

  // Beside the last line of the word, and inside the window.
  const place = () => {
    const { link, card } = open;
    const word = [...link.getClientRects()].at(-1);
    const { width, height } = card.getBoundingClientRect();
    const from = getComputedStyle(card).direction === "rtl" ? word.right - width : word.left;
    const above = word.bottom + height + 16 > innerHeight && word.top > height + 16;
    card.style.left = `${scrollX + Math.max(8, Math.min(from, document.documentElement.clientWidth - width - 8))}px`;
    card.style.top = `${scrollY + (above ? word.top - height - 8 : word.bottom + 8)}px`;
  };

  const show = (link, card) => {
    card.querySelector("button").onclick = () => card.hidePopover();
    card.ontoggle = ({ newState }) => {
      if (newState === "open") return;
      const inside = card.contains(document.activeElement) || document.activeElement === document.body;
      link.ariaExpanded = "false";
      if (open?.card === card) open = null;
      card.remove();
      if (inside) link.focus({ preventScroll: true });
    };
    link.after(card);
    card.showPopover();
    link.ariaExpanded = "true";
    open = { link, card };
    place();
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  for (const link of document.querySelectorAll("a.term")) {
    const card = cardOf(link.getAttribute("href").split("#")[1]);
    if (!card) continue;
    let pressedOpen = false;
    link.role = "button";
    link.ariaExpanded = "false";
    link.ariaHasPopup = "dialog";
    // The browser closes an open card as the finger is lifted: the same tap must not open it again.
    link.onpointerdown = () => { pressedOpen = open?.link === link; };
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (card.matches(":popover-open")) card.hidePopover();
      else if (!pressedOpen) show(link, card);
      pressedOpen = false;
    };
    link.onkeydown = (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    };
  }
  addEventListener("resize", () => open && place());
}
