// Nothing of the search is loaded before a reader goes to its box, or asks for its results.
{
  const load = () => import("./search.js");
  const form = document.querySelector("form[data-search]");
  if (form) {
    form.action = form.dataset.search;
    // Where the network has gone, the box stays as it is, and the next time may do.
    const wait = () => form.addEventListener("focusin", attach, { once: true });
    const attach = () => load().then((search) => search.attach(form), wait);
    if (form.contains(document.activeElement)) attach();
    else wait();
    const results = document.querySelector(".search-page");
    if (results) {
      load().then((search) => search.open(form, results), () => {
        results.querySelector(".search-status").append(results.querySelector("[data-say=failed]").content);
      });
    }
  }
  if (location.search.includes("highlight=")) load().then((search) => search.highlight());
}
