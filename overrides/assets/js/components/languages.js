// Who changes to another language, or to large print, goes on in the section that the address names: the ids of sections
// are the same in each. The letters of an index are not: each language has its own.
{
  const versions = ".language-list a, .translation-notice a, .page-tools a";
  const keep = ({ target }) => {
    const link = target.closest?.(versions);
    if (link) link.hash = document.querySelector(":target:not(.letter)")?.id ?? "";
  };
  for (const kind of ["click", "auxclick"]) addEventListener(kind, keep, true);

  // The open list hangs over the page where there is room: it closes when the keyboard goes on, or with Escape.
  const menu = document.querySelector(".languages");
  menu?.addEventListener("focusout", ({ relatedTarget }) => {
    const hangs = getComputedStyle(menu.lastElementChild).position === "absolute";
    if (hangs && relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });
  menu?.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
}
