// A term of the glossary says what it means where it stands. Without popovers it stays a link.
if ("popover" in HTMLElement.prototype) {
  const kept = [...document.querySelectorAll("template.terms")].map((one) => one.content.firstElementChild);
  let open = null;

  // A card with the meaning of one term alone.
  const cardOf = (id) => {
    const card = kept.find((one) => [...one.children].some((part) => part.dataset.term === id))?.cloneNode(true);
    for (const part of card?.querySelectorAll("[data-term]") ?? []) {
      if (part.dataset.term !== id) part.remove();
      else card.ariaLabel = card.firstElementChild.textContent = part.dataset.name;
    }
    return card;
  };

  // By the last line of the word, and inside its column.
  const place = ({ link, card }) => {
    const word = [...link.getClientRects()].at(-1);
    const column = link.closest(".prose").getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const from = getComputedStyle(card).direction === "rtl" ? word.right - width : word.left;
    const above = word.bottom + height + 16 > innerHeight && word.top > height + 16;
    card.style.left = `${scrollX + Math.max(column.left, Math.min(from, column.right - width))}px`;
    card.style.top = `${scrollY + (above ? word.top - height - 8 : word.bottom + 8)}px`;
  };

  for (const link of document.querySelectorAll("a.term")) {
    const card = cardOf(link.getAttribute("href").split("#")[1]);
    if (!card) continue;
    let pressed;
    const announce = (role, expanded, popup) => Object.assign(link, { role, ariaExpanded: expanded, ariaHasPopup: popup });
    announce("button", "false", "dialog");
    // Paper has no buttons: a tagged PDF would have a form of them.
    addEventListener("beforeprint", () => announce(null, null, null));
    addEventListener("afterprint", () => announce("button", String(open?.link === link), "dialog"));
    card.querySelector("button").onclick = () => card.hidePopover();
    card.ontoggle = ({ newState }) => {
      if (newState === "open") return;
      const focused = document.activeElement;
      link.ariaExpanded = "false";
      if (open?.card === card) open = null;
      card.remove();
      if (focused === document.body || card.contains(focused)) link.focus({ preventScroll: true });
    };
    // The tap that closes a card must not open it again.
    link.onpointerdown = () => { pressed = open?.link === link; };
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (card.matches(":popover-open")) card.hidePopover();
      else if (!pressed) {
        link.after(card);
        card.showPopover();
        link.ariaExpanded = "true";
        place(open = { link, card });
        card.focus({ preventScroll: true });
        card.scrollIntoView({ block: "nearest" });
      }
      pressed = false;
    };
    link.onkeydown = (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    };
  }
  addEventListener("resize", () => open && place(open));
}
