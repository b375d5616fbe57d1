// Who changes to another language, or to large print, goes on in the section that the address names: the ids of sections
// are the same in each. The letters of an index are not: each language has its own.
{
  const versions = ".language-list a, .translation-notice a, .page-tools a";
  const keep = ({ target }) => {
    const link = target.closest?.(versions);
    if (link) link.hash = document.querySelector(":target:not(.letter)")?.id ?? "";
  };
  for (const kind of ["click", "auxclick"]) addEventListener(kind, keep, true);
}
