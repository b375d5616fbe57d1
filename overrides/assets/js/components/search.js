// Nothing of the search is loaded before a reader goes to its box, or asks for its results.
{
  const form = document.querySelector("form[data-search]");
  if (form) {
    form.action = form.dataset.search;
    const attach = () => import("./combobox.js").then((module) => module.attach(form));
    if (form.contains(document.activeElement)) attach();
    else form.addEventListener("focusin", attach, { once: true });
    const results = document.querySelector(".search-page");
    if (results) import("./search-page.js").then((module) => module.open(form, results));
  }
  if (location.search.includes("highlight=")) import("./highlight.js");
}
