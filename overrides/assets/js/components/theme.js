// The choice of colors (partials/theme.html). “As on this device” forgets what was chosen.
{
  const root = document.documentElement;
  const bars = document.querySelectorAll("meta[name=theme-color]");
  const field = document.querySelector(".theme");

  const paintBars = () => {
    const paper = getComputedStyle(root).getPropertyValue("--paper").trim();
    for (const bar of bars) {
      bar.dataset.usual ??= bar.content;
      bar.content = root.dataset.theme ? paper : bar.dataset.usual;
    }
  };

  const choose = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    paintBars();
    try {
      if (theme) localStorage.setItem("polyclinic.theme", theme);
      else localStorage.removeItem("polyclinic.theme");
    } catch {
      // A browser that keeps nothing shows the choice on this page.
    }
  };

  if (root.dataset.theme) paintBars();
  if (field) {
    // Set each time: a browser restores the buttons of a page that is opened again.
    for (const button of field.querySelectorAll("input")) button.checked = button.value === (root.dataset.theme ?? "");
    field.addEventListener("change", (event) => choose(event.target.value));
    field.hidden = false;
  }
}
