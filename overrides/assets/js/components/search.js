// Nothing of the search is loaded before a reader goes to its box, or asks for its results.
{
  const form = document.querySelector("form[data-search]");
  if (form) {
    form.action = form.dataset.search;
    const attach = () => import("./search.js").then((search) => search.attach(form));
    if (form.contains(document.activeElement)) attach();
    else form.addEventListener("focusin", attach, { once: true });
    const results = document.querySelector(".search-page");
    if (results) import("./search.js").then((search) => search.open(form, results));
  }
  if (location.search.includes("highlight=")) import("./search.js").then((search) => search.highlight());
}
